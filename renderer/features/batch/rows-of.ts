import { decodeTensor } from '../../../main/contract/tensor-data';
import type { NumberArray, TensorData } from '../../../main/contract/tensor-data';

/** A decoded tensor, row by row. `shape` is that of one row; a row is a view into the decoded array. */
export type Rows = {
  readonly shape: readonly number[];
  readonly size: number;
  readonly count: number;
  readonly all: NumberArray;
  readonly row: (index: number) => NumberArray;
};

/** Decodes a tensor of shape [rows, ...]. */
export function rowsOf(data: TensorData): Rows {
  const all = decodeTensor(data);
  const [count = 1, ...shape] = data.shape;
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, size, count, all, row: (index) => all.subarray(index * size, (index + 1) * size) };
}

/** Whether the values can only be whole numbers from 0 on, as tokens and class indices are. */
export function areIndices({ all }: Rows): boolean {
  return all.every((value) => Number.isInteger(value) && value >= 0);
}

/** The place of the largest value; the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
