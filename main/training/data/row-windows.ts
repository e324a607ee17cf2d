import { seedsOf } from '../random/key';
import { keyedPermutation } from '../random/keyed-permutation';

const blocksOfWindow = 16;

/** A part of the rows that is read and shuffled at once. */
export type RowWindow = {
  /** Place in the epoch's order of the window's first row. */
  readonly start: number;
  /** The rows, by their place in the source, in the order of reading. */
  readonly rows: Int32Array;
  /** Which of `rows` comes when. */
  readonly order: Int32Array;
};

/**
 * An order of more rows than can be kept or be read one by one: blocks of rows that follow each other are taken in a
 * keyed order, and the rows of 16 blocks are mixed. It depends on (seed, epoch) alone and can be entered at any place.
 */
export class RowWindows {
  readonly #rows: number;
  readonly #blockRows: number;
  #key: readonly [seed: number, epoch: number] = [0, 0];
  #blocks: Int32Array | undefined;

  constructor(rows: number, windowRows: number) {
    this.#rows = rows;
    this.#blockRows = Math.max(1, Math.ceil(windowRows / blocksOfWindow));
  }

  /** Rows of the largest window. */
  get mostRows(): number {
    return Math.min(blocksOfWindow * this.#blockRows, this.#rows);
  }

  /** Sets the order of an epoch. */
  begin(seed: number, epoch: number): void {
    this.#key = [seed, epoch];
    this.#blocks = undefined;
  }

  /** The window that holds a place of the epoch's order. */
  windowAt(place: number): RowWindow {
    const [seed, epoch] = this.#key;
    const count = Math.ceil(this.#rows / this.#blockRows);
    this.#blocks ??= keyedPermutation(count, seedsOf(seed, 'blocks', epoch));
    // Only the last block of the file may be short: before it, places and blocks run together.
    const missing = count * this.#blockRows - this.#rows;
    const short = this.#blocks.indexOf(count - 1);
    const full = Math.floor(place / this.#blockRows);
    const block = full < short ? full : Math.floor((place + missing) / this.#blockRows);
    const window = Math.floor(block / blocksOfWindow);
    const first = window * blocksOfWindow;
    const start = first * this.#blockRows - (short < first ? missing : 0);
    const rows = this.#rowsOf(this.#blocks.subarray(first, first + blocksOfWindow));
    return { start, rows, order: keyedPermutation(rows.length, seedsOf(seed, 'rows of window', epoch, window)) };
  }

  #rowsOf(blocks: Int32Array): Int32Array {
    const rows = new Int32Array(blocks.length * this.#blockRows);
    let count = 0;
    for (const block of blocks) {
      const last = Math.min((block + 1) * this.#blockRows, this.#rows);
      for (let row = block * this.#blockRows; row < last; row += 1) rows[count++] = row;
    }
    return rows.subarray(0, count);
  }
}
