import type { EditRecord } from './debug/edits';
import type { LineStart } from './debug/time-travel';
import type { HitEvent } from './debug/watching';
import type { ErrorReport } from './errors';
import type { RunState } from './run-state';
import type { EagerReason, StepMode } from './step-mode';

/** Metric name to number. NaN and infinities are values like any other. */
export type Logs = { readonly [name: string]: number };

/** The three ways to train; see `main/training/modes/`. */
export type TrainingMode = 'generator' | 'batches' | 'loop';

/** A layer as the window lists it. */
export type LayerSummary = {
  readonly name: string;
  readonly className: string;
  /** Without the batch axis; null where unknown. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
};

/** A model as the window lists it. */
export type ModelSummary = {
  /** Empty for the only model of a generator or batch experiment. */
  readonly name: string;
  readonly layers: readonly LayerSummary[];
  readonly parameters: number;
};

/** What is about to be trained, known once the experiment is loaded; enough to repeat the run. */
export type RunPlan = {
  readonly name: string;
  readonly file: string;
  readonly mode: TrainingMode;
  readonly seed: number;
  /** Intra-op threads of TensorFlow, fixed per run: another count gives other bits. */
  readonly threads: number;
  /** Names of the versions that compute: `tensorflow`, `tfjs`. */
  readonly versions: { readonly [name: string]: string };
  readonly models: readonly ModelSummary[];
  /**
   * Keys of the series that `batch-end` carries, in display order: `loss`, `accuracy`, ...; in a custom loop
   * `<model>/loss`. A validation series has the same key after `val_`.
   */
  readonly series: readonly string[];
  readonly validates: boolean;
  readonly epochs?: number;
  readonly initialEpoch: number;
  readonly stepsPerEpoch?: number;
  /** All updates of the run, if that is known. */
  readonly totalSteps?: number;
  /** What the classes are called. */
  readonly classNames?: readonly string[];
  /** What the tokens of sequences stand for, for the batch panel. */
  readonly vocabulary?: readonly string[];
};

/** One update. Values belong to the weights *before* it. */
export type BatchEnd = {
  readonly type: 'batch-end';
  /** Updates completed since the run began: 1 after the first. */
  readonly step: number;
  /** Zero-based. */
  readonly epoch: number;
  /** Zero-based within the epoch. */
  readonly batch: number;
  readonly rows: number;
  /** The batch's own values, by series key. */
  readonly own: Logs;
  /** Means since the epoch began, by series key, aggregated as Keras does; empty in a custom loop. */
  readonly means: Logs;
  /** Time of the step in milliseconds, its data among it; without what a person took to look inside it. */
  readonly ms: number;
  /** Path of the file that the batch came from, if it is none of the data: it was trained on before batch `batch`. */
  readonly file?: string;
};

/** Who said something in the log. */
export type LogSource = 'run' | 'train' | 'data' | 'experiment';

/** Sentences of the log, as code and values; the words stand in the catalogue under `log`. */
export type LogMessage =
  | { readonly code: 'loaded'; readonly values: { readonly name: string; readonly parameters: number } }
  | {
      readonly code: 'epoch-ended';
      /** `early`: batches of an epoch whose data ended. Extended, it goes on, and ends once more. */
      readonly values: { readonly epoch: number; readonly logs: Logs; readonly early?: number };
    }
  | { readonly code: 'validated'; readonly values: { readonly logs: Logs } }
  | { readonly code: 'state'; readonly values: { readonly state: RunState } }
  /** Training goes on from the past, as a line of its own. */
  | { readonly code: 'branched'; readonly values: { readonly line: number; readonly step: number } }
  /** As the event of this name. */
  | { readonly code: 'discarded'; readonly values: { readonly epoch?: number; readonly batch: number } }
  /** How a model computes, said when it is known and when it changes. */
  | { readonly code: 'computes'; readonly values: { readonly model: string; readonly mode: StepMode } }
  /** Evaluation and prediction can't be compiled. */
  | { readonly code: 'evaluates'; readonly values: { readonly model: string; readonly reason: EagerReason } }
  | { readonly code: 'edited'; readonly values: EditRecord }
  /** A breakpoint was hit that says nothing else. */
  | { readonly code: 'hit'; readonly values: Pick<HitEvent, 'condition' | 'values' | 'isBefore'> }
  /** What a breakpoint was told to say. */
  | { readonly code: 'log-point'; readonly values: { readonly text: string } }
  | { readonly code: 'warning'; readonly values: { readonly error: ErrorReport } }
  /** What the person's own code printed: shown as it is. */
  | { readonly code: 'printed'; readonly values: { readonly text: string } };

/** A thing that happened in a run: plain, serialisable, numbered by its place in the stream. */
export type TrainingEvent =
  | { readonly type: 'state'; readonly state: RunState }
  /** Said again when its number of steps has changed. */
  | { readonly type: 'plan'; readonly plan: RunPlan }
  /** So many events follow that other processes have told of the run, which goes on from there. A window may have heard them. */
  | { readonly type: 'past'; readonly events: number }
  /** The run goes on from where another process has trained it to: `epoch` is that of the next batch. `edits` led there. */
  | {
      readonly type: 'resumed';
      readonly step: number;
      readonly epoch: number;
      readonly edits: readonly EditRecord[];
    }
  /** A graph is being made for batches of a shape, and then it is there: nothing else happens meanwhile. */
  | { readonly type: 'preparing'; readonly step: number; readonly isPreparing: boolean }
  | { readonly type: 'epoch-begin'; readonly epoch: number; readonly step: number }
  | BatchEnd
  /** What follows belongs to another line: training goes on from the past. */
  | { readonly type: 'line'; readonly start: LineStart }
  /** A batch that was let go, by an edit or because all its rows are left out: it is no step. In a custom loop it has no epoch: `batch` is the call, from 0. */
  | { readonly type: 'discarded'; readonly step: number; readonly epoch?: number; readonly batch: number }
  /** How the run is trained was changed by hand. */
  | ({ readonly type: 'edit' } & EditRecord)
  | HitEvent
  /** A step that can be gone back to at once. */
  | { readonly type: 'snapshot'; readonly step: number }
  /** A callback has saved the training: started again, it goes on from there. */
  | { readonly type: 'saved'; readonly step: number; readonly folder: string }
  /**
   * `logs`: means of the whole epoch and, where it was validated, the `val_` values. `early`: its batches, where its data
   * ended; the run may still go on in it.
   */
  | {
      readonly type: 'epoch-end';
      readonly epoch: number;
      readonly step: number;
      readonly logs: Logs;
      readonly early?: number;
    }
  /** `logs`: the `val_` values of a run that is over, by the weights that it came to. */
  | { readonly type: 'validated'; readonly step: number; readonly logs: Logs }
  | {
      readonly type: 'log';
      /** Milliseconds since 1970. */
      readonly time: number;
      readonly step: number;
      readonly source: LogSource;
      readonly level: 'info' | 'warning' | 'error';
      readonly message: LogMessage;
    };
