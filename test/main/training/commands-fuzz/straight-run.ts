import type { EditRecord } from '../../../../main/contract/debug/edits';
import type { BatchEnd, TrainingEvent } from '../../../../main/contract/training-event';
import type { SavedRun } from '../../../../main/training/session/saved-run';
import type { TrainingSession } from '../../../../main/training/session/session';
import { hashWithoutTests, statesOf } from '../../../../main/training/time-travel/snapshot';
import { open, turns } from '../session/session-fixture';
import { experiments, type ExperimentName } from './experiments';

/** What is fuzzed: an experiment, how it is computed, and the seed of the commands. */
export type FuzzCase = { readonly name: ExperimentName; readonly eager: boolean; readonly seed: number };

/** A step as a window hears of it. */
export type ToldStep = Omit<BatchEnd, 'ms' | 'type'>;

const ends: readonly string[] = ['ready', 'finished', 'out-of-data', 'failed', 'stopped'];

/** Waits until a run stands or is over. */
export async function rested(session: TrainingSession): Promise<void> {
  do await turns(1);
  while (session.state.status !== 'paused' && !ends.includes(session.state.status));
}

/** Of all models; what a custom loop's tests leave in sums of metrics does not count. */
export function stateOf(session: TrainingSession): string {
  return hashWithoutTests(statesOf(session.debugContext().models));
}

/** The steps of the present line. */
export function toldOf(events: readonly TrainingEvent[]): readonly ToldStep[] {
  let all: ToldStep[] = [];
  for (const event of events) {
    if (event.type === 'line' && event.start.from) all = all.slice(0, event.start.from.step);
    if (event.type !== 'batch-end') continue;
    const { ms: _, type: __, ...told } = event;
    all.push(told);
  }
  return all;
}

type Begin = { readonly edits?: readonly EditRecord[]; readonly resume?: SavedRun };

/** Trains to a step and does nothing else. @throws Error if the run fails */
export async function straightRun({ name, eager }: FuzzCase, step: number, begin: Begin) {
  const { session, events } = await open(experiments[name](), { eager }, undefined, begin);
  try {
    session.step(step - (begin.resume?.step ?? 0));
    await rested(session);
    const { state } = session;
    if (state.status === 'failed') throw new Error(`the straight run failed: ${JSON.stringify(state.error)}`);
    return { hash: stateOf(session), told: toldOf(events) };
  } finally {
    session.dispose();
  }
}
