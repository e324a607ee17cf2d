import { memory } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compileModel, type CompiledModel } from '../../../main/training/compiled-model';
import { prepareBatch } from '../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../main/training/data/prepared-batch';
import { eagerStep } from '../../../main/training/eager-step';
import { RandomLayers } from '../../../main/training/model/random-layers';
import { withKeyedInitializers } from '../../../main/training/random/keyed-initializers';
import { readState, writeState } from '../../../main/training/state';
import { disposeResults } from '../../../main/training/step';
import { trainOnBatch } from '../../../main/training/train-on-batch';
import { noisyModel } from './session-fixture';

const x = [
  [0.1, 0.2, 0.3, 0.4],
  [1, -1, 0.5, 0],
  [0, 0.3, -0.7, 2],
];
const y = [0, 1, 2];

async function compiled(): Promise<CompiledModel> {
  const model = await withKeyedInitializers(3, 0, noisyModel);
  (model as Sequential).build();
  return compileModel(
    model,
    { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    { random: new RandomLayers(3) },
  );
}

describe('the eager step', () => {
  it('writes nothing before it is committed', async () => {
    const model = await compiled();
    const step = eagerStep(model);
    const before = readState(model);
    const batch = prepareBatch(model, { x, y });
    const computed = step.compute(batch, 0);
    expect(readState(model)).toEqual(before);
    step.commit(computed);
    const after = readState(model);
    expect(after.optimizer.iterations).toBe(1);
    for (const [name, value] of Object.entries(before.weights)) expect(after.weights[name], name).not.toEqual(value);
  });

  it('computes the same again after it was discarded, dropout included, and leaks nothing', async () => {
    const model = await compiled();
    const step = eagerStep(model);
    const batch = prepareBatch(model, { x, y });
    const count = memory().numTensors;
    const [first, second] = [0, 0].map((number) => {
      const computed = step.compute(batch, number);
      step.discard(computed);
      return computed.sums;
    });
    expect(second).toEqual(first);
    expect(memory().numTensors).toBe(count);
    const other = step.compute(batch, 1);
    expect(other.sums).not.toEqual(first);
    step.commit(other);
    disposeResults(other.results);
    expect(memory().numTensors).toBe(count);
    disposeBatch(batch);
  });

  it('goes on bit for bit from a state that was put back', async () => {
    const model = await compiled();
    trainOnBatch(model, x, y);
    const state = readState(model);
    const first = [trainOnBatch(model, x, y), trainOnBatch(model, x, y)];
    const end = readState(model);
    writeState(model, state);
    expect([trainOnBatch(model, x, y), trainOnBatch(model, x, y)]).toEqual(first);
    expect(readState(model)).toEqual(end);
  });
});
