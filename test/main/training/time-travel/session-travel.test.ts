import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunState } from '../../../../main/contract/run-state';
import type { BatchEnd, Logs, TrainingEvent } from '../../../../main/contract/training-event';
import type { Experiment, GeneratorExperiment, LoopExperiment, Yielded } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { hashOf, noisyExperiment, openWithHistory, until } from '../session/session-fixture';

const { train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const sequence = { length: 8, item: (index: number) => items[index]! };
const items: Yielded[] = Array.from({ length: 8 }, (_, batch): Yielded => [
  Array.from({ length: 6 }, (__, row) => Array.from({ length: 4 }, (___, at) => Math.sin(batch + row * 3 + at))),
  Array.from({ length: 6 }, (__, row) => (row + batch) % 3),
]);

/** These train while the next batch is made. */
const overlapped: { readonly [name: string]: Experiment } = {
  'a shuffled sequence, in two threads': { ...oneModel, train: () => sequence, epochs: 4 },
  'a generator, in two threads': { ...oneModel, train, stepsPerEpoch: 10, epochs: 3 } as GeneratorExperiment,
};
const experiments: { readonly [name: string]: Experiment } = {
  'a shuffled sequence': { ...oneModel, train: () => sequence, epochs: 4 },
  'a generator': { ...oneModel, train, stepsPerEpoch: 10, epochs: 3 } as GeneratorExperiment,
  'batches of a sequence': { ...oneModel, batches: () => sequence },
};

const loopExperiment: LoopExperiment = {
  ...oneModel,
  async loop({ trainOnBatch }) {
    for (let batch = 0; batch < 40; batch += 1) {
      const [x, y] = items[batch % 8] as readonly [number[][], number[]];
      await trainOnBatch(x, y);
    }
  },
};

const all = Object.entries({ ...experiments, ...overlapped, 'a custom loop': loopExperiment });

describe.each(all)('a run over %s', (name, experiment) => {
  /** Of a custom loop, its variables stay where they are. */
  const exact = 'loop' in experiment ? { kind: 'partly', without: ['loop'] } : { kind: 'exact' };
  let folder = '';
  let events: readonly TrainingEvent[] = [];
  let session: TrainingSession;
  const hash = () => hashOf(session);
  const ends = () => events.filter((event): event is BatchEnd => event.type === 'batch-end');
  const to = async (count: number) => {
    session.step(count);
    await until(session, 'paused');
  };
  const goTo = async (step: number): Promise<RunState> => {
    session.goTo(step);
    await until(session, 'paused');
    return session.state;
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
    ({ session, events } = await openWithHistory(experiment, folder, { overlap: name in overlapped }));
  });
  afterEach(() => {
    session.dispose();
    rmSync(folder, { recursive: true });
  });

  it('says that it stands before it keeps a snapshot of where', async () => {
    await to(3);
    const told = events.map((event) => {
      if (event.type === 'snapshot') return `snapshot ${event.step}`;
      return event.type === 'state' && event.state.status === 'paused' ? `paused ${event.state.step}` : '';
    });
    expect(told.indexOf('paused 3')).toBeGreaterThan(0);
    expect(told.indexOf('snapshot 3')).toBeGreaterThan(told.indexOf('paused 3'));
  });

  it('goes back and trains the same bits again, in a line of its own', async () => {
    await to(23);
    const end = hash();
    const first = ends().map(({ own }) => own);
    const state = await goTo(9);
    expect(state).toMatchObject({ step: 9, head: 23, why: { kind: 'moved', exactness: exact } });
    expect(events.some(({ type }) => type === 'line')).toBe(false);
    await to(14);
    expect(hash()).toBe(end);
    expect(events.filter(({ type }) => type === 'line')).toEqual([
      { type: 'line', start: { line: 2, from: { line: 1, step: 9 } } },
    ]);
    const again = ends().slice(first.length);
    expect(again.map(({ step }) => step)).toEqual(Array.from({ length: 14 }, (__, at) => at + 10));
    expect(again.map(({ own }) => own)).toEqual(first.slice(9));
    const places = ends().slice(9, first.length);
    expect(again.map(({ epoch, batch }) => [epoch, batch])).toEqual(places.map(({ epoch, batch }) => [epoch, batch]));
  });

  it('goes back step by step, shows each batch, and goes to its newest step again', async () => {
    await to(12);
    const end = hash();
    for (let step = 11; step >= 0; step -= 1) {
      session.stepBack();
      await until(session, 'paused');
      expect(session.state).toMatchObject({ step, head: 12, why: { exactness: exact } });
      expect(session.debugContext().last?.step ?? 0).toBe(step);
    }
    const state = await goTo(12);
    expect(state).toMatchObject({ step: 12, why: { exactness: exact } });
    expect(state).not.toHaveProperty('head');
    expect(hash()).toBe(end);
    expect(ends()).toHaveLength(12);
  });

  it('goes to its newest step again from within a step of the past, not once a batch was discarded there', async () => {
    const into = async () => {
      session.stepInto();
      await until(session, 'stepping');
      await until(session, 'paused');
    };
    await to(12);
    const end = hash();
    await goTo(5);
    await into();
    expect(session.state).toMatchObject({ step: 5, head: 12, at: 'before-commit' });
    expect(await goTo(12)).not.toHaveProperty('head');
    expect(hash()).toBe(end);
    await goTo(5);
    const past = hash();
    await into();
    session.discard();
    await until(session, 'stepping');
    await until(session, 'paused');
    // A call of a loop begins its metrics anew, whatever becomes of its batch.
    if (!('loop' in experiment)) expect(hash()).toBe(past);
    expect(session.state).toMatchObject({ step: 5 });
    expect(session.state).not.toHaveProperty('head');
    expect(events.filter(({ type }) => type === 'line')).toHaveLength(1);
    expect(() => session.goTo(12)).toThrow(expect.objectContaining({ code: 'no-such-step' }) as Error);
    await to(2);
    expect(events.filter(({ type }) => type === 'line')).toHaveLength(1);
    const other = hash();
    await goTo(3);
    expect(await goTo(7)).toMatchObject({ why: { exactness: exact } });
    expect(hash()).toBe(other);
  });

  it('refuses steps that were never trained', async () => {
    await to(3);
    expect(() => session.goTo(4)).toThrow(expect.objectContaining({ code: 'no-such-step' }) as Error);
    expect(() => session.goTo(-1)).toThrow(expect.objectContaining({ code: 'no-such-step' }) as Error);
    expect(session.state).toMatchObject({ status: 'paused', step: 3 });
  });

  it('holds a flat number of tensors over many ways back and forth', async () => {
    await to(9);
    await goTo(4);
    await goTo(9);
    const before = memory().numTensors;
    for (let round = 0; round < 20; round += 1) {
      await goTo(2 + (round % 5));
      await goTo(9);
    }
    expect(memory().numTensors).toBe(before);
  });
});

it.each([
  ['a custom loop that has ended', loopExperiment, {}, 40],
  ['a custom loop that was cut', loopExperiment, { stepsPerEpoch: 12 }, 12],
  ['batches that were cut', experiments['batches of a sequence']!, { stepsPerEpoch: 12 }, 12],
])('can go back from the end of %s, again and again, and as a branch', async (_what, experiment, cut, last) => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const { session, events } = await openWithHistory(experiment, folder, { run: cut });
  session.run();
  expect(await session.done).toEqual({ status: 'finished', step: last });
  const end = hashOf(session);
  for (const step of [6, last - 1]) {
    session.goTo(step);
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step, head: last });
    session.goTo(last);
    await until(session, 'finished');
    expect([session.state, hashOf(session)]).toEqual([{ status: 'finished', step: last }, end]);
  }
  session.goTo(5);
  await until(session, 'paused');
  session.run();
  await until(session, 'finished');
  expect([session.state, hashOf(session)]).toEqual([{ status: 'finished', step: last }, end]);
  expect(events.filter(({ type }) => type === 'batch-end')).toHaveLength(last + last - 5);
  session.dispose();
  rmSync(folder, { recursive: true });
});

it('can go back from its end, and removes its files when it is disposed of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const { session } = await openWithHistory(experiments['a generator']!, folder, {
    run: { epochs: 2, stepsPerEpoch: 5 },
    history: { folder, budget: { memory: 1000, disk: 2 ** 26 } },
  });
  session.run();
  expect(await session.done).toEqual({ status: 'finished', step: 10 });
  session.goTo(6);
  await until(session, 'paused');
  expect(session.state).toMatchObject({ step: 6, head: 10, why: { exactness: { kind: 'exact' } } });
  session.run();
  await until(session, 'finished');
  expect(session.state).toEqual({ status: 'finished', step: 10 });
  expect(readdirSync(folder).length).toBeGreaterThan(0);
  session.dispose();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Tests after each training call, whose sums the next one adds to. */
function testedLoop(values: Logs[], tested: (batch: number) => unknown = () => undefined): LoopExperiment {
  return {
    ...oneModel,
    async loop({ trainOnBatch, testOnBatch }) {
      for (let batch = 0; batch < 8; batch += 1) {
        const [x, y] = items[batch] as readonly [number[][], number[]];
        const means = await trainOnBatch(x, y, { resetMetrics: false, returnDict: true });
        values.push(means, await testOnBatch(x, y, { resetMetrics: batch % 2 === 0, returnDict: true }));
        tested(batch);
      }
    },
  };
}

it('a loop that tests between its steps goes back as one that does not, and on with the sums of its metrics', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const straight: Logs[] = [];
  const whole = await openWithHistory(testedLoop(straight), folder);
  whole.session.run();
  await until(whole.session, 'finished');
  whole.session.dispose();
  const values: Logs[] = [];
  const { session } = await openWithHistory(testedLoop(values), folder);
  for (let step = 1; step <= 6; step += 1) {
    session.step(1);
    await until(session, 'paused');
  }
  for (const step of [5, 2, 6, 3]) {
    session.goTo(step);
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step, why: { exactness: { kind: 'partly', without: ['loop'] } } });
  }
  session.goTo(6);
  await until(session, 'paused');
  session.run();
  await until(session, 'finished');
  expect(straight).toHaveLength(16);
  expect(values).toEqual(straight);
  session.dispose();
  rmSync(folder, { recursive: true });
});

it('a loop that stands behind a test goes back to where it stood', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const run: { session?: TrainingSession } = {};
  const pausing = testedLoop([], (batch) => batch === 3 && run.session!.pause());
  const { session } = await openWithHistory(pausing, folder);
  run.session = session;
  session.run();
  expect(await until(session, 'paused')).toMatchObject({ step: 4 });
  session.step(2);
  await until(session, 'paused');
  session.goTo(4);
  await until(session, 'paused');
  expect(session.state).toMatchObject({ step: 4, why: { exactness: { kind: 'partly', without: ['loop'] } } });
  session.dispose();
  rmSync(folder, { recursive: true });
});
