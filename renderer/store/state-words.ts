import type { RunState } from '../../main/contract/run-state';
import type { Catalogue } from '../../main/contract/text/catalogue';
import { formatStep } from '../chart-data/number-format';

export type StateIcon = 'info' | 'lock' | 'check' | 'run' | 'pause' | 'step' | 'stop' | 'warning' | 'error';

/** A state as it is shown: colour is never the only sign, so a word and an icon go with it. */
export type StateWords = {
  readonly word: string;
  readonly more: string;
  /** `undefined`: something is being waited for, a spinner takes its place. */
  readonly icon: StateIcon | undefined;
};

const icons: { readonly [Status in RunState['status']]: StateIcon | undefined } = {
  empty: 'info',
  loading: undefined,
  untrusted: 'lock',
  ready: 'check',
  running: 'run',
  stepping: 'step',
  paused: 'pause',
  stopping: undefined,
  stopped: 'stop',
  finished: 'check',
  'out-of-data': 'warning',
  failed: 'error',
  'trainer-died': 'error',
};

/** @param step completed updates: a running state says only where it began */
export function stateWords(state: RunState, step: number, { window }: Catalogue, isLoaded: boolean): StateWords {
  if (state.status === 'failed' && !isLoaded) return { word: window.notLoaded, more: '', icon: 'error' };
  const isPausing = state.status === 'running' && state.pauseRequested;
  const { word, more } = window.states[isPausing ? 'pausing' : state.status];
  return { word, more: more(formatStep(step)), icon: isPausing ? undefined : icons[state.status] };
}
