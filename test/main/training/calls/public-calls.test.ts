import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { learningRateScheduler } from '../../../../main/training/callbacks';
import type { Callback, Yielded } from '../../../../main/training/experiment';
import { modelFromJSON } from '../../../../main/training/models';
import { compile, type TrainableModel } from '../../../../main/training/calls/public-calls';
import { withKeyedInitializers } from '../../../../main/training/random/keyed-initializers';
import { readState } from '../../../../main/training/model/state';
import * as tf from '../../../../main/training/tf';
import { noisyModel } from '../session/session-fixture';

const options = {
  optimizer: { name: 'adam', learningRate: 0.01 },
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
} as const;

function itemOf(index: number, rows = 5): Yielded {
  const x = Array.from({ length: rows }, (_, row) =>
    [0, 1, 2, 3].map((column) => Math.sin(index * 7 + row * 3 + column)),
  );
  return [x, x.map((_, row) => (row + index) % 3), x.map((_, row) => 0.5 + (row % 2))];
}
function* generate(count = Infinity): Generator<Yielded> {
  for (let index = 0; index < count; index += 1) yield itemOf(index, index % 3 === 2 ? 3 : 5);
}

const inputOf = (item: Yielded): number[][] => (item as readonly [number[][], number[], number[]])[0];

let json: unknown;
async function fresh(): Promise<TrainableModel> {
  json ??= noisyModel().toJSON(undefined, false);
  return compile(await withKeyedInitializers(5, 0, () => modelFromJSON(json as object)), options, { seed: 5 });
}

describe('fitGenerator', () => {
  it('is so many calls of trainOnBatch, bit for bit, with class and sample weights', async () => {
    const classWeight = { 0: 1, 1: 0.25, 2: 3 };
    const [whole, single] = [await fresh(), await fresh()];
    const logs: unknown[] = [];
    const callbacks: Callback[] = [{ onBatchEnd: (_, values) => void logs.push({ ...values }) }];
    await whole.fitGenerator(generate(), { stepsPerEpoch: 12, classWeight, callbacks });
    const singles: unknown[] = [];
    for (const item of generate(12)) {
      const [x, y, sampleWeight] = item as readonly [number[][], number[], number[]];
      const resetMetrics = singles.length === 0;
      singles.push(single.trainOnBatch(x, y, { sampleWeight, classWeight, resetMetrics, returnDict: true }));
    }
    expect(logs).toEqual(singles);
    expect(readState(whole.compiled)).toEqual(readState(single.compiled));
  });

  it('goes on with a generator where the last call left it, and with the optimizer', async () => {
    const [whole, parts] = [await fresh(), await fresh()];
    await whole.fitGenerator(generate(), { stepsPerEpoch: 3, epochs: 2 });
    const stream = generate();
    await parts.fitGenerator(stream, { stepsPerEpoch: 3 });
    const { epoch } = await parts.fitGenerator(stream, { stepsPerEpoch: 3, initialEpoch: 1, epochs: 2 });
    expect(epoch).toEqual([1]);
    expect(readState(parts.compiled)).toEqual(readState(whole.compiled));
    expect(parts.history?.epoch).toEqual([1]);
  });

  it('validates whole arrays as it does batches of 32 rows of them', async () => {
    const [x, y, weight] = itemOf(0, 70) as readonly [number[][], number[], number[]];
    const cut = (from: number): Yielded => [
      x.slice(from, from + 32),
      y.slice(from, from + 32),
      weight.slice(from, from + 32),
    ];
    const batches = { length: 3, item: (index: number) => cut(index * 32) };
    const [arrays, split] = [await fresh(), await fresh()];
    const fit = { stepsPerEpoch: 2, epochs: 3, validationFreq: 2 };
    const first = await arrays.fitGenerator(generate(), { ...fit, validationData: [x, y, weight] });
    const second = await split.fitGenerator(generate(), { ...fit, validationData: batches });
    expect(first).toEqual(second);
    expect(first.history['val_loss']).toHaveLength(1);
    expect(Object.keys(first.history)).toEqual(['loss', 'accuracy', 'val_loss', 'val_accuracy']);
  });

  it('closes a generator that it could not train on, and refuses a second training at once', async () => {
    const model = await fresh();
    let isClosed = false;
    function* broken(): Generator<Yielded> {
      try {
        yield itemOf(0);
        yield [[[1]], [0]];
      } finally {
        isClosed = true;
      }
    }
    await expect(model.fitGenerator(broken(), { stepsPerEpoch: 2 })).rejects.toMatchObject({ code: 'shape-mismatch' });
    expect(isClosed).toBe(true);
    const running = model.fitGenerator(generate(), { stepsPerEpoch: 2 });
    await expect(model.fitGenerator(generate(), { stepsPerEpoch: 2 })).rejects.toMatchObject({
      code: 'already-training',
    });
    await running;
    await expect(model.fitGenerator(generate(), {})).rejects.toMatchObject({ code: 'steps-needed' });
  });

  it('lets every callback close, also after an error, and leaks no tensor', async () => {
    const model = await fresh();
    const closed: string[] = [];
    const callbacks: Callback[] = [
      { close: () => void closed.push('first') },
      { onTrainBatchEnd: () => Promise.reject(new Error('mine')), onBatchEnd: () => void closed.push('never') },
      { close: () => void closed.push('last') },
    ];
    await model.fitGenerator(generate(), { stepsPerEpoch: 2 });
    const count = memory().numTensors;
    await expect(model.fitGenerator(generate(), { stepsPerEpoch: 2, callbacks })).rejects.toMatchObject({
      values: { message: 'mine' },
    });
    expect(closed).toEqual(['first', 'last']);
    await model.fitGenerator(generate(), { stepsPerEpoch: 2, validationData: itemOf(0, 40) });
    expect(memory().numTensors).toBe(count);
  });

  it('says that a rate under a schedule cannot be set', async () => {
    const learningRate = { name: 'ExponentialDecay', initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.9 };
    const model = compile(noisyModel(), { ...options, optimizer: { name: 'sgd', learningRate } });
    const callbacks = [learningRateScheduler(() => 0.5)];
    await expect(model.fitGenerator(generate(), { stepsPerEpoch: 1, callbacks })).rejects.toMatchObject({
      code: 'learning-rate-fixed',
    });
  });
});

describe('calls on one batch give their values in the forms of Keras', () => {
  const [x, y, sampleWeight] = itemOf(0) as readonly [number[][], number[], number[]];

  it('a list in the order of the names, the same by name, or the loss alone', async () => {
    const model = await fresh();
    expect(model.metricsNames).toEqual(['loss', 'accuracy']);
    const list = model.testOnBatch(x, y, { sampleWeight }) as number[];
    const dict = model.testOnBatch(x, y, { sampleWeight, returnDict: true });
    expect(dict).toEqual({ loss: list[0], accuracy: list[1] });
    const bare = compile(noisyModel(), { optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    expect(bare.trainOnBatch(x, y)).toBeTypeOf('number');
    expect(bare.trainOnBatch(x, y, { returnDict: true })).toEqual({ loss: expect.any(Number) as number });
  });

  it('values run on without resetMetrics, over training and testing alike', async () => {
    const model = await fresh();
    const [first] = model.testOnBatch(x, y) as number[];
    const [both] = model.testOnBatch(x.slice(0, 1), y.slice(0, 1), { resetMetrics: false }) as number[];
    model.resetMetrics();
    const [second] = model.testOnBatch(x.slice(0, 1), y.slice(0, 1), { resetMetrics: false }) as number[];
    expect(both).toBeCloseTo((first! * 5 + second!) / 6, 5);
  });

  it('evaluateGenerator aggregates as testOnBatch, and calls test hooks', async () => {
    const model = await fresh();
    const events: string[] = [];
    const callbacks: Callback[] = [
      {
        onTestBegin: () => void events.push('begin'),
        onTestBatchEnd: (batch) => void events.push(`${batch}`),
        onTestEnd: () => void events.push('end'),
      },
    ];
    const got = await model.evaluateGenerator(generate(), { steps: 3, callbacks });
    const want = [...generate(3)].map((item, index) => {
      const [xs, ys, weight] = item as readonly [number[][], number[], number[]];
      return model.testOnBatch(xs, ys, { sampleWeight: weight, resetMetrics: index === 0 });
    });
    expect(got).toEqual(want.at(-1));
    expect(events).toEqual(['begin', '0', '1', '2', 'end']);
    expect(await model.evaluateGenerator(generate(), { steps: 1, returnDict: true })).toHaveProperty('accuracy');
  });

  it('predictGenerator joins what predictOnBatch gives, for items with and without targets', async () => {
    const model = await fresh();
    const parts = [...generate(3)].map((item) => model.predictOnBatch(inputOf(item)) as tf.Tensor);
    const want = tf.concat(parts).dataSync();
    const count = memory().numTensors;
    const forms: readonly (() => Iterable<unknown>)[] = [
      generate,
      () => [...generate(3)].map((item) => [inputOf(item)]),
      () => [...generate(3)].map((item) => ({ xs: inputOf(item) })),
      () => [...generate(3)].map((item) => tf.tensor(inputOf(item))),
    ];
    for (const form of forms) {
      const got = (await model.predictGenerator(form(), { steps: 3 })) as tf.Tensor;
      expect(got.shape).toEqual([13, 3]);
      expect(got.dataSync()).toEqual(want);
      got.dispose();
    }
    expect(memory().numTensors).toBe(count + 3);
    await expect(model.predictGenerator([], { steps: 3 })).rejects.toMatchObject({ code: 'generator-empty' });
    await expect(model.predictGenerator(generate())).rejects.toMatchObject({ code: 'steps-needed' });
  });
});

it('a model that is disposed of leaves no tensors, the states of recurrent layers among them', () => {
  const before = memory().numTensors;
  const model = compile(
    tf.sequential({ layers: [tf.layers.lstm({ units: 2, stateful: true, batchInputShape: [2, 3, 1] })] }),
    { optimizer: 'adam', loss: 'meanSquaredError' },
  );
  const x = [
    [[1], [2], [3]],
    [[0], [-1], [1]],
  ];
  model.trainOnBatch(x, [
    [1, 0],
    [0, 1],
  ]);
  model.dispose();
  expect(memory().numTensors).toBe(before);
});
