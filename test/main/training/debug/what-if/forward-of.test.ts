import '../../../../../main/trainer/backend';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../../../../main/training/model/compiled-model';
import { forwardOf } from '../../../../../main/training/debug/what-if/outcomes';
import { RandomLayers } from '../../../../../main/training/model/random-layers';
import * as tf from '../../../../../main/training/tf';

const { layers } = tf;

function isShared(between: readonly tf.layers.Layer[]): boolean {
  const model = tf.sequential({ layers: [...between, layers.dense({ units: 2 })] });
  const settings = { random: new RandomLayers(1), eager: true };
  const compiled = compileModel(model, { optimizer: 'sgd', loss: 'meanSquaredError' }, settings);
  return forwardOf(compiled, { withoutDropout: true }) === forwardOf(compiled, {});
}

describe('the forward pass of a variant without dropout', () => {
  const inputShape = [4, 3];

  it('is that of the step where none is dropped', () => {
    expect(isShared([layers.dense({ inputShape, units: 3 })])).toBe(true);
    expect(isShared([layers.lstm({ inputShape, returnSequences: true, units: 3 })])).toBe(true);
    expect(isShared([layers.dropout({ inputShape, rate: 0 })])).toBe(true);
    expect(isShared([layers.gaussianNoise({ inputShape, stddev: 1 })])).toBe(true);
  });

  it('is its own where something is', () => {
    expect(isShared([layers.dropout({ inputShape, rate: 0.5 })])).toBe(false);
    expect(isShared([layers.gaussianDropout({ inputShape, rate: 0.5 })])).toBe(false);
    expect(isShared([layers.lstm({ inputShape, returnSequences: true, units: 3, recurrentDropout: 0.5 })])).toBe(false);
  });
});
