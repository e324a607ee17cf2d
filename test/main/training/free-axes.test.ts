import { expect, it } from 'vitest';
import { CodedError } from '../../../main/contract/errors';
import { compileModel, type CompiledModel } from '../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../main/training/model/random-layers';
import { readState } from '../../../main/training/model/state';
import * as tf from '../../../main/training/tf';
import { trainOnBatch } from '../../../main/training/step/train-on-batch';
import './session/session-fixture';

function overTime(loss: string): CompiledModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [null, 2], units: 3, name: 'each' })] });
  return compileModel(model, { optimizer: 'sgd', loss }, { random: new RandomLayers(0) });
}

it.each([
  ['mse', [2, 1, 3], '[2, 5, 3]'],
  ['sparseCategoricalCrossentropy', [2, 1], '[2, 5]'],
])(
  '%s refuses targets of another length than the output, before anything is written',
  async (loss, shape, expected) => {
    const compiled = overTime(loss);
    const before = JSON.stringify(readState(compiled));
    const failing = Promise.resolve().then(() => trainOnBatch(compiled, tf.ones([2, 5, 2]), tf.zeros(shape)));
    await expect(failing).rejects.toSatisfy(
      (error) =>
        error instanceof CodedError &&
        error.code === 'shape-mismatch' &&
        JSON.stringify(error.values).includes(expected),
    );
    expect(JSON.stringify(readState(compiled))).toBe(before);
  },
);

it('takes targets of any length that the output has', () => {
  const compiled = overTime('mse');
  for (const length of [3, 5]) {
    const logs = trainOnBatch(compiled, tf.ones([2, length, 2]), tf.zeros([2, length, 3]));
    expect(logs['loss']).toBeGreaterThanOrEqual(0);
  }
});
