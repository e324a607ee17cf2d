import type { Launch } from './arguments';
import type { ErrorReport } from './contract/errors';
import { isOver, type RunState } from './contract/run-state';

/** Whether what the command line asked for is done: time to take the picture and to quit. */
export function isSettled(state: RunState, { options, exit }: Pick<Launch, 'options' | 'exit'>): boolean {
  if (!options.autorun) return state.status !== 'loading';
  // Nobody is there to say whether the code may run.
  return isOver(state) || state.status === 'empty' || (exit && state.status === 'untrusted');
}

/** Why a run has not reached its end, for standard error; undefined if it has. */
export function failureOf(state: RunState, { options }: Pick<Launch, 'options'>): ErrorReport | undefined {
  if (state.status === 'failed' || state.status === 'trainer-died') return state.error;
  if (state.status !== 'untrusted' || !options.autorun) return undefined;
  return { code: 'not-trusted', values: { file: state.file } };
}
