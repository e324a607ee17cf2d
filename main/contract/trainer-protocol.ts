import type { Answer, Question } from './debug/requests';
import type { Breakpoint } from './debug/breakpoint';
import type { SnapshotUse } from './debug/time-travel';
import type { TrainingEvent } from './training-event';

/** Changes with every change that an older window or trainer would misread. */
export const protocolVersion = 1;

/** What this trainer can do; a window offers only these. */
export type Capability = 'pause' | 'step' | 'stepBack' | 'stepInto' | 'stop' | 'inspectBatch' | 'breakpoints';

/** Measured now, not part of the history. */
export type TrainerStatus = {
  readonly tensors: number;
  /** Resident memory of the training process in bytes. */
  readonly memory: number;
  /** Updates per second, over about the last two seconds; 0 while paused. */
  readonly batchesPerSecond: number;
  /** Estimated milliseconds to the end; absent if the total is unknown. */
  readonly etaMs?: number;
  /** Absent if the run can't go back. */
  readonly snapshots?: SnapshotUse;
};

/** Trainer to window, straight over the port. Events are numbered from 0; `from` is the number of the first. */
export type TrainerMessage =
  | {
      readonly kind: 'hello';
      readonly version: typeof protocolVersion;
      readonly run: string;
      /** The runs that it goes on from: a window that has shown one keeps its charts. */
      readonly resumes?: readonly string[];
      readonly capabilities: readonly Capability[];
      /** Events that exist so far: a window asks for those it lacks with `catch-up`. */
      readonly events: number;
    }
  | { readonly kind: 'events'; readonly from: number; readonly events: readonly TrainingEvent[] }
  | { readonly kind: 'status'; readonly status: TrainerStatus }
  | Answer;

/** Window to trainer, over the same port. A command that is not legal in the present state is answered by a log event. */
export type TrainerCommand =
  | { readonly kind: 'catch-up'; readonly from: number }
  /** Milliseconds between two messages of a run that goes on: what the window does not draw need not wake it. */
  | { readonly kind: 'pace'; readonly ms: number }
  | { readonly kind: 'run' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'step'; readonly count: number }
  /** Into the next batch, or to the next phase of the batch that the run stands in. */
  | { readonly kind: 'step-into' }
  /** Writes the update that the run stands before, then pauses. */
  | { readonly kind: 'commit' }
  /** Lets the update go that the run stands before: its batch is skipped. */
  | { readonly kind: 'discard' }
  | { readonly kind: 'run-to-epoch-end' }
  /** From where the run stands, or is on its way to. */
  | { readonly kind: 'step-back'; readonly count: number }
  /** Of the present line; takes the place of a step that the run is on its way to. */
  | { readonly kind: 'go-to'; readonly step: number }
  | { readonly kind: 'stop' }
  /** Goes on with a run whose data ended early: it begins anew. */
  | { readonly kind: 'extend' }
  /** Takes a run whose data ended early as finished. */
  | { readonly kind: 'finish' }
  /** Take the place of those so far. */
  | { readonly kind: 'set-breakpoints'; readonly breakpoints: readonly Breakpoint[] }
  /** The person has said that the code with this hash may run. */
  | { readonly kind: 'trust'; readonly hash: string }
  | Question;
