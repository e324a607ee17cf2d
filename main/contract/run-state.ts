import type { ErrorReport } from './errors';

/** Why a run stands still between batches. */
export type PauseReason = { readonly kind: 'asked' } | { readonly kind: 'stepped'; readonly batches: number };

/** What a file that was not run before holds, shown before its code may run. */
export type SourceFile = { readonly path: string; readonly text: string };

/**
 * Where a run stands: exactly one of these at any time. `step` counts completed updates (1 after the first).
 * `empty` and `trainer-died` are said by the shell, all others by the trainer.
 */
export type RunState =
  | { readonly status: 'empty' }
  | { readonly status: 'loading'; readonly file: string }
  | {
      readonly status: 'untrusted';
      readonly file: string;
      readonly hash: string;
      readonly sources: readonly SourceFile[];
    }
  | { readonly status: 'ready'; readonly step: 0 }
  | { readonly status: 'running'; readonly step: number; readonly pauseRequested: boolean }
  | { readonly status: 'stepping'; readonly step: number; readonly remaining: number }
  | {
      readonly status: 'paused';
      readonly step: number;
      readonly at: 'between-batches' | 'before-commit';
      readonly why: PauseReason;
    }
  | { readonly status: 'stopping'; readonly step: number }
  | { readonly status: 'stopped'; readonly step: number }
  | { readonly status: 'finished'; readonly step: number }
  | { readonly status: 'out-of-data'; readonly step: number }
  | { readonly status: 'failed'; readonly step: number; readonly file: string; readonly error: ErrorReport }
  | { readonly status: 'trainer-died'; readonly step: number; readonly error: ErrorReport };

export type RunStatus = RunState['status'];

/** The completed updates of a state; 0 where none can have happened. */
export function stepOf(state: RunState): number {
  return 'step' in state ? state.step : 0;
}

/** Whether the run is over: nothing will be trained without a restart. */
export function isOver(state: RunState): boolean {
  return ['stopped', 'finished', 'out-of-data', 'failed', 'trainer-died'].includes(state.status);
}
