import { tensor1d, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { pickRowIds, type RowIds } from './row-ids';

/** A checked batch as tensors, entries in the order of the model's inputs and outputs. */
export type PreparedBatch = {
  readonly xs: readonly Tensor[];
  readonly ys: readonly Tensor[];
  /** Sample weights times class weights, by output. */
  readonly weights: readonly (Tensor | undefined)[];
  readonly rows: number;
  /** Where its rows come from, if that is known. */
  readonly rowIds?: RowIds;
  /** Numbers of its rows in the batch as the data gives it, where some of that are left out. */
  readonly rowNumbers?: readonly number[];
};

/** What stands for the target of an output that was given none: it has no numbers. */
export const withoutTarget = (rows: number): Tensor => zeros([rows, 0]);

/** Whether an output was given a target. */
export function hasTarget({ size }: Tensor): boolean {
  return size > 0;
}

/** A batch of its own with some of the rows, in the order given; their numbers are kept. */
export function gatherRows(batch: PreparedBatch, kept: readonly number[]): PreparedBatch {
  const { xs, ys, weights, rowIds } = batch;
  const indices = tensor1d([...kept], 'int32');
  const part = (from: Tensor): Tensor => from.gather(indices);
  const rows = { xs: xs.map(part), ys: ys.map(part), weights: weights.map((each) => each && part(each)) };
  indices.dispose();
  return { ...rows, rows: kept.length, rowNumbers: kept, ...(rowIds && { rowIds: pickRowIds(rowIds, kept) }) };
}

/** Ends the tensors of a batch. */
export function disposeBatch({ xs, ys, weights }: PreparedBatch): void {
  for (const tensor of [...xs, ...ys, ...weights]) tensor?.dispose();
}
