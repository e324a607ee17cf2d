import { memory } from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunState } from '../../../../main/contract/run-state';
import { backupAndRestore } from '../../../../main/training/callbacks';
import { answer } from '../../../../main/training/debug/answers';
import type { LoopExperiment } from '../../../../main/training/experiment';
import {
  batchEnds,
  batches,
  hashOf,
  losses,
  noisyExperiment,
  noisyModel,
  open,
  openWithHistory,
  smallModel,
  turns,
  until,
} from './session-fixture';

const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;

const loop: LoopExperiment = {
  ...oneModel,
  async loop({ trainOnBatch, predictOnBatch, ...context }) {
    for (const item of batches(context)) {
      const [x, y] = item as [number[][], number[]];
      const predicted = await predictOnBatch(x);
      context.tf.dispose(predicted);
      await trainOnBatch(x, y);
    }
  },
};

const modes = [
  ['generator', { ...noisyExperiment, epochs: 100 }],
  ['batches', { ...oneModel, batches }],
  ['loop', loop],
] as const;

describe('a session', () => {
  it('says its plan, that it is loaded, then that it is ready', async () => {
    const { session, events } = await open(noisyExperiment);
    expect(events.slice(0, 3)).toMatchObject([
      { type: 'plan' },
      { type: 'log', message: { code: 'loaded' } },
      { type: 'state', state: { status: 'ready' } },
    ]);
    expect(session.plan).toMatchObject({ mode: 'generator', seed: 7, series: ['loss', 'accuracy'], totalSteps: 20 });
    expect(session.plan.models[0]?.parameters).toBe(4 * 8 + 8 + 4 * 8 + 8 * 3 + 3);
    expect(session.state).toEqual({ status: 'ready', step: 0 });
  });

  it('says where a callback has saved it, and after how many updates', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-session-'));
    try {
      const callbacks = [backupAndRestore({ backupDir: folder, saveFreq: 8, deleteCheckpoint: false })];
      const { session, events } = await open({ ...noisyExperiment, callbacks });
      session.run();
      await session.done;
      expect(events.filter(({ type }) => type === 'saved')).toEqual([
        { type: 'saved', step: 8, folder },
        { type: 'saved', step: 16, folder },
      ]);
      const again = await open({ ...noisyExperiment, callbacks });
      again.session.run();
      await again.session.done;
      expect(losses(again.events)).toEqual(losses(events).slice(16));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('trains all epochs and finishes', async () => {
    const { session, events } = await open(noisyExperiment);
    session.run();
    expect(await session.done).toEqual({ status: 'finished', step: 20 });
    expect(
      batchEnds(events)
        .map(({ step, epoch, batch }) => [step, epoch, batch])
        .at(-1),
    ).toEqual([20, 1, 9]);
    expect(events.filter(({ type }) => type === 'epoch-end')).toHaveLength(2);
  });

  it('forgets the end of the epoch when it is paused on the way and told something else', async () => {
    const { session } = await open(noisyExperiment);
    session.runToEpochEnd();
    session.pause();
    expect(await until(session, 'paused')).toMatchObject({ why: { kind: 'asked' } });
    session.run();
    await Promise.race([session.done, until(session, 'paused')]);
    expect(session.state).toEqual({ status: 'finished', step: 20 });
    session.dispose();
  });

  it('repeats a run bit for bit from the same seed, and not from another', async () => {
    const run = async (seed: number) => {
      const { session, events } = await open(noisyExperiment, { seed });
      session.run();
      await session.done;
      return losses(events);
    };
    const first = await run(7);
    expect(first).toHaveLength(20);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it.each(modes)('steps exactly in %s mode and stands still in between', async (_, experiment) => {
    const { session, events } = await open(experiment);
    session.step(1);
    expect(await until(session, 'paused')).toEqual({
      status: 'paused',
      step: 1,
      at: 'between-batches',
      why: { kind: 'stepped', batches: 1 },
    });
    await turns(50);
    expect(batchEnds(events)).toHaveLength(1);
    session.step(7);
    await until(session, 'paused');
    await turns(50);
    expect(batchEnds(events).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each(modes)('pauses after the batch in flight in %s mode, resumes and stops', async (_, experiment) => {
    const { session, events } = await open(experiment);
    session.run();
    while (batchEnds(events).length < 5) await turns(1);
    session.pause();
    expect(session.state).toMatchObject({ status: 'running', pauseRequested: true });
    const paused = await until(session, 'paused');
    const { length } = batchEnds(events);
    expect(paused).toMatchObject({ step: length, why: { kind: 'asked' } });
    await turns(50);
    expect(batchEnds(events)).toHaveLength(length);
    session.run();
    while (batchEnds(events).length < length + 3) await turns(1);
    session.stop();
    expect(await session.done).toEqual({ status: 'stopped', step: batchEnds(events).length });
  });

  it('says why it stands where that was not asked for', async () => {
    const { session } = await open(noisyExperiment);
    session.run();
    const why = { kind: 'uncaught', error: { code: 'unexpected', values: { message: 'late' } } } as const;
    session.pause(why);
    expect(await until(session, 'paused')).toMatchObject({ at: 'between-batches', why });
    session.run();
    session.pause();
    expect(await until(session, 'paused')).toMatchObject({ why: { kind: 'asked' } });
  });

  it('gives the same numbers stepped, run, in batches and in a custom loop', async () => {
    const results = await Promise.all(
      modes.map(async ([, experiment]) => {
        const { session, events } = await open(experiment);
        session.step(12);
        await until(session, 'paused');
        return losses(events);
      }),
    );
    expect(results[0]).toHaveLength(12);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it('lets a command through in the middle of a validation', async () => {
    let asked = 0;
    const { session, events } = await open({
      ...noisyExperiment,
      *validation(context) {
        for (const item of batches(context)) {
          if (asked === 0) setImmediate(() => session.pause());
          asked += 1;
          yield item;
        }
      },
      validationSteps: 1000,
    });
    session.run();
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step: 10, at: 'between-batches' });
    // Nothing of the epoch is still to come.
    for (const event of events) if (event.type === 'plan') expect(event.plan.totalSteps).toBe(20);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(50);
    session.dispose();
  });

  it('does not ask for data while it is paused', async () => {
    let asked = 0;
    const { session } = await open({
      ...noisyExperiment,
      *train(context) {
        for (const item of batches(context)) {
          asked += 1;
          yield item;
        }
      },
    });
    session.step(2);
    await until(session, 'paused');
    await turns(20);
    expect(asked).toBe(2);
  });

  it('closes the generator when it is stopped', async () => {
    let isClosed = false;
    const { session } = await open({
      ...noisyExperiment,
      *train(context) {
        try {
          yield* batches(context);
        } finally {
          isClosed = true;
        }
      },
    });
    session.step(1);
    await until(session, 'paused');
    session.stop();
    await session.done;
    expect(isClosed).toBe(true);
  });

  it('refuses a command that the state does not allow', async () => {
    const { session } = await open(noisyExperiment);
    expect(() => session.pause()).toThrow(expect.objectContaining({ code: 'illegal-command' }));
    session.step(1);
    await until(session, 'paused');
    session.stop();
    await session.done;
    expect(() => session.run()).toThrow(expect.objectContaining({ values: { command: 'run', status: 'stopped' } }));
  });

  it('says out of data if the generator ends early', async () => {
    const { session, events } = await open({
      ...noisyExperiment,
      *train(context) {
        const endless = batches(context);
        for (let batch = 0; batch < 13; batch += 1) yield endless.next().value;
      },
    });
    session.run();
    expect(await session.done).toEqual({ status: 'out-of-data', step: 13 });
    expect(events.filter(({ type }) => type === 'epoch-end')).toHaveLength(2);
  });

  it.each([
    ['trainOnBatch', { sampleweight: [1] }, { field: 'sampleweight' }],
    ['trainOnBatch', { resetMetrics: 'no' }, { name: 'resetMetrics', got: "'no'" }],
    ['trainOnBatch', [1, 1, 1, 1, 1, 1], { name: 'options', got: '[1, 1, 1, 1, 1, 1]' }],
    ['testOnBatch', { classWeight: { 0: 2 } }, { field: 'classWeight' }],
    ['predictOnBatch', { returnDict: true }, { field: 'returnDict', known: 'model' }],
  ] as const)('refuses %s of a custom loop with %j', async (call, options, values) => {
    let message = '';
    const { session } = await open({
      ...loop,
      async loop(tools) {
        const [x, y] = batches(tools).next().value as [number[][], number[]];
        const given = options as object;
        const calls = {
          trainOnBatch: () => tools.trainOnBatch(x, y, given),
          testOnBatch: () => tools.testOnBatch(x, y, given),
          predictOnBatch: () => tools.predictOnBatch(x, given),
        };
        try {
          await calls[call]();
        } catch (error) {
          message = (error as Error).stack ?? '';
          throw error;
        }
      },
    });
    const untouched = hashOf(session);
    session.run();
    expect(await session.done).toMatchObject({ status: 'failed', step: 0, error: { values } });
    expect(message).toMatch(/unknown-field|wrong-argument/);
    expect(hashOf(session)).toBe(untouched);
  });

  it('keeps the updates before an exception of the person, and names epoch and batch', async () => {
    const { session } = await open({
      ...noisyExperiment,
      *train(context) {
        const endless = batches(context);
        for (let batch = 0; batch < 12; batch += 1) yield endless.next().value;
        throw new Error('no more disk');
      },
    });
    session.run();
    const state = (await session.done) as Extract<RunState, { status: 'failed' }>;
    expect(state).toMatchObject({ status: 'failed', step: 12, file: '/experiments/test.ts' });
    expect(state.error).toMatchObject({
      code: 'user-code',
      values: { where: 'train', message: 'no more disk', epoch: 1, batch: 2 },
    });
  });

  it('shows the batch that was trained last', async () => {
    const { session } = await open(noisyExperiment);
    expect(await answer(session.debugContext(), 'batch', [])).toBeUndefined();
    session.step(3);
    await until(session, 'paused');
    const detail = (await answer(session.debugContext(), 'batch', []))!;
    expect(detail).toMatchObject({ step: 3, epoch: 0, batch: 2, rows: 6, shownRows: 6, model: '' });
    expect(detail.inputs[0]?.data.shape).toEqual([6, 4]);
    expect(detail.predictions[0]?.data.shape).toEqual([6, 3]);
    const perSample = new Float32Array(detail.perSampleLoss.bytes.slice().buffer);
    expect(perSample.every((loss) => loss > 0)).toBe(true);
  });

  it.each(modes)(
    'holds a flat number of tensors over 2,000 steps in %s mode',
    { timeout: 120_000 },
    async (_, full) => {
      const experiment = {
        ...full,
        model: smallModel,
        compile: { optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' },
      };
      const run = 'train' in experiment ? { epochs: 20, stepsPerEpoch: 100 } : { stepsPerEpoch: 2000 };
      const counts: number[] = [];
      const { session } = await open(experiment, run, (event) => {
        if (event.type === 'batch-end' && event.step % 500 === 10) counts.push(session.tensorCount());
      });
      session.run();
      expect(await session.done).toEqual({ status: 'finished', step: 2000 });
      expect(counts).toHaveLength(4);
      expect(new Set(counts).size).toBe(1);
    },
  );

  it('leaves no tensors behind', async () => {
    const before = (await open(noisyExperiment)).session;
    before.dispose();
    const count = before.tensorCount();
    const { session } = await open({ ...noisyExperiment, model: noisyModel });
    session.run();
    await session.done;
    session.dispose();
    expect(session.tensorCount()).toBe(count);
  });
});

describe('a command that can not be followed', () => {
  it('is refused where the run keeps no history', async () => {
    const { session } = await open(noisyExperiment);
    session.step(2);
    await until(session, 'paused');
    for (const [command, give] of [
      ['goTo', () => session.goTo(1)],
      ['stepBack', () => session.stepBack()],
    ] as const) {
      expect(give).toThrow(expect.objectContaining({ code: 'illegal-command', values: { command, status: 'paused' } }));
    }
    session.dispose();
  });

  it('is refused while the data is read ahead, and so is whoever else would read it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-session-'));
    const { session } = await openWithHistory(noisyExperiment, folder);
    session.step(1);
    await until(session, 'paused');
    session.stepInto();
    await turns(5);
    const tensors = memory().numTensors;
    const checked = answer(session.debugContext(), 'preflight', []);
    const refused = { code: 'illegal-command' };
    expect(() => session.commit()).toThrow(expect.objectContaining(refused));
    await expect(answer(session.debugContext(), 'keepVariant', [{}])).rejects.toMatchObject(refused);
    await expect(answer(session.debugContext(), 'preflight', [])).rejects.toMatchObject(refused);
    expect((await checked).findings).toEqual([]);
    expect(memory().numTensors).toBe(tensors);
    expect(session.state).toMatchObject({ status: 'paused', at: 'before-commit', step: 1 });
    session.commit();
    await turns(5);
    expect(session.state).toMatchObject({ status: 'paused', at: 'between-batches', step: 2 });
    session.dispose();
    rmSync(folder, { recursive: true });
  });
});
