import type { BisectAnswer, ReplayedCase } from './bisect';
import type { BatchDetail } from '../batch-detail';
import type { ErrorReport } from '../errors';
import type { Logs } from '../training-event';
import type { Edit, EditRecord, ModelSettings, RowMark } from './edits';
import type { StepDetail } from './inside-step';
import type { BatchFile, BatchLook, FileBatch, TrainedAgain } from './batch-inspector';
import type { LayerDetail, LayersDetail } from './layers';
import type { OptimizerDetail } from './optimizer';
import type { BreakpointsState, Evaluation } from './watching';
import type { Preflight } from './preflight';
import type { Variant, WhatIf } from './what-if';

/**
 * What a window may ask a trainer, by name: each question is answered once, by what the function returns or by an error.
 * A trainer takes them between two batches, whatever the run does.
 */
export type DebugRequests = {
  /** The batch that was trained last; undefined before the first. */
  batch: () => BatchDetail | undefined;
  /** The step that the run stands in; undefined between batches. */
  step: () => StepDetail | undefined;
  /** The batch that the run stands in, before its update; undefined between batches. */
  pendingBatch: () => BatchDetail | undefined;
  /** The batch that the run stands in or trained last, closely; undefined before the first. */
  batchLook: () => BatchLook | undefined;
  /** The same batch as a file. */
  batchFile: () => BatchFile | undefined;
  /** A batch out of an npz file or of the folder of a case, with the present weights; nothing is written. */
  fileBatch: (file: string) => FileBatch;
  /**
   * Trains a number of steps on one batch, then puts the state back: the one that the run stands in or trained last, or one
   * out of a file. Only while the run rests.
   */
  trainAgain: (steps: number, file?: string) => TrainedAgain;
  /** Every layer on the batch that the run stands in or trained last; undefined before the first. */
  layers: () => LayersDetail | undefined;
  /** One layer, with the feature maps of a row; undefined if there is none of that name. */
  layer: (name: string, row: number) => LayerDetail | undefined;
  /** The optimizer of each model. */
  optimizer: () => readonly OptimizerDetail[];
  /** The hash of weights, optimizer and metrics as they are, with which a run that goes back is proved exact. */
  stateHash: () => string;
  /** What can be edited beside the optimizers. */
  settings: () => readonly ModelSettings[];
  /** Changes how a model is trained, from the next batch on, or marks a row. */
  edit: (model: string, edit: Edit | RowMark) => EditRecord;
  /** Trains a number of times on a batch out of a file, from the next batch on: an edit of the model that it fits. */
  replayBatch: (file: string, times: number) => EditRecord;
  /** Makes the edit that takes another one back. */
  undo: (id: number) => EditRecord;
  /** The batch that the run stands in or trained last, under up to 4 variants; undefined before the first. */
  whatIf: (variants: readonly Variant[]) => WhatIf | undefined;
  /** Names of losses that fit the outputs and targets of that batch: what a variant of it may be given. */
  variantLosses: () => readonly string[];
  /** The breakpoints, as the run has them. */
  breakpoints: () => BreakpointsState;
  /** What expressions come to, on the batch that the run stands in or trained last. */
  evaluate: (expressions: readonly string[]) => readonly Evaluation[];
  /** Writes a variant of the step that the run stands in. */
  keepVariant: (variant: Variant) => EditRecord;
  /** Where NaN or infinities of the step come from that the run stands in; undefined if every number is finite. */
  bisect: () => BisectAnswer | undefined;
  /** The `val_` values by the present weights; undefined where there is no data for it. Only of a run that is over. */
  validate: () => Logs | undefined;
  /** What the model and its next batches look like; only before the run begins, or while it is paused. */
  preflight: () => Preflight;
  /** Computes a step again that a bisection has kept; the run is left as it is. */
  replayCase: (folder: string) => ReplayedCase;
};

/** The name of a question. */
export type RequestName = keyof DebugRequests;
/** What is asked along with a question. */
export type RequestValues<Name extends RequestName> = Parameters<DebugRequests[Name]>;
/** What a question is answered with. */
export type RequestResult<Name extends RequestName> = ReturnType<DebugRequests[Name]>;

/** A question as it travels; `id` comes back with its answer. */
export type Question<Name extends RequestName = RequestName> = {
  [N in Name]: {
    readonly kind: 'ask';
    readonly id: number;
    readonly name: N;
    readonly values: RequestValues<N>;
  };
}[Name];

/** What an answer has cost the training. */
export type LookCost = {
  /** Milliseconds from the question to its answer, in the training process. */
  readonly took: number;
  /** The same as a share of the time since the answer before; absent unless the run trained all that time. */
  readonly share?: number;
};

/** What comes back. `cost` is absent from a trainer that does not measure it. */
export type Answer = { readonly kind: 'answer'; readonly id: number; readonly cost?: LookCost } & (
  { readonly result: unknown } | { readonly error: ErrorReport }
);
