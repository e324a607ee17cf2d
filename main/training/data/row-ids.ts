import type { Yielded } from '../experiment';

/** Rows of one source, by their place in it, from 0. */
type RowsOf = {
  /** A file, or `array`. */
  readonly source: string;
  readonly rows: Int32Array;
};

/** Where the rows of a batch come from, one part after the other. */
export type RowIds = readonly RowsOf[];

/** By what an item has as its inputs: that stays the same object on its way to the model. */
const idsOfInputs = new WeakMap<object, RowIds>();

function inputsOf(item: Yielded): unknown {
  return 'xs' in item ? item.xs : item[0];
}

function put(item: Yielded, ids: RowIds | undefined): void {
  const inputs = inputsOf(item);
  if (ids && typeof inputs === 'object' && inputs !== null) idsOfInputs.set(inputs, ids);
}

/** What is known of the rows of a batch whose inputs these are. */
export function rowIdsOf(inputs: unknown): RowIds | undefined {
  return typeof inputs === 'object' && inputs !== null ? idsOfInputs.get(inputs) : undefined;
}

/** Notes where the rows of an item come from. */
export function withRowIds<Item extends Yielded>(item: Item, source: string, rows: Int32Array): Item {
  put(item, [{ source, rows }]);
  return item;
}

/** An item that was made of another has its rows, in the same order, if it has as many. */
export function carryRowIds(from: Yielded, to: Yielded): void {
  put(to, rowIdsOf(inputsOf(from)));
}

/** An item that holds the rows of others, one after the other. */
export function joinRowIds(from: readonly Yielded[], to: Yielded): void {
  const parts = from.map((item) => rowIdsOf(inputsOf(item)));
  if (parts.every((each) => each !== undefined)) put(to, parts.flat());
}

/** Notes where the rows of a batch come from whose inputs these are. */
export function putRowIds(inputs: object, ids: RowIds): void {
  idsOfInputs.set(inputs, ids);
}

/** Some that follow each other, first included, last not. */
export function sliceRowIds(ids: RowIds, first: number, last: number): RowIds {
  let start = 0;
  return ids.flatMap(({ source, rows }) => {
    const part = rows.subarray(Math.max(0, first - start), Math.max(0, last - start));
    start += rows.length;
    return part.length > 0 ? [{ source, rows: part }] : [];
  });
}

/** Some of them, by their numbers in rising order. */
export function pickRowIds(ids: RowIds, kept: readonly number[]): RowIds {
  let start = 0;
  return ids.flatMap(({ source, rows }) => {
    const own = kept.filter((row) => row >= start && row < start + rows.length).map((row) => rows[row - start]!);
    start += rows.length;
    return own.length > 0 ? [{ source, rows: Int32Array.from(own) }] : [];
  });
}

/** How many rows are known. */
export function countRows(ids: RowIds): number {
  return ids.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Source and place of the first rows. */
export function firstRows(ids: RowIds, count: number): readonly { readonly source: string; readonly row: number }[] {
  return ids
    .flatMap(({ source, rows }) => Array.from(rows.subarray(0, count), (row) => ({ source, row })))
    .slice(0, count);
}

/** Whether a row is among them: by its place in any source, or by `source:place`. */
export function hasRow(ids: RowIds, id: number | string): boolean {
  return ids.some(({ source, rows }) => {
    if (typeof id === 'number') return rows.includes(id);
    return rows.some((row) => String(row) === id || `${source}:${row}` === id);
  });
}
