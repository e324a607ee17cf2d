import type { NotFinitePart } from './debug/bisect';
import type { StepPhase } from './debug/inside-step';
import type { Exactness } from './debug/time-travel';
import type { ErrorReport } from './errors';

/** Why a run stands still between batches. */
export type PauseReason =
  | { readonly kind: 'asked' }
  | { readonly kind: 'stepped'; readonly batches: number }
  /** Gone to a step of the history. */
  | { readonly kind: 'moved'; readonly exactness: Exactness }
  /** The person steps into a batch. */
  | { readonly kind: 'into' }
  | { readonly kind: 'epoch-ended' }
  /** `values`: what the names in its condition stand for. */
  | {
      readonly kind: 'breakpoint';
      readonly id: string;
      readonly condition: string;
      readonly values: { readonly [name: string]: number | boolean | string };
    }
  /**
   * The update would write NaN or infinities: nothing of it is written. `variables`: inputs and targets, outputs, or
   * variables that hold some.
   */
  | { readonly kind: 'not-finite'; readonly what: NotFinitePart; readonly variables: readonly string[] }
  /** The person's code threw where nobody waits for it: in a timer, or in a promise that is not awaited. */
  | { readonly kind: 'uncaught'; readonly error: ErrorReport };

/** What a file that was not run before holds, shown before its code may run. */
export type SourceFile = { readonly path: string; readonly text: string };

/** A state on disk that a run can go on from, in another process. */
export type SavedPlace = {
  /** Updates that are done there. */
  readonly step: number;
  readonly folder: string;
  /** Kept by the app itself, or a backup of a callback. */
  readonly by: 'app' | 'callback';
};

/** What a run is waited for: its files, TensorFlow, the end of its file's own code, or its models and data. */
export type LoadingStage = 'files' | 'tensorflow' | 'code' | 'models';

/**
 * Where a run stands: exactly one of these at any time. `step` counts completed updates (1 after the first).
 * `empty` and `trainer-died` are said by the shell, all others by the trainer.
 */
export type RunState =
  | { readonly status: 'empty' }
  /**
   * `resumes`: it goes on from so many updates of the run whose process died; its charts stay. `stage` is absent as long as
   * only the shell knows of it.
   */
  | {
      readonly status: 'loading';
      readonly file: string;
      readonly resumes?: number;
      readonly stage?: LoadingStage;
    }
  | {
      readonly status: 'untrusted';
      readonly file: string;
      readonly hash: string;
      readonly sources: readonly SourceFile[];
    }
  /** `step` is that of the saved run which is to be gone on from, else 0. */
  | { readonly status: 'ready'; readonly step: number }
  | { readonly status: 'running'; readonly step: number; readonly pauseRequested: boolean }
  | { readonly status: 'stepping'; readonly step: number; readonly remaining: number }
  | {
      readonly status: 'paused';
      readonly step: number;
      readonly at: 'between-batches';
      readonly why: PauseReason;
      /** The newest step of the line, if the run stands before it: in the past. */
      readonly head?: number;
      /** Batches that were taken from the data and are trained next; absent: none. */
      readonly ahead?: number;
    }
  /** Inside batch `step + 1`: it is computed, and nothing of it is written. */
  | {
      readonly status: 'paused';
      readonly step: number;
      readonly at: 'before-commit';
      readonly phase: StepPhase;
      readonly why: PauseReason;
      readonly head?: number;
    }
  /** On the way to another step of the history: `step` is where it was. */
  | { readonly status: 'moving'; readonly step: number; readonly target: number }
  | { readonly status: 'stopping'; readonly step: number }
  | { readonly status: 'stopped'; readonly step: number }
  | { readonly status: 'finished'; readonly step: number }
  | { readonly status: 'out-of-data'; readonly step: number }
  /** `resumes`: the step that a restart goes on from, of a run that was to go on there and could not; absent: it begins anew. */
  | {
      readonly status: 'failed';
      readonly step: number;
      readonly file: string;
      readonly error: ErrorReport;
      readonly resumes?: number;
    }
  /** `saved`: where the run can go on; absent: nowhere. */
  | {
      readonly status: 'trainer-died';
      readonly step: number;
      readonly error: ErrorReport;
      readonly saved?: SavedPlace;
    };

/** The name of a run's state. */
export type RunStatus = RunState['status'];

/** The completed updates of a state; 0 where none can have happened. */
export function stepOf(state: RunState): number {
  return 'step' in state ? state.step : 0;
}

/** Whether a run stands inside a batch: it is computed, as far as its phase, and nothing of it is written. */
export function isInside(state: RunState): boolean {
  return state.status === 'paused' && state.at === 'before-commit';
}

/** The newest step of the line, if the run stands before it. */
export function headOf(state: RunState): number | undefined {
  return state.status === 'paused' ? state.head : undefined;
}

/** The same state at the head of its line. */
export function withoutHead(state: RunState): RunState {
  if (state.status !== 'paused') return state;
  const { head: _, ...rest } = state;
  return rest as RunState;
}

/** Whether a run stands before the newest step of its line. */
export function isInPast(state: RunState): boolean {
  return headOf(state) !== undefined;
}

/** Whether batches are being trained, and nobody has asked for a stop. */
export function isRunning(state: RunState): boolean {
  return state.status === 'running' || state.status === 'stepping';
}

/** Whether batches are being trained, the last one before a stop included. */
export function isTraining(state: RunState): boolean {
  return isRunning(state) || state.status === 'stopping';
}

/** Whether the run stands still and its trainer still answers: what it says now stays right. */
export function isResting(state: RunState): boolean {
  return ['paused', 'stopped', 'finished', 'out-of-data', 'failed'].includes(state.status);
}

/** Whether a batch can be tried out: trained on alone, and the state put back. */
export function canTrainAgain(state: RunState): boolean {
  return isResting(state) && state.status !== 'failed';
}

/** Whether variants of the batch can be compared: not while one is computed elsewhere, which might end between two. */
export function canCompare({ status }: RunState): boolean {
  return ['paused', 'finished', 'out-of-data'].includes(status);
}

/** Whether edits can be made. */
export function isEditable({ status }: Pick<RunState, 'status'>): boolean {
  return ['ready', 'running', 'stepping', 'paused'].includes(status);
}

/** Whether a run whose process died can go on in another. */
export function isResumable(state: RunState): boolean {
  return state.status === 'trainer-died' && state.saved !== undefined;
}

/** Whether the run is over: nothing will be trained without a restart. */
export function isOver(state: RunState): boolean {
  return ['stopped', 'finished', 'out-of-data', 'failed', 'trainer-died'].includes(state.status);
}
