import type { Tensor } from '@tensorflow/tfjs-core';
import type { RowIds } from './row-ids';

/** A checked batch as tensors, entries in the order of the model's inputs and outputs. */
export type PreparedBatch = {
  readonly xs: readonly Tensor[];
  readonly ys: readonly Tensor[];
  /** Sample weights times class weights, by output. */
  readonly weights: readonly (Tensor | undefined)[];
  readonly rows: number;
  /** Where its rows come from, if that is known. */
  readonly rowIds?: RowIds;
};

/** Ends the tensors of a batch. */
export function disposeBatch({ xs, ys, weights }: PreparedBatch): void {
  for (const tensor of [...xs, ...ys, ...weights]) tensor?.dispose();
}
