import type { CommandId } from '../../main/contract/commands';
import { stepOf } from '../../main/contract/run-state';
import type { RunState } from '../../main/contract/run-state';
import { isBatchExact } from './run-facts';
import type { RunFacts } from './run-facts';

/** What a state looks like: the colour of pill, banner and status bar. */
export type Tone = 'neutral' | 'running' | 'paused' | 'error' | 'finished';

export function toneOf(state: RunState): Tone {
  switch (state.status) {
    case 'running':
      return state.pauseRequested ? 'paused' : 'running';
    case 'stepping':
      return 'running';
    case 'paused':
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
    case 'ready':
    case 'paused':
      return 'run';
    case 'running':
    case 'stepping':
      return 'pause';
    case 'stopped':
    case 'finished':
    case 'out-of-data':
    case 'failed':
    case 'trainer-died':
      return 'restart';
    case 'empty':
    case 'loading':
    case 'untrusted':
    case 'stopping':
      return undefined;
  }
}

/** What fills the window: a page of its own, or the workbench with charts and panels. */
export type Screen = 'opening' | 'loading' | 'untrusted' | 'problem' | 'workbench';

export function screenOf({ state, plan }: RunFacts): Screen {
  switch (state.status) {
    case 'empty':
      return 'opening';
    case 'loading':
      return 'loading';
    case 'untrusted':
      return 'untrusted';
    case 'failed':
    case 'trainer-died':
      return plan ? 'workbench' : 'problem';
    default:
      return 'workbench';
  }
}

/** Completed updates, as of the newest batch or state. */
export function stepNow({ state, last }: RunFacts): number {
  return Math.max(stepOf(state), last?.step ?? 0);
}

/** Whether the batch panel's numbers are of the step that the run stands at, or of one it has passed. */
export const isExact = isBatchExact;
