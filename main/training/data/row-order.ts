import { seedsOf } from '../random/key';
import { keyedPermutation } from '../random/keyed-permutation';

/** Which rows make which batch, in an order that depends on (seed, epoch) alone and can be entered at any batch. */
export class RowOrder {
  readonly #rows: number;
  readonly #batchSize: number;
  readonly #isShuffled: boolean;
  #key: readonly [seed: number, epoch: number] = [0, 0];
  #order: Int32Array | undefined;

  constructor(rows: number, batchSize: number, isShuffled: boolean) {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(`batchSize has to be a whole number of at least 1, got ${batchSize}`);
    }
    this.#rows = rows;
    this.#batchSize = batchSize;
    this.#isShuffled = isShuffled;
  }

  /** Batches of one pass; the last may be smaller. */
  get batches(): number {
    return Math.ceil(this.#rows / this.#batchSize);
  }

  /** Sets the order of an epoch. */
  begin(seed: number, epoch: number): void {
    this.#key = [seed, epoch];
    this.#order = undefined;
  }

  /** The rows of a batch, by their place in the source. */
  rowsOf(batch: number): Int32Array {
    const first = batch * this.#batchSize;
    const last = Math.min(first + this.#batchSize, this.#rows);
    if (!this.#isShuffled) {
      const rows = new Int32Array(last - first);
      for (let at = 0; at < rows.length; at += 1) rows[at] = first + at;
      return rows;
    }
    const [seed, epoch] = this.#key;
    this.#order ??= keyedPermutation(this.#rows, seedsOf(seed, 'rows', epoch));
    return this.#order.slice(first, last);
  }
}
