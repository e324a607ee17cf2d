import { checkRows } from './check-batch';
import type { Dataset } from './dataset';
import { NdArray } from './nd-array';
import { rowDataset } from './row-dataset';
import { checkSource } from './source-rules';

export type ArraysOptions = {
  /** Inputs, first axis rows. */
  readonly x: NdArray;
  /** Targets, first axis rows. */
  readonly y: NdArray;
  readonly batchSize: number;
  /** Another order of the rows in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
};

/** Picks rows of the first axis. */
function takeRows({ values, shape }: NdArray, rows: Int32Array): NdArray {
  const rowShape = shape.slice(1);
  const size = rowShape.reduce((product, each) => product * each, 1);
  const pick = (target: NdArray['values']): void =>
    rows.forEach((row, at) => target.set(values.subarray(row * size, (row + 1) * size), at * size));
  const taken = [rows.length, ...rowShape];
  if (values instanceof Float32Array) return new NdArray(pick, taken);
  const Values = values.constructor as new (length: number) => typeof values;
  const picked = new Values(rows.length * size);
  pick(picked);
  return new NdArray(picked, taken);
}

/**
 * Batches out of arrays in memory.
 * @throws CodedError `rows-differ` if x and y differ in their number of rows, `unknown-field` or `wrong-argument`
 */
export function arrays(options: ArraysOptions): Dataset<readonly [x: NdArray, y: NdArray]> {
  checkSource('arrays', options, ['x', 'y', 'batchSize']);
  const { x, y, batchSize, shuffle = false } = options;
  const rows = x.shape[0] ?? 0;
  checkRows(y, rows, 'y');
  return rowDataset({
    name: 'array',
    rows,
    batchSize,
    shuffle,
    read: (places) => [takeRows(x, places), takeRows(y, places)] as const,
  });
}
