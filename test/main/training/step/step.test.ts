import { memory, zeros } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { eagerStep } from '../../../../main/training/step/eager-step';
import type { CompileOptions } from '../../../../main/training/experiment';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { withKeyedInitializers } from '../../../../main/training/random/keyed-initializers';
import { readState, writeState } from '../../../../main/training/model/state';
import { disposeResults } from '../../../../main/training/step/step';
import {
  commitStep,
  computeStep,
  discardStep,
  trainOnBatch,
  trainStep,
} from '../../../../main/training/step/train-on-batch';
import { noisyModel } from '../session/session-fixture';

const x = [
  [0.1, 0.2, 0.3, 0.4],
  [1, -1, 0.5, 0],
  [0, 0.3, -0.7, 2],
];
const y = [0, 1, 2];

async function compiled(options: Partial<CompileOptions> = {}): Promise<CompiledModel> {
  const model = await withKeyedInitializers(3, 0, noisyModel);
  (model as Sequential).build();
  return compileModel(
    model,
    { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'], ...options },
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

  it('lets whoever looks between the two moves see the gradients, before clipping', async () => {
    const model = await compiled({ optimizer: { name: 'sgd', learningRate: 1, clipvalue: 1e-3 } });
    const step = eagerStep(model);
    const batch = prepareBatch(model, { x, y });
    const computed = step.compute(batch, 0);
    expect([...computed.gradients.keys()]).toEqual(model.trainable.map(({ name }) => name));
    const largest = [...computed.gradients.values()].map((each) => each.abs().max().dataSync()[0]!);
    expect(Math.max(...largest)).toBeGreaterThan(1e-3);
    for (const { name, value } of model.trainable) {
      const moved = computed.update.get(name)!.value.sub(value).abs().max().dataSync()[0]!;
      expect(moved, name).toBeLessThan(1.001e-3);
    }
    step.discard(computed);
    expect([...computed.gradients.values()].every(({ isDisposed }) => isDisposed)).toBe(true);
    disposeBatch(batch);
  });

  it.each(['value', 'slot', 'moving statistic'] as const)('commits nothing if a %s does not fit', async (which) => {
    const model = await compiled();
    const step = eagerStep(model);
    const batch = prepareBatch(model, { x, y });
    trainOnBatch(model, x, y);
    const before = readState(model);
    const count = memory().numTensors;
    const computed = step.compute(batch, 1);
    const wrong = zeros([7, 7]);
    const spoilt = { update: new Map(computed.update), writes: new Map(computed.writes) };
    const [last, proposed] = [...computed.update].at(-1)!;
    if (which === 'value') spoilt.update.set(last, { ...proposed, value: wrong });
    if (which === 'slot') {
      const [slot] = [...proposed.slots.keys()];
      spoilt.update.set(last, { ...proposed, slots: new Map([...proposed.slots, [slot!, wrong]]) });
    }
    if (which === 'moving statistic') spoilt.writes.set([...computed.writes.keys()].at(-1)!, wrong);
    expect(() => step.commit({ ...computed, ...spoilt })).toThrow(/7, 7/);
    expect(readState(model)).toEqual(before);
    step.discard(computed);
    wrong.dispose();
    expect(memory().numTensors).toBe(count);
    disposeBatch(batch);
  });

  it('takes a batch in two moves as in one', async () => {
    const [one, two] = [await compiled(), await compiled()];
    for (const number of [0, 1]) {
      const whole = trainStep(one, prepareBatch(one, { x, y }), number);
      const computed = computeStep(two, prepareBatch(two, { x, y }), number);
      discardStep(two, computeStep(two, prepareBatch(two, { x, y }), number));
      const parts = commitStep(two, computed);
      expect([parts.own, parts.means]).toEqual([whole.own, whole.means]);
      for (const { batch, results } of [whole, parts]) {
        disposeBatch(batch);
        disposeResults(results);
      }
    }
    expect(Object.values(readState(two).weights)).toEqual(Object.values(readState(one).weights));
  });

  it('refuses a state of another model as a whole', async () => {
    const model = await compiled();
    trainOnBatch(model, x, y);
    const before = readState(model);
    const [name] = Object.keys(before.weights);
    const { [name!]: first, ...rest } = before.weights;
    const other = { ...before, sums: [9, 9, 9, 9], optimizer: { ...before.optimizer, iterations: 99 } };
    const states = [
      { ...other, weights: rest },
      { ...other, weights: { ...before.weights, [name!]: { ...first!, shape: [1, 1] } } },
      { ...other, optimizer: { ...other.optimizer, slots: {} } },
      { ...other, states: { 'lstm/state': first! } },
      { ...other, sums: [1] },
    ];
    for (const state of states) expect(() => writeState(model, state)).toThrow(RangeError);
    expect(readState(model)).toEqual(before);
  });
});
