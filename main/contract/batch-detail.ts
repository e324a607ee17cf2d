import type { RowId } from './debug/batch-inspector';
import type { TensorData } from './tensor-data';

/** One input, target or prediction of a batch: shape [rows, ...]. */
export type BatchPart = { readonly name: string; readonly data: TensorData };

/**
 * What the last batch held. Predictions and losses are of the training pass, before the update.
 * Inputs of at most `shownRows` rows travel, so that a huge batch stays cheap to look at.
 */
export type BatchDetail = {
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly model: string;
  readonly rows: number;
  readonly shownRows: number;
  /** Rows whose targets and predictions travel: all, unless they are very many. At least those shown. */
  readonly judgedRows: number;
  readonly inputs: readonly BatchPart[];
  readonly targets: readonly BatchPart[];
  readonly predictions: readonly BatchPart[];
  /** Loss of each row, summed over outputs with their loss weights, shape [shownRows]; NaN where it can't be said. */
  readonly perSampleLoss: TensorData;
  /** Where each of the shown rows comes from, if that is known. */
  readonly rowIds?: readonly RowId[];
  /** Numbers of the shown rows in the batch as the data gives it, where some of that are left out. */
  readonly rowNumbers?: readonly number[];
  /** Path of the file that it came from, if it is none of the data. */
  readonly file?: string;
  /** Column names of a table input, if the experiment gave them. */
  readonly columns?: readonly string[];
};
