import { stepPhases, type StepDetail } from '../../../main/contract/debug/inside-step';
import type { RunState } from '../../../main/contract/run-state';

/** Whether what was seen of a step is of the one that the run stands in: at the same phase, or at one before it. */
export function isStillOf(seen: StepDetail, state: RunState): boolean {
  if (state.status !== 'paused' || state.at !== 'before-commit') return false;
  return seen.step === state.step + 1 && stepPhases.indexOf(seen.phase) <= stepPhases.indexOf(state.phase);
}
