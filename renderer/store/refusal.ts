import { isOffered } from '../../main/contract/commands';
import { isOver, isRunning, type RunState } from '../../main/contract/run-state';
import type { RunFacts } from './run-facts';
import { reachOf } from './selectors';

/** Why the run can't go to a step now. */
export type Refusal =
  | { readonly reason: 'is-running' | 'is-moving' | 'is-over' | 'has-no-past' }
  | { readonly reason: 'is-out'; readonly oldest: number; readonly newest: number };

/** Why a run can't go to a step now, back or by training on to it; undefined: it can. */
export function refusalOf(facts: RunFacts, step: number): Refusal | undefined {
  const { state, capabilities } = facts;
  const { oldest, newest, most } = reachOf(facts);
  if (!isOffered(step > newest ? 'step' : 'goTo', state, capabilities)) return { reason: reasonOf(state) };
  return step < oldest || step > most ? { reason: 'is-out', oldest, newest: most } : undefined;
}

function reasonOf(state: RunState): Exclude<Refusal['reason'], 'is-out'> {
  if (isRunning(state)) return 'is-running';
  if (state.status === 'moving') return 'is-moving';
  return isOver(state) || state.status === 'stopping' ? 'is-over' : 'has-no-past';
}
