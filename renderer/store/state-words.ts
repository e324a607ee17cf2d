import { isRunning, type RunState } from '../../main/contract/run-state';
import type { Catalogue } from '../../main/contract/text/catalogue';
import { formatStep } from '../chart-data/number-format';

/** Icons that stand for states. */
export type StateIcon = 'info' | 'clock' | 'lock' | 'check' | 'run' | 'pause' | 'step' | 'stop' | 'warning' | 'error';

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
  moving: undefined,
  stopping: undefined,
  stopped: 'stop',
  finished: 'check',
  'out-of-data': 'warning',
  failed: 'error',
  'trainer-died': 'error',
};

/**
 * @param step completed updates: a running state says only where it began
 * @param isPreparing whether a graph is being made
 */
export function stateWords(
  state: RunState,
  step: number,
  { window, travel }: Catalogue,
  { isLoaded, isPreparing }: { readonly isLoaded: boolean; readonly isPreparing: boolean },
): StateWords {
  if (state.status === 'failed' && !isLoaded) return { word: window.notLoaded, more: '', icon: 'error' };
  if (state.status === 'moving') {
    const word = state.target < state.step ? travel.goingBack : travel.goingOn;
    return { word, more: travel.toStep(formatStep(state.target)), icon: undefined };
  }
  if (state.status === 'paused') return pausedWords(state, window, travel);
  if (isPreparing && isRunning(state)) {
    return { word: window.states.preparing.word, more: window.states.preparing.more(''), icon: undefined };
  }
  const isPausing = state.status === 'running' && state.pauseRequested;
  const { word, more } = window.states[isPausing ? 'pausing' : state.status];
  return { word, more: more(formatStep(step)), icon: isPausing ? undefined : icons[state.status] };
}

type PausedState = Extract<RunState, { status: 'paused' }>;

function pausedWords(state: PausedState, { states }: Catalogue['window'], words: Catalogue['travel']): StateWords {
  const { word, more } = states.paused;
  const step = formatStep(state.step);
  if (state.why.kind === 'breakpoint' || state.why.kind === 'not-finite') {
    const isHit = state.why.kind === 'breakpoint';
    const at = state.at === 'before-commit' ? state.step + 1 : state.step;
    return { word: isHit ? words.hit : words.notFinite, more: more(formatStep(at)), icon: isHit ? 'pause' : 'warning' };
  }
  if (state.at === 'before-commit') {
    return { word, more: words.insideStep(formatStep(state.step + 1), state.phase), icon: 'pause' };
  }
  if (state.head === undefined) return { word, more: more(step), icon: 'pause' };
  return { word, more: words.atStepOf(step, formatStep(state.head)), icon: 'clock' };
}
