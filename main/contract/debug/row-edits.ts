import type { RowId } from './batch-inspector';

/** A row of the data, wherever it comes; of data without ids, a row of one batch. All numbers count from 0. */
export type RowPlace = RowId | { readonly epoch: number; readonly batch: number; readonly row: number };

/** A text that is the same for the same row only. */
export function rowKey(place: RowPlace): string {
  return 'source' in place ? `${place.source}:${place.row}` : `#${place.epoch}.${place.batch}:${place.row}`;
}
