import type { ErrorReport } from '../errors';
import type { ConditionErrors } from '../errors/conditions';

/** What an expression yields. A series is a number with a past: anything that takes a number takes it too. */
export type ConditionType = 'number' | 'boolean' | 'text' | 'series';

/** What a condition comes to. */
export type ConditionValue = number | boolean | string;

/**
 * When in a run something is known: once a batch is computed and before its update is written; after that; or at the end of
 * an epoch, when it has been validated.
 */
export type Moment = 'before-commit' | 'after-commit' | 'epoch-end';

/** What a run has to offer to conditions. */
export type Vocabulary = {
  /** Keys of the values of every batch: `loss`, `accuracy`, ...; in a custom loop `<model>/loss`. */
  readonly series: readonly string[];
  /** Keys of the values of every epoch: `val_loss`, ... */
  readonly epochSeries: readonly string[];
  /** Layers by the names that `gradNorm` and its like take: `<model>/<layer>` where there are several models. */
  readonly layers: readonly string[];
  /** Names of the classes, for `batch.count`. */
  readonly classNames?: readonly string[];
};

/** Characters of a text, from `start` to before `end`. */
export type Span = { readonly start: number; readonly end: number };

/** Something that is wrong with a condition, and where. */
export type ConditionProblem = Span & {
  /** Worded in the catalogue as every error. */
  readonly report: ErrorReport<keyof ConditionErrors>;
  /** What the characters may be replaced by, nearest first. */
  readonly suggestions: readonly string[];
};

/** What a name is: decides its picture in a list of completions. */
export type NameKind = 'series' | 'number' | 'boolean' | 'function' | 'history' | 'layer' | 'class';

/** A name that could stand at the cursor. */
export type Completion = {
  readonly name: string;
  readonly kind: NameKind;
  /** `median(series, window)`; of a plain name, the name. */
  readonly signature: string;
  /** Its line in the catalogue, `conditions.meanings`; absent for layers and classes, which the person named. */
  readonly meaning?: MeaningId;
  /** What to replace the characters `start` to `end` by; the cursor goes after it. */
  readonly insert: string;
} & Span;

/** Names of the language with a line in the catalogue. */
export type MeaningId =
  | BuiltInName
  | MeasureName
  | HistoryName
  | MathName
  | 'series'
  | 'metric'
  | 'validation'
  | 'batch.rows'
  | 'batch.index'
  | 'batch.min'
  | 'batch.max'
  | 'batch.hasNaN'
  | 'batch.count'
  | 'batch.has';

/** Names that every run has. */
export type BuiltInName = 'loss' | 'step' | 'epoch' | 'batch' | 'lr';
/** Of one layer, or of the whole model. */
export type MeasureName = 'gradNorm' | 'weightNorm' | 'updateRatio' | 'deadShare';
/** Functions over the values of past steps. */
export type HistoryName = 'mean' | 'median' | 'ema' | 'slope' | 'min' | 'max' | 'std' | 'previous';
/** Functions of plain numbers. */
export type MathName = 'abs' | 'min' | 'max' | 'sqrt' | 'log' | 'exp' | 'floor' | 'round' | 'isNaN' | 'isFinite';
