import type { BatchDetail } from '../../../main/contract/batch-detail';
import type { RowPlace } from '../../../main/contract/debug/row-edits';
import { rowsOf, type Rows } from './rows-of';

/** What a row of a batch is known by. */
export function placeOfRow({ rowIds, rowNumbers, epoch, batch }: BatchDetail, row: number): RowPlace {
  return rowIds?.[row] ?? { epoch, batch, row: rowNumbers?.[row] ?? row };
}

/** The targets of an output, as the model is trained with them. */
export type OutputTargets = { readonly output: string; readonly rows: Rows };

/** The targets of one output; undefined if the batch has none. */
export function targetOf({ targets }: BatchDetail, output: number): OutputTargets | undefined {
  const target = targets[output];
  return target && { output: target.name, rows: rowsOf(target.data) };
}

/** Another class as a target of the same form: its number, or a one in its place. */
export function classTarget({ rows }: OutputTargets, index: number): readonly number[] {
  return rows.size === 1 ? [index] : Array.from({ length: rows.size }, (_, at) => (at === index ? 1 : 0));
}
