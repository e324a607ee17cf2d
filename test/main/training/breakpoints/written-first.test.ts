import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import { CompiledStep } from '../../../../main/training/compiled-step/compiled-step';
import type { Experiment } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { TimeMachine } from '../../../../main/training/time-travel/time-machine';
import { batchEnds, hashOf, noisyExperiment, openWithHistory, until } from '../session/session-fixture';
import { breakpoint } from './pausing';

let folder = '';
let session: TrainingSession;
let events: readonly TrainingEvent[] = [];

/** Milliseconds that pass between two looks at the clock, so that a way back is short, or too long to be taken unasked. */
const pace = { still: 0, slow: 0.1, racing: 1000 };

async function begin(
  clock: keyof typeof pace,
  experiment: Experiment = noisyExperiment,
  overlap = false,
): Promise<void> {
  let time = 0;
  const now = (): number => (time += pace[clock]);
  ({ session, events } = await openWithHistory(experiment, folder, { now, overlap }));
}

/** Goes on until the run rests, or ends. */
async function run(): Promise<TrainingSession['state']> {
  session.run();
  return until(session, 'paused');
}

const hits = () => events.filter((event) => event.type === 'hit');
/** Steps that were held until they were judged. */
const held = vi.spyOn(CompiledStep.prototype, 'trainGuarded');
const heldCount = () => held.mock.calls.filter(([, , guarding]) => guarding?.mayWrite).length;
const rewound = vi.spyOn(TimeMachine.prototype, 'rewind');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-written-first-'));
  held.mockClear();
  rewound.mockClear();
});
afterEach(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

describe('a condition before the commit', () => {
  it('is judged behind the update where that could be taken back, and the step is not held', async () => {
    await begin('still');
    session.setBreakpoints([breakpoint('loss > 1e9')]);
    expect(await run()).toMatchObject({ status: 'finished', step: 20 });
    expect(heldCount()).toBe(0);
    expect(rewound).not.toHaveBeenCalled();
  });

  it('holds the step where the way back would be long', async () => {
    await begin('racing');
    session.setBreakpoints([breakpoint('loss > 1e9')]);
    expect(await run()).toMatchObject({ status: 'finished', step: 20 });
    expect(heldCount()).toBeGreaterThan(15);
  });

  it('holds the step where a callback has no state that could be put back', async () => {
    await begin('still', { ...noisyExperiment, callbacks: [{ onBatchEnd: () => undefined }] });
    session.setBreakpoints([breakpoint('loss > 1e9')]);
    expect(await run()).toMatchObject({ status: 'finished' });
    expect(heldCount()).toBeGreaterThan(15);
  });

  it('stands before the update as if the step had been held: state, counts, and all that follows', async () => {
    const condition = breakpoint('loss > 0', { hits: { kind: 'every', count: 13 } });
    const runs = [];
    for (const [clock, overlap] of [
      ['still', false],
      ['still', true],
      ['racing', false],
    ] as const) {
      await begin(clock, noisyExperiment, overlap);
      session.setBreakpoints([condition]);
      const tensors = memory().numTensors;
      const stood = await run();
      const before = hashOf(session);
      const counts = session.debugContext().breakpoints.state.counts;
      session.commit();
      await until(session, 'paused');
      const behind = hashOf(session);
      const grown = memory().numTensors - tensors;
      session.run();
      await until(session, 'finished');
      runs.push({ stood, before, counts, behind, grown, end: hashOf(session), told: told(events) });
      session.dispose();
    }
    expect(runs[0]).toEqual(runs[2]);
    expect(runs[1]).toEqual(runs[2]);
    expect(runs[0]!.stood).toMatchObject({ step: 12, at: 'before-commit', why: { id: 'loss > 0' } });
    expect(runs[0]!.counts).toEqual({ 'loss > 0': 13 });
    expect(rewound).toHaveBeenCalledTimes(2);
  });

  it('reads norms of gradients in the run that writes the update, and finds what it would have found before it', async () => {
    const conditions = [
      'gradNorm() > 1.02 * median(gradNorm(), 4)',
      'gradNorm("dense_Dense1") > previous(gradNorm("dense_Dense1"))',
    ];
    const log: Breakpoint['actions'] = [{ kind: 'log', text: '{gradNorm()} {median(gradNorm(), 4)}' }];
    const computed = vi.spyOn(CompiledStep.prototype, 'compute');
    const runs = [];
    for (const clock of ['still', 'racing'] as const) {
      await begin(clock);
      const [layer] = [...session.debugContext().models.values()][0]!.model.layers;
      const named = conditions.map((each) => each.replaceAll('dense_Dense1', layer!.name));
      session.setBreakpoints([
        breakpoint(named[0]!, { id: 'a', actions: log }),
        breakpoint(named[1]!, { id: 'b', actions: log }),
      ]);
      computed.mockClear();
      await run();
      const { counts, problems } = session.debugContext().breakpoints.state;
      const texts = events.flatMap((event) => (event.type === 'log' ? [event.message.values] : []));
      runs.push({ counts, problems, texts, end: hashOf(session) });
      expect(computed.mock.calls.length > 0).toBe(clock === 'racing');
      session.dispose();
    }
    expect(runs[0]!.problems).toEqual({});
    expect(runs[0]!.counts['a']).toBeGreaterThan(2);
    expect(runs[0]).toEqual(runs[1]);
  });

  it('does not go back only to say something, or to keep a snapshot', async () => {
    await begin('still');
    const actions: Breakpoint['actions'] = [{ kind: 'log', text: '{step}' }, { kind: 'snapshot' }, { kind: 'picture' }];
    session.setBreakpoints([breakpoint('step == 5', { actions })]);
    await run();
    expect(hits()).toMatchObject([{ step: 5, isBefore: true }]);
    expect(rewound).not.toHaveBeenCalled();
    // Said before the batch is, as always before a commit.
    const kinds = events.map((event) => event.type);
    expect(kinds.slice(0, kinds.indexOf('hit')).filter((kind) => kind === 'batch-end')).toHaveLength(4);
  });

  it('goes back seldom: steps are held for a while behind a hit', async () => {
    await begin('slow');
    session.setBreakpoints([breakpoint('step > 3')]);
    for (let step = 4; step < 9; step += 1) {
      expect(await run()).toMatchObject({ step: step - 1, at: 'before-commit' });
    }
    expect(hits()).toHaveLength(5);
    expect(rewound).toHaveBeenCalledTimes(1);
  });

  it('stops the run, or goes back, from before the update', async () => {
    await begin('still');
    session.setBreakpoints([breakpoint('step == 4', { actions: [{ kind: 'stop' }] })]);
    session.run();
    expect(await session.done).toEqual({ status: 'stopped', step: 3 });
    session.dispose();
    await begin('still');
    session.setBreakpoints([breakpoint('step == 8', { actions: [{ kind: 'go-back', steps: 3 }] })]);
    expect(await run()).toMatchObject({ step: 5, at: 'between-batches' });
  });

  it('reads weights as they are before the update', async () => {
    const values = [];
    for (const clock of ['still', 'racing'] as const) {
      await begin(clock);
      session.setBreakpoints([breakpoint('weightNorm() > 0 && step == 6')]);
      const state = await run();
      values.push(state.status === 'paused' && state.why);
      session.dispose();
    }
    expect(values[0]).toEqual(values[1]);
  });
});

/** What a run has said, without times. */
function told(all: readonly TrainingEvent[]): unknown {
  const kinds = all.flatMap(({ type }) => (type === 'snapshot' || type === 'preparing' ? [] : [type]));
  return { kinds, batches: batchEnds(all).map(({ ms: _, ...batch }) => batch) };
}
