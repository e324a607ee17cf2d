import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import type { HitEvent } from '../../../../main/contract/debug/watching';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import { answer } from '../../../../main/training/debug/answers';
import type { Experiment } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import * as tf from '../../../../main/training/tf';
import { batchEnds, hashOf, noisyExperiment, openWithHistory, until } from '../session/session-fixture';
import { breakpoint } from './pausing';

let folder = '';
let events: readonly TrainingEvent[] = [];
let session: TrainingSession;

const hash = () => hashOf(session);
const hits = () => events.filter((event): event is HitEvent => event.type === 'hit');

async function begin(
  experiment: Experiment = noisyExperiment,
  more: Parameters<typeof openWithHistory>[2] = {},
): Promise<void> {
  ({ session, events } = await openWithHistory(experiment, folder, more));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-breakpoints-'));
  await begin();
});
afterEach(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

/** State hashes by step of a run without breakpoints. */
async function plainHashes(count: number): Promise<readonly string[]> {
  const hashes = [hash()];
  for (let step = 1; step <= count; step += 1) {
    session.step(1);
    await until(session, 'paused');
    hashes.push(hash());
  }
  session.dispose();
  await begin();
  return hashes;
}

describe('a breakpoint before the commit', () => {
  it('stands with the state as it was before the batch, and Commit writes the update', async () => {
    const hashes = await plainHashes(7);
    session.setBreakpoints([breakpoint('step == 6')]);
    session.run();
    const state = await until(session, 'paused');
    expect(state).toMatchObject({
      step: 5,
      at: 'before-commit',
      phase: 'update',
      why: { kind: 'breakpoint', id: 'step == 6', condition: 'step == 6', values: { step: 6 } },
    });
    expect(hits()).toMatchObject([{ step: 6, isBefore: true, count: 1 }]);
    expect(hash()).toBe(hashes[5]);
    session.commit();
    expect(await until(session, 'paused')).toMatchObject({ step: 6, at: 'between-batches' });
    expect(hash()).toBe(hashes[6]);
    session.step(1);
    await until(session, 'paused');
    expect(hash()).toBe(hashes[7]);
  });

  it('Discard lets the update go, and only that', async () => {
    const hashes = await plainHashes(5);
    session.setBreakpoints([breakpoint('step == 6')]);
    session.run();
    await until(session, 'paused');
    session.discard();
    expect(await until(session, 'paused')).toMatchObject({ step: 5, at: 'between-batches' });
    expect(hash()).toBe(hashes[5]);
    expect(session.debugContext().breakpoints.state.counts).toEqual({ 'step == 6': 0 });
    expect(batchEnds(events)).toHaveLength(5);
    expect(events.filter(({ type }) => type === 'discarded')).toHaveLength(1);
    // The next batch is now the sixth.
    session.run();
    expect(await until(session, 'paused')).toMatchObject({ step: 5, at: 'before-commit' });
    expect(hits()).toHaveLength(2);
  });

  it('Discard takes back the counts of the batch, of breakpoints that were set inside it too', async () => {
    const others = [breakpoint('step == 6'), breakpoint('loss > 0'), breakpoint('step > 3', { isEnabled: false })];
    const counts = () => session.debugContext().breakpoints.state.counts;
    session.setBreakpoints([breakpoint('step == 6'), breakpoint('step > 3', { actions: [{ kind: 'snapshot' }] })]);
    session.run();
    await until(session, 'paused');
    expect(counts()).toEqual({ 'step == 6': 1, 'step > 3': 3 });
    session.setBreakpoints(others);
    expect(counts()).toEqual({ 'step == 6': 1, 'loss > 0': 0, 'step > 3': 3 });
    session.discard();
    await until(session, 'stepping');
    await until(session, 'paused');
    expect(counts()).toEqual({ 'step == 6': 0, 'loss > 0': 0, 'step > 3': 2 });
  });

  it('reads what was computed of the batch', async () => {
    session.setBreakpoints([
      breakpoint('gradNorm() > 0 && updateRatio("dense_Dense1") > -1 && deadShare() >= 0 && loss > 0 && step == 4'),
      breakpoint('isNaN(gradNorm("x"))'),
    ]);
    const { problems } = await answer(session.debugContext(), 'breakpoints', []);
    expect(Object.keys(problems)).toContain('isNaN(gradNorm("x"))');
  });

  it('leaves the run as it is, bit for bit, and no tensors', async () => {
    session.step(12);
    await until(session, 'paused');
    const end = hash();
    const tensors = memory().numTensors;
    session.dispose();
    await begin();
    session.setBreakpoints([
      breakpoint('gradNorm() > 1e9'),
      breakpoint('updateRatio() > 1e9'),
      breakpoint('deadShare() > 2', { when: 'after-commit' }),
      breakpoint('weightNorm() < median(loss, 5) - 1e9'),
      breakpoint('batch.hasNaN || batch.count(1) > 100 || batch.max > 1e9'),
    ]);
    session.step(12);
    await until(session, 'paused');
    expect(hits()).toEqual([]);
    expect(hash()).toBe(end);
    expect(memory().numTensors).toBe(tensors);
  });
});

it.each(['before-commit', 'after-commit'] as const)(
  'finds the batch that holds NaN, and no other: %s',
  async (when) => {
    session.dispose();
    const one = (value: number) => [tf.fill([2, 4], value), tf.zeros([2], 'int32')] as const;
    const train = function* () {
      for (const value of [1, NaN]) yield one(value);
    };
    await begin({ ...noisyExperiment, train, stepsPerEpoch: 2, epochs: 1 });
    session.setBreakpoints([breakpoint('batch.hasNaN', { when, actions: [{ kind: 'snapshot' }] })]);
    session.run();
    await until(session, 'paused');
    session.commit();
    await until(session, 'finished');
    expect(hits()).toMatchObject([{ step: 2, isBefore: when === 'before-commit', count: 1 }]);
  },
);

it('pauses after the commit with the reason', async () => {
  session.setBreakpoints([breakpoint('step == 3', { when: 'after-commit' })]);
  session.run();
  const state = await until(session, 'paused');
  expect(state).toMatchObject({ step: 3, at: 'between-batches', why: { kind: 'breakpoint', condition: 'step == 3' } });
});

it('goes back, with counts and windows as they were, and says nothing on the way', async () => {
  const counting = breakpoint('loss > 0', {
    id: 'a',
    hits: { kind: 'every', count: 5 },
    actions: [{ kind: 'snapshot' }],
  });
  const past = breakpoint('loss < max(previous(loss), 4)', {
    id: 'b',
    actions: [{ kind: 'log', text: 'loss is {loss}' }],
  });
  const smooth = breakpoint('ema(loss, 0.99) < 0', { id: 'c' });
  session.setBreakpoints([counting, past, smooth]);
  session.step(14);
  await until(session, 'paused');
  const state = async () => (await answer(session.debugContext(), 'breakpoints', [])).counts;
  const counts = await state();
  expect((await answer(session.debugContext(), 'breakpoints', [])).problems).toEqual({});
  expect(counts['a']).toBe(14);
  const told = hits().length;
  const watched = ['ema(loss, 0.9)', 'median(loss, 3)', 'previous(loss, 2)'];
  const before = await answer(session.debugContext(), 'evaluate', [watched]);
  const internal = session.debugContext().breakpoints.getState();
  session.goTo(6);
  await until(session, 'paused');
  expect((await state())['a']).toBe(6);
  session.goTo(14);
  await until(session, 'paused');
  expect(await state()).toEqual(counts);
  expect(session.debugContext().breakpoints.getState()).toEqual(internal);
  expect(await answer(session.debugContext(), 'evaluate', [watched])).toEqual(before);
  expect(hits()).toHaveLength(told);
  const logged = events.flatMap((event) =>
    event.type === 'log' && event.message.code === 'log-point' ? event.message.values.text : [],
  );
  expect(counts['b']).toBeGreaterThan(3);
  expect(logged).toHaveLength(counts['b']!);
  expect(new Set(logged).size).toBeGreaterThan(3);
  for (const text of logged) expect(text).toMatch(/^loss is \d/);
});

describe('at a hit', () => {
  const after = (...actions: Breakpoint['actions'][number][]) =>
    breakpoint('step == 7', { when: 'after-commit', actions });
  const rate = () => [...session.debugContext().models.values()][0]!.optimizer.learningRate;

  it.each(['before-commit', 'after-commit'] as const)(
    'a snapshot is kept behind the update, judged %s',
    async (when) => {
      session.dispose();
      // By this clock no snapshot is due but those of places where the run rests.
      ({ session, events } = await openWithHistory(noisyExperiment, folder, { now: () => 0 }));
      session.setBreakpoints([breakpoint('step == 7', { when, actions: [{ kind: 'snapshot' }] })]);
      session.step(12);
      await until(session, 'paused');
      const kept = events.flatMap((event) => (event.type === 'snapshot' ? [event.step] : []));
      expect(kept).toEqual([0, 7, 12]);
    },
  );

  it('the rate is scaled from the next step on, as an edit', async () => {
    session.setBreakpoints([after({ kind: 'scale-rate', factor: 0.5 })]);
    session.step(9);
    await until(session, 'paused');
    expect(rate()).toBeCloseTo(0.0005, 8);
    expect(events.flatMap((event) => (event.type === 'edit' ? [event.step] : []))).toEqual([7]);
  });

  it('the run ends behind the update', async () => {
    const hashes = await plainHashes(7);
    session.setBreakpoints([after({ kind: 'stop' })]);
    session.run();
    expect(await session.done).toEqual({ status: 'stopped', step: 7 });
    expect(hash()).toBe(hashes[7]);
  });

  it('a picture is left to who hears of the hit', async () => {
    session.setBreakpoints([after({ kind: 'picture' })]);
    session.step(9);
    await until(session, 'paused');
    expect(hits()).toMatchObject([{ step: 7, actions: ['picture'] }]);
  });
});

const backAndSlower = breakpoint('step == 9', {
  when: 'after-commit',
  actions: [
    { kind: 'go-back', steps: 4 },
    { kind: 'scale-rate', factor: 0.5 },
  ],
});

it('goes back by so many steps and makes the rate smaller there', async () => {
  session.setBreakpoints([backAndSlower]);
  session.run();
  const state = await until(session, 'paused');
  expect(state).toMatchObject({ step: 5, at: 'between-batches' });
  const [compiled] = session.debugContext().models.values();
  expect(compiled!.optimizer.learningRate).toBeCloseTo(0.0005, 8);
  expect(events.some((event) => event.type === 'edit' && event.step === 5)).toBe(true);
});

it('goes where the person wants to be, not where a batch that was hit before was to lead', async () => {
  session.setBreakpoints([
    breakpoint('step == 8', { actions: [{ kind: 'go-back', steps: 6 }] }),
    breakpoint('step > 7', { actions: [{ kind: 'pause' }] }),
  ]);
  session.run();
  expect(await until(session, 'paused')).toMatchObject({ at: 'before-commit', step: 7 });
  session.goTo(5);
  expect(await until(session, 'paused')).toMatchObject({ at: 'between-batches', step: 5, why: { kind: 'moved' } });
  session.step(1);
  expect(await until(session, 'paused')).toMatchObject({ step: 6 });
});

it('stays where it is if nothing older is within reach, and does what was to be done there', async () => {
  session.dispose();
  const history = { folder, budget: { memory: 1, disk: 0 } };
  ({ session, events } = await openWithHistory(noisyExperiment, folder, { history, now: () => 0 }));
  const actions: Breakpoint['actions'] = [
    { kind: 'go-back', steps: 4 },
    { kind: 'scale-rate', factor: 0.5 },
  ];
  session.setBreakpoints([breakpoint('step == 9', { when: 'after-commit', actions })]);
  session.run();
  expect(await until(session, 'paused')).toMatchObject({
    step: 9,
    why: { kind: 'moved', exactness: { kind: 'exact' } },
  });
  const [compiled] = session.debugContext().models.values();
  expect(compiled!.optimizer.learningRate).toBeCloseTo(0.0005, 8);
});

it('makes the rate smaller where the person goes instead, on the way back', async () => {
  session.dispose();
  const listener = (event: TrainingEvent) => {
    if (event.type === 'state' && event.state.status === 'moving' && event.state.target === 5) session.stepBack(2);
  };
  await begin(noisyExperiment, { listener });
  session.setBreakpoints([backAndSlower]);
  session.run();
  expect(await until(session, 'paused')).toMatchObject({ step: 3, why: { kind: 'moved' } });
  const [compiled] = session.debugContext().models.values();
  expect(compiled!.optimizer.learningRate).toBeCloseTo(0.0005, 8);
});

it('stops before the update is written', async () => {
  const hashes = await plainHashes(3);
  session.setBreakpoints([breakpoint('step == 4', { actions: [{ kind: 'stop' }] })]);
  session.run();
  expect(await session.done).toEqual({ status: 'stopped', step: 3 });
  expect(hash()).toBe(hashes[3]);
});

it('goes by the values that are written, where rows were left out of a batch that was judged', async () => {
  const said = () =>
    events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'log-point' ? event.message.values.text : [],
    );
  const text = 'rows {batch.rows}, loss {loss}, norm {gradNorm() > 0}, mean {mean(loss, 2)}';
  const log = { kind: 'log', text } as const;
  session.setBreakpoints([
    breakpoint('batch.rows == 6 && step > 1'),
    breakpoint('step == 2', { when: 'after-commit', actions: [log] }),
    breakpoint('gradNorm() > 1e9'),
  ]);
  const counts = () => session.debugContext().breakpoints.state.counts;
  session.run();
  await until(session, 'paused');
  expect(counts()).toMatchObject({ 'batch.rows == 6 && step > 1': 1 });
  const row = { epoch: 0, batch: 1, row: 1 };
  await answer(session.debugContext(), 'edit', ['', { kind: 'skip-row', row, isSkipped: true }]);
  session.step(1);
  await until(session, 'paused');
  const [one, two] = batchEnds(events).map(({ own }) => own['loss']!);
  const [, , loss, mean] = /rows 5, (loss) (\S+), norm true, mean (\S+)/.exec(said()[0]!)!;
  expect(Number(loss)).toBeCloseTo(two!, 4);
  expect(Number(mean)).toBeCloseTo((one! + two!) / 2, 4);
  // Of the rows that are left its condition would not have been true; nor is it where the way is repeated.
  expect(counts()).toMatchObject({ 'batch.rows == 6 && step > 1': 0 });
});

it('counts in a window only the batches of the model that it is asked of', async () => {
  session.dispose();
  const row = tf.tensor2d([[1, 2]]);
  const model = (): tf.LayersModel => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] });
  const compile = { optimizer: 'sgd', loss: 'meanSquaredError' };
  await begin({
    name: 'two models',
    model: { one: model, other: model },
    compile: { one: compile, other: compile },
    async loop({ trainOnBatch }) {
      for (let turn = 0; turn < 4; turn += 1) {
        for (const name of ['one', 'other']) await trainOnBatch(row, [[turn]], { model: name });
      }
    },
  });
  const [series, layer] = ['mean(series("one/loss"), 3) >= 0', 'previous(gradNorm("one/dense"), 2) >= 0'];
  session.setBreakpoints([breakpoint(series, { actions: [] }), breakpoint(layer, { actions: [] })]);
  session.run();
  await until(session, 'finished');
  const steps = (condition: string) => hits().flatMap((hit) => (hit.condition === condition ? [hit.step] : []));
  // The third batch of its model is the fifth of the run.
  expect(steps(series)).toEqual([5, 6, 7, 8]);
  expect(steps(layer)).toEqual([5, 6, 7, 8]);
});
