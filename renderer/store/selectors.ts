import type { CommandId } from '../../main/contract/commands';
import { headOf, isInPast, isInside, isOver, isResumable, stepOf } from '../../main/contract/run-state';
import type { RunState } from '../../main/contract/run-state';
import type { BatchEnd } from '../../main/contract/training-event';
import type { RunFacts } from './run-facts';

/** What a state looks like: the colour of pill, banner and status bar. */
export type Tone = 'neutral' | 'running' | 'paused' | 'past' | 'error' | 'finished';

/** The tone of a state. */
export function toneOf(state: RunState): Tone {
  switch (state.status) {
    case 'running':
      return state.pauseRequested ? 'paused' : 'running';
    case 'stepping':
      return 'running';
    case 'paused':
      if (state.why.kind === 'not-finite' || state.why.kind === 'uncaught') return 'error';
      return isInPast(state) ? 'past' : 'paused';
    case 'moving':
      return 'past';
    case 'out-of-data':
      return 'paused';
    case 'failed':
    case 'trainer-died':
    case 'stopping':
      return 'error';
    case 'stopped':
    case 'finished':
      return 'finished';
    case 'empty':
    case 'loading':
    case 'untrusted':
    case 'ready':
      return 'neutral';
  }
}

/** The one filled button: what the main key would do now. */
export function mainCommand(facts: RunFacts): CommandId | undefined {
  const { state } = facts;
  if (screenOf(facts) === 'problem') return undefined; // that page has a filled button of its own
  switch (state.status) {
    case 'paused':
      // Nothing invites to write NaN.
      if (state.why.kind === 'not-finite') return undefined;
      return isInside(state) ? 'commit' : 'run';
    case 'ready':
      return 'run';
    case 'running':
    case 'stepping':
      return 'pause';
    case 'stopped':
    case 'finished':
    case 'out-of-data':
    case 'failed':
      return 'restart';
    case 'trainer-died':
      return isResumable(state) ? undefined : 'restart'; // the banner has a filled button of its own
    case 'empty':
    case 'loading':
    case 'untrusted':
    case 'moving':
    case 'stopping':
      return undefined;
  }
}

/** What fills the window: a page of its own, or the workbench with charts and panels. */
export type Screen = 'opening' | 'loading' | 'untrusted' | 'problem' | 'workbench';

/** The page for what is known of the run. */
export function screenOf({ state, plan }: RunFacts): Screen {
  switch (state.status) {
    case 'empty':
      return 'opening';
    case 'loading':
      return state.resumes !== undefined && plan ? 'workbench' : 'loading';
    case 'untrusted':
      return 'untrusted';
    case 'failed':
    case 'trainer-died':
      return plan ? 'workbench' : 'problem';
    default:
      return 'workbench';
  }
}

/** Completed updates, as of the newest batch or state; in the past, those of the step that is looked at. */
export function stepNow({ state, last }: RunFacts): number {
  const isAt = state.status === 'paused' || state.status === 'moving';
  return isAt ? state.step : Math.max(stepOf(state), last?.step ?? 0);
}

/** The step of the past that the run stands at, or is going to. */
export function viewedStep(state: RunState): number | undefined {
  if (state.status === 'moving') return state.target;
  return isInPast(state) ? stepOf(state) : undefined;
}

/** Where the run stands, or will stand once it has come to the step that it is going to. */
export function placeNow(facts: RunFacts): number {
  return viewedStep(facts.state) ?? stepNow(facts);
}

/** The batch that led to the step at which the run stands, as far as it is remembered. */
export function batchEndNow(facts: RunFacts): BatchEnd | undefined {
  const step = stepNow(facts);
  return facts.recent.find((end) => end.step === step);
}

/** Steps that a person can be at. */
export type Reach = {
  readonly oldest: number;
  /** The newest that is trained. */
  readonly newest: number;
  /** The last that can be trained: `newest` of a run that is over, `Infinity` of one without an end. */
  readonly most: number;
};

/** The steps that can be gone to, and run to, while the run stands still. */
export function reachOf({ state, status, last, plan }: RunFacts): Reach {
  const newest = headOf(state) ?? Math.max(stepOf(state), last?.step ?? 0);
  const total = isOver(state) || !plan ? newest : (plan.totalSteps ?? Infinity);
  return { oldest: status?.snapshots?.oldest ?? 0, newest, most: Math.max(newest, total) };
}
