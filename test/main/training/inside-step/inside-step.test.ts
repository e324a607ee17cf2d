import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepPhases } from '../../../../main/contract/debug/inside-step';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import { answer } from '../../../../main/training/debug/answers';
import type { LoopExperiment } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { DebuggedSession } from '../debug/debugged-session';
import { breakpoint } from '../breakpoints/pausing';
import { batchEnds, hashOf, noisyExperiment, openWithHistory, turns, until } from '../session/session-fixture';

describe('a run that is stepped into', () => {
  let folder = '';
  let events: readonly TrainingEvent[] = [];
  let session: TrainingSession;
  const hash = () => hashOf(session);
  const detail = async () => (await answer(session.debugContext(), 'step', []))!;
  const into = async () => {
    session.stepInto();
    await new Promise((resolve) => setImmediate(resolve));
    await until(session, 'paused');
    return session.state;
  };
  const paused = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await until(session, 'paused');
  };
  const intoUpdate = async () => {
    for (const phase of stepPhases) expect(await into()).toMatchObject({ at: 'before-commit', phase, step: 2 });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-inside-'));
    ({ session, events } = await openWithHistory(noisyExperiment, folder));
    session.step(2);
    await paused();
  });
  afterEach(() => {
    session.dispose();
    rmSync(folder, { recursive: true });
  });

  it('shows at each phase what is known by then, and writes nothing before the last', async () => {
    const before = hash();
    expect(await into()).toMatchObject({ phase: 'batch' });
    expect(await detail()).toMatchObject({ step: 3, phase: 'batch', rows: 6, inputs: [{ shape: [6, 4] }] });
    expect(await detail()).not.toHaveProperty('outputs');
    expect(await into()).toMatchObject({ phase: 'forward' });
    expect((await detail()).outputs).toMatchObject([{ shape: [6, 3] }]);
    expect(await detail()).not.toHaveProperty('own');
    await into();
    const { own } = await detail();
    await into();
    const gradients = await detail();
    expect(gradients.variables).toHaveLength(6);
    expect(gradients.gradientNorm).toBeGreaterThan(0);
    expect(gradients.variables![0]).not.toHaveProperty('updateNorm');
    await into();
    expect((await detail()).variables!.every(({ updateNorm }) => updateNorm! > 0)).toBe(true);
    expect(hash()).toBe(before);
    session.stepInto();
    await paused();
    expect(session.state).toMatchObject({ at: 'between-batches', step: 3 });
    expect(batchEnds(events).at(-1)?.own).toEqual(own);
    expect(hash()).not.toBe(before);
  });

  it('commits to the same bits as a plain step', async () => {
    await intoUpdate();
    session.commit();
    await paused();
    expect(session.state).toMatchObject({ at: 'between-batches', step: 3 });
    const inside = hash();
    session.goTo(2);
    await until(session, 'paused');
    session.step(1);
    await paused();
    expect(hash()).toBe(inside);
  });

  it('discards a batch: no step, nothing written, listed, and so again when the way is repeated', async () => {
    const before = hash();
    await intoUpdate();
    session.discard();
    await paused();
    expect(session.state).toMatchObject({ at: 'between-batches', step: 2 });
    expect(hash()).toBe(before);
    expect(events.filter(({ type }) => type === 'discarded')).toEqual([
      { type: 'discarded', step: 2, epoch: 0, batch: 2 },
    ]);
    session.step(2);
    await paused();
    expect(batchEnds(events).map(({ batch }) => batch)).toEqual([0, 1, 3, 4]);
    const end = hash();
    session.goTo(1);
    await until(session, 'paused');
    session.goTo(4);
    await until(session, 'paused');
    expect(hash()).toBe(end);
  });

  it('can leave the batch for another step, or for the end of the run, without a leak', async () => {
    await intoUpdate();
    session.stepBack();
    await until(session, 'paused');
    expect(session.state).toMatchObject({ at: 'between-batches', step: 2, why: { exactness: { kind: 'exact' } } });
    const tensors = memory().numTensors;
    for (let round = 0; round < 10; round += 1) {
      await intoUpdate();
      session.stepBack();
      await until(session, 'paused');
    }
    expect(memory().numTensors).toBe(tensors);
    await intoUpdate();
    session.stop();
    expect(await session.done).toEqual({ status: 'stopped', step: 2 });
  });

  it('goes on from inside a batch, to the end of the epoch too', async () => {
    await into();
    session.runToEpochEnd();
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step: 10, why: { kind: 'epoch-ended' } });
    await into();
    session.run();
    expect(await session.done).toEqual({ status: 'finished', step: 20 });
  });

  it('stands still behind the last phase, though a breakpoint has stopped a run that was to go on', async () => {
    session.setBreakpoints([breakpoint('step == 4')]);
    session.run();
    await paused();
    expect(session.state).toMatchObject({ at: 'before-commit', phase: 'update', step: 3 });
    session.stepInto();
    expect(session.state).toMatchObject({ status: 'stepping' });
    await turns(30);
    expect(session.state).toMatchObject({ status: 'paused', at: 'between-batches', step: 4 });
    expect(batchEnds(events)).toHaveLength(4);
  });

  it('refuses to commit where there is nothing to commit', () => {
    expect(() => session.commit()).toThrow(expect.objectContaining({ code: 'illegal-command' }) as Error);
  });
});

it('leaves a batch of a custom loop for another step, and the loop stays where it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-inside-'));
  const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
  const made: number[] = [];
  const experiment: LoopExperiment = {
    ...oneModel,
    async loop({ trainOnBatch, random }) {
      for (let call = 0; call < 6; call += 1) {
        const x = random.normal([6, 4], `x ${call}`);
        await trainOnBatch(x, [0, 1, 2, 0, 1, 2]);
        x.dispose();
        made.push(call);
      }
    },
  };
  const { session } = await openWithHistory(experiment, folder);
  session.step(3);
  await until(session, 'paused');
  session.stepInto();
  await new Promise((resolve) => setImmediate(resolve));
  await until(session, 'paused');
  session.goTo(1);
  await until(session, 'paused');
  expect(session.state).toMatchObject({ at: 'between-batches', step: 1, head: 3 });
  session.run();
  expect(await session.done).toEqual({ status: 'finished', step: 6 });
  expect(made).toEqual([0, 1, 2, 3, 4, 5]);
  session.dispose();
  rmSync(folder, { recursive: true });
});

describe('the times of a step that is stepped into', () => {
  it.each([
    ['operation by operation, each phase has its own', true],
    ['as one graph, all of them have one', false],
  ])('%s', async (_, eager) => {
    const run = await DebuggedSession.open(noisyExperiment, eager);
    try {
      const { session } = run;
      session.step(2);
      await until(session, 'paused');
      const details = [];
      for (let phase = 0; phase < stepPhases.length; phase += 1) {
        session.stepInto();
        await new Promise((resolve) => setImmediate(resolve));
        await until(session, 'paused');
        details.push((await answer(session.debugContext(), 'step', []))!);
      }
      const [atBatch, ...others] = details;
      expect(atBatch!.batchMs).toBeGreaterThan(0);
      expect(atBatch).not.toHaveProperty('times'); // nothing is computed yet
      for (const { times, batchMs } of others) {
        expect(batchMs).toBe(atBatch!.batchMs); // time to look is not the batch's
        if (times?.kind !== 'phases') {
          expect(eager).toBe(false);
          expect(times!.ms).toBeGreaterThan(0);
          continue;
        }
        expect(eager).toBe(true);
        for (const ms of [times.forward, times.loss, times.gradients, times.update]) expect(ms).toBeGreaterThan(0);
      }
    } finally {
      run.close();
    }
  });
});

describe('NaN or infinities that the person has not been told of', () => {
  let folder = '';
  let session: TrainingSession;
  const next = async (move: () => void) => {
    move();
    await turns(2);
    return until(session, 'paused');
  };
  const into = () => next(() => session.stepInto());
  const setRate = (value: number) =>
    answer(session.debugContext(), 'edit', ['', { kind: 'hyperparameter', name: 'learningRate', value }]);
  const ofUpdate = { phase: 'update', why: { kind: 'not-finite', what: 'update' } } as const;
  const open = async (learningRate: number) => {
    const optimizer = { name: 'sgd', learningRate };
    const compile = { optimizer, loss: 'sparseCategoricalCrossentropy' };
    ({ session } = await openWithHistory({ ...noisyExperiment, compile }, folder));
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-untold-'));
  });
  afterEach(() => {
    session.dispose();
    rmSync(folder, { recursive: true });
  });

  it.each(['run', 'commit'] as const)('are stood before, if the run is to go on from the batch by %s', async (move) => {
    await open(1e300);
    const before = hashOf(session);
    expect(await into()).toMatchObject({ phase: 'batch', why: { kind: 'into' } });
    expect(await next(() => session[move]())).toMatchObject({ step: 0, ...ofUpdate });
    expect(hashOf(session)).toBe(before);
  });

  it('are found in an update that an edit has made infinite', async () => {
    await open(0.01);
    await into();
    expect(await into()).toMatchObject({ phase: 'forward' });
    await setRate(1e300);
    const before = hashOf(session);
    expect(await next(() => session.step(1))).toMatchObject({ step: 0, ...ofUpdate });
    expect(hashOf(session)).toBe(before);
  });

  it('are found behind a breakpoint, too, and are none of an update that an edit has mended', async () => {
    await open(0.01);
    session.setBreakpoints([breakpoint('step == 1')]);
    expect(await next(() => session.run())).toMatchObject({ phase: 'update', why: { kind: 'breakpoint' } });
    await setRate(1e300);
    expect(await next(() => session.step(1))).toMatchObject({ step: 0, ...ofUpdate });
    await setRate(0.01);
    expect(await next(() => session.step(1))).toMatchObject({ step: 1, at: 'between-batches' });
  });

  it('once told are let go by Run, and written by Commit alone', async () => {
    await open(1e300);
    expect(await next(() => session.step(1))).toMatchObject({ step: 0, ...ofUpdate });
    const before = hashOf(session);
    expect(await next(() => session.step(1))).toMatchObject({ step: 0, ...ofUpdate });
    expect(hashOf(session)).toBe(before);
    expect(await next(() => session.commit())).toMatchObject({ step: 1, at: 'between-batches' });
    expect(hashOf(session)).not.toBe(before);
  });
});

it('looks into no batch behind one that could not be stood in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-not-into-'));
  const edit = { kind: 'variant', variant: { withoutDropout: true } } as const;
  const { session } = await openWithHistory(noisyExperiment, folder, { edits: [{ step: 0, model: '', edit }] });
  session.stepInto();
  await turns(2);
  expect(await until(session, 'paused')).toMatchObject({ step: 1, at: 'between-batches' });
  session.step(2);
  await turns(2);
  expect(await until(session, 'paused')).toMatchObject({ step: 3, at: 'between-batches' });
  session.dispose();
  rmSync(folder, { recursive: true });
});
