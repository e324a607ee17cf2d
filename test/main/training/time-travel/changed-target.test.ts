import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Experiment, GeneratorExperiment, LoopExperiment, Yielded } from '../../../../main/training/experiment';
import { hashOf, noisyExperiment, openWithHistory, until, type Observed } from '../session/session-fixture';

const { train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const items: Yielded[] = Array.from({ length: 8 }, (_, batch): Yielded => [
  Array.from({ length: 6 }, (__, row) => Array.from({ length: 4 }, (___, at) => Math.sin(batch + row * 3 + at))),
  Array.from({ length: 6 }, (__, row) => (row + batch) % 3),
]);
const sequence = { length: 8, item: (index: number) => items[index]! };
const loop: LoopExperiment['loop'] = async ({ trainOnBatch }) => {
  for (let batch = 0; batch < 32; batch += 1) await trainOnBatch(...(items[batch % 8] as [number[][], number[]]));
};

const all: readonly (readonly [string, Experiment])[] = [
  ['a shuffled sequence', { ...oneModel, train: () => sequence, epochs: 4 }],
  ['a generator', { ...oneModel, train, stepsPerEpoch: 8, epochs: 4 } as GeneratorExperiment],
  ['batches of a sequence', { ...oneModel, batches: () => sequence }],
  ['a custom loop', { ...oneModel, loop }],
];

describe.each(all)('a step that is asked for on the way to another, over %s', (_name, experiment) => {
  const exact = 'loop' in experiment ? { kind: 'partly', without: ['loop'] } : { kind: 'exact' };
  let folder = '';
  let run: Observed;
  /** Called in the midst of a way, after a batch of it. */
  let onWay: (() => void) | undefined;
  const isCalled = () => {
    if (run.session.state.status === 'moving') onWay?.();
    return false;
  };
  const once = (act: () => void) => {
    onWay = () => {
      onWay = undefined;
      act();
    };
  };
  const moves = () =>
    run.events.flatMap((event) =>
      event.type === 'state' && event.state.status === 'moving' ? [[event.state.step, event.state.target]] : [],
    );
  const to = async (count: number) => {
    run.session.step(count);
    await until(run.session, 'paused');
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-target-'));
    let time = 0;
    const now = () => (time += 1);
    run = await openWithHistory(experiment, folder, { now, isCalled, run: { stepsPerEpoch: 8, epochs: 4 } });
  });
  afterEach(() => {
    onWay = undefined;
    run.session.dispose();
    rmSync(folder, { recursive: true });
  });

  it('counts each step back', async () => {
    await to(12);
    run.session.stepBack();
    run.session.stepBack();
    run.session.stepBack(2);
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 8, head: 12, why: { kind: 'moved', exactness: exact } });
    expect(run.session.debugContext().last?.step).toBe(8);
    expect(moves().slice(0, 2)).toEqual([
      [12, 11],
      [12, 10],
    ]);
  });

  it.each([
    ['a later one', 20],
    ['one that is passed', 1],
    ['the beginning', 0],
  ])('takes its place: %s', async (_what, newest) => {
    await to(24);
    const end = hashOf(run.session);
    run.session.goTo(12);
    once(() => run.session.goTo(newest));
    await until(run.session, 'paused');
    expect(moves()).toEqual([
      [24, 12],
      [24, newest],
    ]);
    expect(run.session.state).toMatchObject({ step: newest, head: 24, why: { kind: 'moved', exactness: exact } });
    if (newest > 0) expect(run.session.debugContext().last?.step).toBe(newest);
    run.session.goTo(24);
    once(() => run.session.stepBack());
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 23, head: 24, why: { exactness: exact } });
    await to(1);
    expect(hashOf(run.session)).toBe(end);
  });

  it('takes its place from within a step', async () => {
    await to(12);
    const end = hashOf(run.session);
    run.session.stepInto();
    await until(run.session, 'paused');
    run.session.goTo(6);
    run.session.goTo(3);
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 3, head: 12, why: { exactness: exact } });
    await to(9);
    expect(hashOf(run.session)).toBe(end);
  });

  it('takes the place of the end of the run, behind its last batch too', async () => {
    run.session.run();
    await run.session.done;
    const last = run.session.debugContext().last!.step;
    run.session.goTo(4);
    await until(run.session, 'paused');
    run.session.goTo(last);
    onWay = () => {
      if (run.session.debugContext().last?.step !== last) return;
      onWay = undefined;
      run.session.stepBack();
    };
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: last - 1, head: last, why: { exactness: exact } });
    run.session.goTo(last);
    await until(run.session, 'finished');
    expect(run.session.state).toEqual({ status: 'finished', step: last });
  });

  it('refuses a step that was never trained, and goes on to the one before', async () => {
    await to(6);
    run.session.goTo(3);
    expect(() => run.session.goTo(7)).toThrow(expect.objectContaining({ code: 'no-such-step' }));
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 3, head: 6 });
  });
});
