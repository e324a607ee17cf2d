import type { Launch } from './arguments';
import type { ErrorReport } from './contract/errors';
import { isOver, type RunState } from './contract/run-state';

/** Whether what was asked for on the command line has come to its end: time for the picture, and to go. */
export function isSettled(state: RunState, { options, exit }: Pick<Launch, 'options' | 'exit'>): boolean {
  if (!options.autorun) return state.status !== 'loading';
  // Nobody is there to say whether the code may run.
  return isOver(state) || state.status === 'empty' || (exit && state.status === 'untrusted');
}

/** What kept a run from its end, for standard error. */
export function failureOf(state: RunState, { options }: Pick<Launch, 'options'>): ErrorReport | undefined {
  if (state.status === 'failed' || state.status === 'trainer-died') return state.error;
  if (state.status !== 'untrusted' || !options.autorun) return undefined;
  return { code: 'not-trusted', values: { file: state.file } };
}
