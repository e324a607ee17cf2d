import { describe, expect, it } from 'vitest';
import { usesAllPixels } from '../../../../main/training/compiled-step/all-pixels';
import { compilingStep } from '../../../../main/training/compiled-step/compiling-step';
import type { RecordedOperation, RecordedValue } from '../../../../main/training/compiled-step/recording';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { compileModel } from '../../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { disposeResults } from '../../../../main/training/step/step';
import * as tf from '../../../../main/training/tf';
import './step-fixture';

type Convolution = { readonly size: number; readonly made: number; readonly kernel: number; readonly stride: number };

function isAllUsed({ size, made, kernel, stride }: Convolution, format = 'NHWC', dilation = 1): boolean {
  const value = (shape: readonly number[]): RecordedValue => ({
    node: { kind: 'input', name: 'x' },
    output: 0,
    type: 1,
    shape,
  });
  const around = (number: number): readonly number[] => [1, number, number, 1];
  const filter: RecordedOperation = {
    kind: 'operation',
    op: 'Conv2DBackpropFilter',
    attributes: [
      { name: 'strides', type: 0, value: around(stride) },
      { name: 'dilations', type: 0, value: around(dilation) },
      { name: 'data_format', type: 0, value: format },
    ],
    inputs: [value([2, size, size, 3]), value([4]), value([2, made, made, 5])],
  };
  return usesAllPixels(filter, [kernel, kernel, 3, 5]);
}

/** Whether a batch is trained on whose last pixel is NaN. */
function isTrained(layer: Parameters<typeof tf.layers.conv2d>[0]): boolean {
  const { conv2d, flatten, dense } = tf.layers;
  const layers = [conv2d({ ...layer, inputShape: [4, 4, 1], activation: 'relu' }), flatten(), dense({ units: 1 })];
  const settings = { random: new RandomLayers(1), eager: false };
  const options = { optimizer: 'adam', loss: 'meanSquaredError' } as const;
  const compiled = compileModel(tf.sequential({ layers }), options, settings);
  const step = compilingStep(compiled);
  const trained = [1, NaN].map((last) => {
    const { xs, ...batch } = prepareBatch(compiled, { x: tf.ones([2, 4, 4, 1]), y: tf.ones([2, 1]) });
    // A batch so small is looked at while it is prepared, and NaN refused.
    const pictures = tf.tensor4d([...Array<number>(31).fill(1), last], [2, 4, 4, 1]);
    const result = step.trainGuarded({ ...batch, xs: [pictures] }, 0);
    disposeBatch({ ...batch, xs: [pictures, ...xs] });
    if (result) disposeResults(result.results);
    return result !== undefined;
  });
  expect(trained[0]).toBe(true);
  expect(step.mode?.kind).toBe('compiled');
  return trained[1]!;
}

describe('pixels that are a part of the gradient by the filters', () => {
  it.each([
    ['all, with a filter that goes from pixel to pixel', { size: 8, made: 6, kernel: 3, stride: 1 }, true],
    ['all, with one that goes beyond the edge', { size: 8, made: 4, kernel: 3, stride: 2 }, true],
    ['all, with strides that end at the edge', { size: 9, made: 4, kernel: 3, stride: 2 }, true],
    ['not the last, where strides end before it', { size: 8, made: 3, kernel: 3, stride: 2 }, false],
    ['not those between filters', { size: 8, made: 4, kernel: 1, stride: 2 }, false],
  ])('are %s', (_, convolution, wanted) => {
    expect(isAllUsed(convolution)).toBe(wanted);
  });

  it('are not counted in filters with holes, nor where channels come first', () => {
    const convolution = { size: 8, made: 6, kernel: 3, stride: 1 };
    expect(isAllUsed(convolution, 'NHWC', 2)).toBe(false);
    expect(isAllUsed(convolution, 'NCHW')).toBe(false);
  });
});

describe('a guarded step with a convolution', () => {
  it.each([
    ['that uses all pixels', { filters: 2, kernelSize: 3 }],
    ['that goes beyond the edge', { filters: 2, kernelSize: 3, strides: 2, padding: 'same' as const }],
    ['that leaves out the last pixel', { filters: 2, kernelSize: 1, strides: 2 }],
  ])('is held back by a pixel that is NaN: %s', (_, layer) => {
    expect(isTrained(layer)).toBe(false);
  });
});
