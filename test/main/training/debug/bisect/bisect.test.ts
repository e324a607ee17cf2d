import { rmSync } from 'node:fs';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { FaultyRows } from '../../../../../main/contract/debug/bisect';
import type { BatchExperiment, ExperimentContext, GeneratorExperiment } from '../../../../../main/training/experiment';
import { keyedRandom } from '../../../../../main/training/random/keyed-random';
import { trainOnBatch } from '../../../../../main/training/step/train-on-batch';
import * as tf from '../../../../../main/training/tf';
import { batchEnds } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';
import { faults } from './faults';
import { around, experiment, ones, Pointwise, width, type Fault } from './faulty-experiment';

const cases = new Set<string>();

async function runTo(fault: Fault, eager: boolean): Promise<DebuggedSession> {
  const debugged = await DebuggedSession.open(fault.experiment(), eager);
  debugged.session.run();
  await debugged.rest();
  return debugged;
}

/** The first step of an unguarded training whose loss is not finite. */
async function firstBadLoss(fault: Fault, eager: boolean): Promise<number> {
  const unguarded = await DebuggedSession.open(fault.experiment(), eager);
  const { experiment, models } = unguarded.session.debugContext();
  const [compiled] = models.values();
  const random = keyedRandom(0);
  const { batches } = experiment as BatchExperiment;
  let step = 0;
  for (const item of batches({ random } as ExperimentContext) as Iterable<readonly [number[][], number[][]]>) {
    step += 1;
    if (!Number.isFinite(trainOnBatch(compiled!, item[0], item[1])['loss'])) break;
  }
  unguarded.close();
  return step;
}

function expectRows(got: FaultyRows, wanted: Fault['found']['rows']): void {
  if (wanted === 'any') return expect(['all', 'together']).toContain(got.kind);
  if (wanted === 'none') return expect(got).toEqual({ kind: 'none' });
  expect(got).toMatchObject({ kind: 'some', rows: wanted });
}

describe.each(['compiled', 'eager'])('NaN in a run that is %s', (mode) => {
  it.each(faults)(
    'of $what: nothing is written, and its origin is found within ten seconds',
    async (fault) => {
      const debugged = await runTo(fault, mode === 'eager');
      try {
        const { session } = debugged;
        const { step: wanted = 3, phase, layer, rows } = fault.found;
        expect(session.state).toMatchObject({ status: 'paused', at: 'before-commit', why: { kind: 'not-finite' } });
        const { step } = session.state as { readonly step: number };
        expect(step + 1).toBe(wanted === 'first' ? await firstBadLoss(fault, mode === 'eager') : wanted);
        const before = debugged.hash;
        const tensors = memory().numTensors;
        const found = await debugged.ask('bisect');
        expect(found).toMatchObject({ step: step + 1, phase, layer });
        expectRows(found!.rows, rows);
        const { folder } = found as { readonly folder: string };
        cases.add(folder);
        expect(debugged.hash).toBe(before);
        expect(memory().numTensors).toBe(tensors);
        expect(await debugged.ask('replayCase', folder)).toMatchObject({ isSame: true, is: { phase, layer } });
        expect(debugged.hash).toBe(before);
        expect(memory().numTensors).toBe(tensors);
      } finally {
        debugged.close();
        for (const folder of cases) rmSync(folder, { recursive: true, force: true });
      }
    },
    10_000,
  );

  it('of a loss weight names the output whose it is', async () => {
    const experiment: BatchExperiment = {
      name: 'weighted',
      model: () => {
        const input = tf.input({ shape: [2] });
        const outputs = ['first', 'second'].map((name) => tf.layers.dense({ name, units: 1 }).apply(input));
        return tf.model({ inputs: input, outputs: outputs as tf.SymbolicTensor[] });
      },
      compile: { optimizer: 'sgd', loss: 'meanSquaredError', lossWeights: { first: 1, second: 1e39 } },
      *batches() {
        for (;;) yield [[[1, 2]], [[[3]], [[3]]]];
      },
    };
    const debugged = await DebuggedSession.open(experiment, mode === 'eager');
    debugged.session.run();
    await debugged.rest();
    const found = await debugged.ask('bisect');
    expect(found).toMatchObject({ step: 1, phase: 'loss', layer: 'second' });
    rmSync((found as { readonly folder: string }).folder, { recursive: true });
    debugged.close();
  });

  it('of a metric alone does not hold the run', async () => {
    const share = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => yTrue.sub(yTrue).div(yPred.sub(yPred)).mean(-1);
    const experiment: BatchExperiment = {
      name: 'metric',
      model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] }),
      compile: { optimizer: 'sgd', loss: 'meanSquaredError', metrics: [share] },
      *batches() {
        for (let batch = 0; batch < 4; batch += 1) yield [[[batch, 1]], [[1]]];
      },
    };
    const debugged = await DebuggedSession.open(experiment, mode === 'eager');
    debugged.session.run();
    expect(await debugged.session.done).toMatchObject({ status: 'finished', step: 4 });
    expect(batchEnds(debugged.events).at(-1)!.own).toEqual({ loss: expect.any(Number) as number, share: NaN });
    debugged.close();
  });

  it('of a validation batch alone does not hold the run', async () => {
    const experiment: GeneratorExperiment = {
      name: 'validated',
      model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
      compile: { optimizer: 'sgd', loss: (yTrue, yPred) => yPred.sub(yTrue.log()).square().mean(-1) },
      *train() {
        for (;;) yield [[[1]], [[1]]];
      },
      *validation() {
        for (;;) yield [[[1]], [[-1]]];
      },
      stepsPerEpoch: 2,
      validationSteps: 1,
      epochs: 2,
    };
    const debugged = await DebuggedSession.open(experiment, mode === 'eager');
    debugged.session.run();
    expect(await debugged.session.done).toMatchObject({ status: 'finished', step: 4 });
    const ends = debugged.events.filter((event) => event.type === 'epoch-end');
    expect(ends.map(({ logs }) => logs['val_loss'])).toEqual([NaN, NaN]);
    debugged.close();
  });

  it('is told apart from a token that the embedding does not have: that is an error of its own', async () => {
    const experiment: BatchExperiment = {
      name: 'tokens',
      model: () =>
        tf.sequential({
          layers: [
            tf.layers.embedding({ inputDim: 4, outputDim: 2, inputLength: 2 }),
            tf.layers.flatten(),
            tf.layers.dense({ units: 1 }),
          ],
        }),
      compile: { optimizer: 'adam', loss: 'meanSquaredError' },
      *batches() {
        for (let batch = 0; ; batch += 1) yield [[[1, batch === 2 ? 9 : 3]], [[1]]];
      },
    };
    const debugged = await DebuggedSession.open(experiment, mode === 'eager');
    debugged.session.run();
    const values = { batch: 2, name: 'embedding_input', row: 0, value: 9, tokens: 4 };
    const error = { code: 'token-out-of-range', values };
    expect(await debugged.session.done).toMatchObject({ status: 'failed', step: 2, error });
    debugged.close();
  });
});

it('names the layer of a state, not one whose name its name begins with', async () => {
  const recurrent = (name: string, returnSequences: boolean) =>
    tf.layers.simpleRNN({ name, units: 2, stateful: true, returnSequences });
  const stateful: GeneratorExperiment = {
    name: 'stateful',
    model: () =>
      tf.sequential({
        layers: [
          tf.layers.inputLayer({ batchInputShape: [2, 3, 1] }),
          recurrent('rnn', true),
          recurrent('rnn_2', false),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
    *train() {
      for (;;) yield [[1, 2].map((row) => [[row], [0], [1]]), [[1], [0]]];
    },
    stepsPerEpoch: 9,
    epochs: 1,
  };
  const run = await DebuggedSession.open(stateful);
  await run.step(1);
  const { value } = run.compiled.states.find(({ name }) => name === 'rnn_2/state')!;
  tf.tidy(() => value.assign(value.add(NaN)));
  await run.into(4);
  expect(await run.ask('bisect')).toMatchObject({ phase: 'weights', layer: 'rnn_2', variables: ['rnn_2/state'] });
  run.close();
});

it.each([
  ['many rows', (row: number) => row % 6 === 1],
  ['every row', () => true],
])('names no sound row where a scalar loss is made by %s of a large batch', async (what, isBad) => {
  const x = Array.from({ length: 128 }, (_, row) => [isBad(row) ? 1e25 : 2 + Math.sin(row)]);
  const large: GeneratorExperiment = {
    name: 'large',
    model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1, ...ones })] }),
    compile: { optimizer: 'sgd', loss: (yTrue, yPred) => yPred.sub(yTrue).square().sum().sqrt() },
    *train() {
      for (;;) yield [x, x.map(() => [0])];
    },
    stepsPerEpoch: 9,
    epochs: 1,
  };
  const run = await DebuggedSession.open(large);
  await run.into(4);
  const { phase, rows } = (await run.ask('bisect'))!;
  expect(phase).toBe('loss');
  if (what === 'every row') expect(rows).toEqual({ kind: 'all' });
  else {
    const named = rows.kind === 'some' ? rows.rows : [];
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((row) => !isBad(row))).toEqual([]);
  }
  run.close();
});

it('names of rows that are faulty elsewhere none, where halving finds those of the place', async () => {
  const model = around('root', (x) => x.abs().sqrt());
  const faulty = experiment({
    model,
    // One number for the batch that nothing goes back through: its rows are not seen anywhere.
    loss: (yTrue, yPred) => yPred.sub(1).square().mean().add(yTrue.sqrt().sum()),
    at: 0,
    change: (x, y) => {
      x[5]!.fill(0);
      y[2]![0] = -1;
    },
  });
  const run = await DebuggedSession.open(faulty, true);
  await run.into(4);
  const found = await run.ask('bisect');
  expect(found).toMatchObject({ phase: 'loss', layer: 'out', rows: { kind: 'some', rows: [2], by: 'halving' } });
  run.close();
});

it('names the rows that dropout has made faulty, and not those that stood in their places', async () => {
  let dropped: number[] = [];
  const log = new Pointwise('log', (x) => {
    const values = x.arraySync() as number[][];
    dropped = values.flatMap((row, at) => (row.includes(0) ? [at] : []));
    return x.log();
  });
  const model = () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ name: 'sum', units: 2, inputShape: [width], ...ones }),
        tf.layers.dropout({ rate: 0.25 }),
        log,
        tf.layers.dense({ name: 'out', units: 1, ...ones }),
      ],
    });
  const run = await DebuggedSession.open(experiment({ model }), true);
  await run.into(4);
  const wanted = dropped;
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(8);
  const found = await run.ask('bisect');
  expect(found).toMatchObject({ phase: 'forward', layer: 'log', rows: { kind: 'some', rows: wanted, by: 'values' } });
  run.close();
});
