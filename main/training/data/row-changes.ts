import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { rowKey, type RowPlace } from '../../contract/debug/row-edits';
import type { RowIds } from './row-ids';

/** What was changed about a row, by hand. */
export type RowChange = {
  /** It is left out of every batch. */
  readonly isSkipped?: true;
  /** By output: values that stand for the data's own. */
  readonly targets?: { readonly [output: string]: readonly number[] };
};

/** A batch of the run, which rows without ids are known by. */
export type BatchOfRun = { readonly epoch: number; readonly batch: number };

/** Rows that were changed by hand, by their key, in the order of the keys: plain data. */
export type RowChanges = { readonly [key: string]: RowChange };

/** The changes with another one of a row; undefined if none is left. */
export function withRowChange(changes: RowChanges, place: RowPlace, change: RowChange): RowChanges | undefined {
  const { [rowKey(place)]: _, ...others } = changes;
  const entries = Object.entries(others);
  if (Object.keys(change).length > 0) entries.push([rowKey(place), change]);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What was changed about each row of a batch; undefined if nothing was. */
export function changesIn(
  changes: RowChanges,
  rows: number,
  ids: RowIds | undefined,
  of: BatchOfRun,
): readonly (RowChange | undefined)[] | undefined {
  const places: RowPlace[] = ids
    ? ids.flatMap(({ source, rows: numbers }) => Array.from(numbers, (row) => ({ source, row })))
    : Array.from({ length: rows }, (_, row) => ({ ...of, row }));
  const found = places.map((place) => changes[rowKey(place)]);
  return found.some((each) => each !== undefined) ? found : undefined;
}

/** Targets with those that were written by hand; the tensor given is left as it is. */
export function relabelled(y: Tensor, output: string, found: readonly (RowChange | undefined)[]): Tensor | undefined {
  if (!found.some((change) => change?.targets?.[output])) return undefined;
  const values = y.dataSync<'float32'>().slice();
  const size = y.size / y.shape[0]!;
  found.forEach((change, row) => {
    const target = change?.targets?.[output];
    if (target?.length === size) values.set(target, row * size);
  });
  return tensor(values, y.shape, y.dtype);
}
