import type { Yielded } from '../experiment';
import { Dataset } from './dataset';
import { withRowIds } from './row-ids';
import { RowOrder } from './row-order';

/** Rows that can be read in any order, and how they are put into batches. */
export type RowSource<Item extends Yielded> = {
  /** What the rows are known by: their place in it. */
  readonly name: string;
  readonly rows: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** The place of a row in its source, where only some of them are taken. */
  readonly placeOf?: (row: number) => number;
  /** The batch of the rows at these places. */
  readonly read: (places: Int32Array) => Item | Promise<Item>;
  readonly close?: () => void | Promise<void>;
};

/** Batches of rows, in their order or in another one in each epoch. */
export function rowDataset<Item extends Yielded>(source: RowSource<Item>): Dataset<Item> {
  const { name, rows, batchSize, shuffle, placeOf, read, close } = source;
  const order = new RowOrder(rows, batchSize, shuffle);
  return new Dataset<Item>({
    length: order.batches,
    rows,
    isShuffled: shuffle,
    onEpochBegin: (epoch, seed) => order.begin(seed, epoch),
    item(batch) {
      const chosen = order.rowsOf(batch);
      const places = placeOf ? chosen.map(placeOf) : chosen;
      const item = read(places);
      if (item instanceof Promise) return item.then((each) => withRowIds(each, name, places));
      return withRowIds(item, name, places);
    },
    ...(close && { close }),
  });
}
