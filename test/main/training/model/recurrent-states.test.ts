import { memory, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { eagerStep } from '../../../../main/training/step/eager-step';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { readState, writeState } from '../../../../main/training/model/state';
import { predictOnBatch, testOnBatch, trainOnBatch } from '../../../../main/training/step/train-on-batch';

const x = [
  [[1], [2], [3]],
  [[0], [-1], [1]],
];
const y = [[1], [0]];

function compiled(): CompiledModel {
  const stateful = { units: 2, stateful: true } as const;
  const model = sequential({
    layers: [
      layers.lstm({ ...stateful, batchInputShape: [2, 3, 1], returnSequences: true, name: 'first' }),
      layers.bidirectional({
        layer: layers.simpleRNN({ ...stateful, name: 'inner', returnSequences: true }) as never,
        mergeMode: 'concat',
        name: 'both',
      }),
      layers.gru({ ...stateful, name: 'last' }),
      layers.dense({ units: 1 }),
    ],
  });
  return compileModel(model, { optimizer: 'sgd', loss: 'meanSquaredError' }, { random: new RandomLayers(0) });
}

const predicted = (model: CompiledModel): readonly number[] =>
  tidy(() => predictOnBatch(model, x).flatMap((each) => [...each.dataSync()]));

const states = (model: CompiledModel) => readState(model).states!;

describe('the states of stateful recurrent layers', () => {
  it('are part of the state, by name, and 0 at first', () => {
    const model = compiled();
    const names = ['first/state', 'first/state#1', 'forward_inner/state', 'backward_inner/state', 'last/state'];
    expect(Object.keys(states(model))).toEqual(names);
    for (const { shape, bytes } of Object.values(states(model))) {
      expect(shape).toEqual([2, 2]);
      expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('are written when a step is committed, and not by one that is discarded', () => {
    const model = compiled();
    const step = eagerStep(model);
    const batch = prepareBatch(model, { x, y });
    const before = readState(model);
    const count = memory().numTensors;
    const first = step.compute(batch, 0);
    expect(readState(model)).toEqual(before);
    step.discard(first);
    expect(readState(model)).toEqual(before);
    expect(memory().numTensors).toBe(count);
    step.train(batch, 0);
    for (const [name, value] of Object.entries(states(model))) expect(value, name).not.toEqual(before.states![name]);
    disposeBatch(batch);
  });

  it('go on from batch to batch until they are reset, in testing and predicting too', () => {
    const model = compiled();
    const [first, second] = [predicted(model), predicted(model)];
    expect(second).not.toEqual(first);
    const carried = states(model);
    testOnBatch(model, x, y);
    expect(states(model)).not.toEqual(carried);
    model.model.resetStates();
    expect(predicted(model)).toEqual(first);
  });

  it('are restored: training goes on bit for bit', () => {
    const model = compiled();
    trainOnBatch(model, x, y);
    const state = readState(model);
    const next = [trainOnBatch(model, x, y), trainOnBatch(model, x, y), predicted(model)];
    writeState(model, state);
    expect([trainOnBatch(model, x, y), trainOnBatch(model, x, y), predicted(model)]).toEqual(next);
  });

  it('leave no tensor behind', () => {
    const model = compiled();
    trainOnBatch(model, x, y);
    const count = memory().numTensors;
    for (let batch = 0; batch < 5; batch += 1) {
      trainOnBatch(model, x, y);
      testOnBatch(model, x, y);
      predicted(model);
      model.model.resetStates();
    }
    expect(memory().numTensors).toBe(count);
  });
});
