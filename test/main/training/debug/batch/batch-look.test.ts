import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeTensor } from '../../../../../main/contract/tensor-data';
import { arrays } from '../../../../../main/training/data/arrays';
import { NdArray } from '../../../../../main/training/data/nd-array';
import { answer } from '../../../../../main/training/debug/answers';
import { findingsIn } from '../../../../../main/training/debug/batch/findings';
import type { GeneratorExperiment, LoopExperiment, Yielded } from '../../../../../main/training/experiment';
import type { TrainingSession } from '../../../../../main/training/session/session';
import { readState } from '../../../../../main/training/model/state';
import * as tf from '../../../../../main/training/tf';
import { stateHash } from '../../../../../main/training/time-travel/snapshot';
import { batchEnds, noisyExperiment, open, until } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let session: TrainingSession | undefined;
afterEach(() => session?.dispose());

const only = () => [...session!.debugContext().models.values()][0]!;
const hash = () => stateHash({ '': readState(only()) });
const look = async () => (await answer(session!.debugContext(), 'batchLook', []))!;

async function trained(experiment: GeneratorExperiment, steps: number) {
  const opened = await open(experiment);
  ({ session } = opened);
  session.step(steps);
  await until(session, 'paused');
  return opened;
}

async function into(): Promise<void> {
  session!.stepInto();
  await new Promise((resolve) => setImmediate(resolve));
  await until(session!, 'paused');
}

function classifier(x: number[][], y: readonly number[], classes = 3): GeneratorExperiment {
  return {
    name: 'classes',
    seed: 1,
    model: () =>
      tf.sequential({
        layers: [tf.layers.dense({ inputShape: [x[0]!.length], units: classes, activation: 'softmax' })],
      }),
    compile: { optimizer: { name: 'sgd', learningRate: 0.1 }, loss: 'sparseCategoricalCrossentropy' },
    *train(): Generator<Yielded> {
      for (;;) yield [x, [...y]];
    },
    stepsPerEpoch: 4,
    epochs: 2,
  };
}

const spread = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, at) => Math.sin(row * 3.1 + at)));
const codes = async () => (await look()).findings.map(({ code }) => code);

describe('the loss before and after an update', () => {
  it('is that of the step, and that of the weights it led to', async () => {
    const { events } = await trained(classifier(spread(9, 4), [0, 1, 2, 0, 1, 2, 0, 1, 2]), 1);
    const { lossBefore, lossAfter } = await look();
    session!.step(1); // the same batch again, without anything random
    await until(session!, 'paused');
    const [first, second] = batchEnds(events).map(({ own }) => own['loss']);
    expect([lossBefore, lossAfter]).toEqual([first, second]);
  });

  it('is known before the update is written, which leaves state and tensors as they are', async () => {
    await trained(noisyExperiment, 2);
    const state = hash();
    for (let phase = 0; phase < 5; phase += 1) await into();
    await look();
    const tensors = memory().numTensors;
    const { lossBefore, lossAfter, ...place } = await look();
    expect(place).toMatchObject({ of: 'pending', step: 3 });
    const batch = (await answer(session!.debugContext(), 'pendingBatch', []))!;
    expect(batch).toMatchObject({ step: 3, batch: 2, rows: 6, shownRows: 6 });
    const losses = [...decodeTensor(batch.perSampleLoss)];
    expect(losses.reduce((sum, loss) => sum + loss, 0) / 6).toBeCloseTo(lossBefore, 5);
    expect([hash(), memory().numTensors]).toEqual([state, tensors]);
    session!.commit();
    await until(session!, 'paused');
    await new Promise((resolve) => setImmediate(resolve));
    const committed = await look();
    expect(committed).toMatchObject({ of: 'last', step: 3, lossBefore });
    expect(committed.lossAfter).toBeCloseTo(lossAfter, 6);
  });
});

describe('findings', () => {
  it('are none in a sound batch', async () => {
    await trained(classifier(spread(9, 4), [0, 1, 2, 0, 1, 2, 0, 1, 2]), 1);
    expect(await codes()).toEqual([]);
  });

  it.each<[string, number[][], number[]]>([
    [
      'constant-column',
      spread(9, 4).map(([first, ...rest]) => [first!, ...rest.slice(1), 1]),
      [0, 1, 2, 0, 1, 2, 0, 1, 2],
    ],
    ['unscaled', spread(9, 4).map((row) => row.map((each) => 127 + 100 * each)), [0, 1, 2, 0, 1, 2, 0, 1, 2]],
    ['unscaled', spread(9, 4).map((row) => row.map((each) => each / 1000)), [0, 1, 2, 0, 1, 2, 0, 1, 2]],
    ['one-class', spread(9, 4), [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['class-imbalance', spread(24, 4), [...new Array<number>(22).fill(2), 0, 0]],
    ['duplicate-rows', [...spread(8, 4), spread(8, 4)[3]!], [0, 1, 2, 0, 1, 2, 0, 1, 2]],
  ])('name %s', async (code, x, y) => {
    await trained(classifier(x, y), 1);
    expect(await codes()).toEqual([code]);
  });

  it('leave the scale of inputs to a model that rescales them itself', async () => {
    const pixels = spread(9, 4).map((row) => row.map((each) => 127 + 100 * each));
    const model = () =>
      tf.sequential({
        layers: [
          tf.layers.rescaling({ inputShape: [4], scale: 1 / 255 }),
          tf.layers.dense({ units: 3, activation: 'softmax' }),
        ],
      });
    await trained({ ...classifier(pixels, [0, 1, 2, 0, 1, 2, 0, 1, 2]), model }, 1);
    expect(await codes()).toEqual([]);
  });

  it('say what is not finite, and where', async () => {
    await trained(classifier(spread(9, 4), [0, 1, 2, 0, 1, 2, 0, 1, 2]), 1);
    const { batch } = session!.debugContext().last!.trained;
    const values = spread(9, 4);
    values[5]![2] = NaN;
    values[7]![0] = -Infinity;
    const broken = tf.tensor2d(values);
    expect(findingsIn(only(), { ...batch, xs: [broken] })).toEqual([
      { code: 'not-finite', values: { part: only().model.inputs[0]!.sourceLayer.name, count: 2, row: 5 } },
    ]);
    broken.dispose();
  });

  it('say which rows the epoch has seen before, by their values', async () => {
    await trained(classifier(spread(9, 4), [0, 1, 2, 0, 1, 2, 0, 1, 2]), 1);
    expect(await codes()).toEqual([]); // from now on they are told apart
    session!.step(1);
    await until(session!, 'paused');
    expect((await look()).findings).toEqual([{ code: 'seen-again', values: { count: 9, row: 0, since: 0 } }]);
    session!.step(3); // the first batch of the next epoch
    await until(session!, 'paused');
    expect(session!.debugContext().last).toMatchObject({ epoch: 1, batch: 0 });
    expect(await codes()).toEqual([]);
  });

  it('say which rows the epoch has seen before, by their ids', async () => {
    const x = new NdArray(Float32Array.from(spread(12, 4).flat()), [12, 4]);
    const y = new NdArray(
      Int32Array.from({ length: 12 }, (_, row) => row % 3),
      [12],
    );
    const data = { ...classifier(spread(9, 4), []), train: () => arrays({ x, y, batchSize: 6, shuffle: true }) };
    await trained(data, 2);
    expect(await codes()).toEqual([]);
    session!.step(1); // the epoch has four batches, its data two
    await until(session!, 'paused');
    expect((await look()).findings).toMatchObject([{ code: 'seen-again', values: { count: 6 } }]);
  });

  it('say nothing of rows that another line has trained on', async () => {
    const x = new NdArray(Float32Array.from(spread(40, 4).flat()), [40, 4]);
    const y = new NdArray(
      Int32Array.from({ length: 40 }, (_, row) => row % 3),
      [40],
    );
    const train = () => arrays({ x, y, batchSize: 5, shuffle: false });
    const run = await DebuggedSession.open({ ...classifier(spread(9, 4), []), train, stepsPerEpoch: 8 });
    ({ session } = run);
    await run.step(6);
    await run.goTo(2);
    await run.edit({ kind: 'batch-size', rows: 2 });
    await run.step(6);
    expect((await look()).findings).toEqual([]);
    await run.goTo(4);
    expect((await look()).findings).toEqual([]);
  });

  it('say nothing of an epoch in a custom loop, which has none', async () => {
    const { train: _, stepsPerEpoch: _s, epochs: _e, ...one } = classifier(spread(9, 4), []);
    const loop: LoopExperiment = {
      ...one,
      loop: async ({ trainOnBatch }) => {
        for (;;) await trainOnBatch(spread(9, 4), [0, 1, 2, 0, 1, 2, 0, 1, 2]);
      },
    };
    ({ session } = await open(loop));
    for (let step = 0; step < 2; step += 1) {
      session.step(1);
      await until(session, 'paused');
      expect(await codes()).toEqual([]);
    }
  });
});

it('shows in the batch where its rows come from', async () => {
  const x = new NdArray(
    Float32Array.from({ length: 12 }, (_, row) => row / 12),
    [12, 1],
  );
  const y = new NdArray(new Int32Array(12), [12]);
  await trained({ ...classifier([[0]], []), train: () => arrays({ x, y, batchSize: 5, shuffle: true }) }, 1);
  const batch = (await answer(session!.debugContext(), 'batch', []))!;
  const inputs = decodeTensor(batch.inputs[0]!.data);
  expect(batch.rowIds).toHaveLength(5);
  batch.rowIds!.forEach(({ source, row }, at) => {
    expect(source).toBe('array');
    expect(inputs[at]).toBe(Math.fround(row / 12));
  });
});

describe('losses of rows', () => {
  const weights = [0.5, 2, 1, 0, 3, 1, 1, 0.25, 1];

  it.each([
    ['alone', undefined, undefined],
    ['with sample weights', weights, undefined],
    ['with sample and class weights', weights, { 0: 1, 1: 0.3, 2: 4 }],
  ] as const)('add up to the loss of the batch, %s', async (_, sampleWeight, classWeight) => {
    const y = [0, 1, 2, 0, 1, 2, 0, 1, 2];
    const experiment = classifier(spread(9, 4), y);
    const { events } = await trained(
      {
        ...experiment,
        ...(classWeight && { classWeight }),
        *train(): Generator<Yielded> {
          for (;;) yield sampleWeight ? [spread(9, 4), y, [...sampleWeight]] : [spread(9, 4), y];
        },
      },
      3,
    );
    const batch = (await answer(session!.debugContext(), 'batch', []))!;
    const losses = decodeTensor(batch.perSampleLoss);
    const sum = y.reduce((total, index, row) => {
      return total + losses[row]! * (sampleWeight?.[row] ?? 1) * (classWeight?.[index as 0] ?? 1);
    }, 0);
    expect(Math.abs(sum / 9 - batchEnds(events).at(-1)!.own['loss']!)).toBeLessThan(1e-5);
  });
});
