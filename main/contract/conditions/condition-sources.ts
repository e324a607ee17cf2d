import type { MeasureName } from './condition-types';

/**
 * The numbers of a run as they are now, for conditions. Only what a condition mentions is asked for, so that an engine may
 * compute it then; what can't be said is NaN (or false).
 */
export type ConditionSources = {
  /** Number of the update, from 1: before it is committed, the one that is about to be. */
  readonly step: number;
  /** From 0. */
  readonly epoch: number;
  /** From 0 within the epoch. */
  readonly batch: number;
  readonly rows: number;
  readonly learningRate: number;
  /** The newest value of a series of the vocabulary. */
  series(key: string): number;
  /** Of a layer of the vocabulary, or of the whole model. */
  measure(name: MeasureName, layer: string | undefined): number;
  /** Smallest value of the inputs of the batch. */
  smallest(): number;
  /** Largest value of the inputs of the batch. */
  largest(): number;
  /** Whether an input or target of the batch holds NaN. */
  hasNaN(): boolean;
  /** Rows of a class in the batch. */
  rowsOfClass(index: number): number;
  /** Whether a row of the data, by its id, is in the batch. */
  hasRow(id: number | string): boolean;
  /**
   * Whether the batch has a value of its own of a series or layer: in a custom loop it is of one model, and the past of the
   * others does not grow. Absent: always.
   */
  isOwn?(seriesOrLayer: string): boolean;
};

/** What conditions read, so that nothing else has to be computed. */
export type ConditionNeeds = {
  readonly series: readonly string[];
  /** Layers by measure; '' is the whole model. */
  readonly measures: { readonly [Name in MeasureName]: readonly string[] };
  /** Whether `batch.min` or `batch.max` is read. */
  readonly range: boolean;
  readonly hasNaN: boolean;
  readonly classes: readonly number[];
  readonly rowIds: readonly (number | string)[];
  readonly learningRate: boolean;
};
