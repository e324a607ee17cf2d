/** Every n-th row, or all but these. */
export type EveryNth = { readonly n: number; readonly take: 'nth' | 'rest' };

/** Which rows of a file a source gives, by their place in the file: a range, and of it a part. Nothing is kept by row. */
export class RowChoice {
  readonly count: number;
  readonly #first: number;
  readonly #every: EveryNth | undefined;

  /** @throws RangeError if `n` is no whole number of at least 1 */
  constructor(total: number, range: readonly [first: number, last: number] = [0, total], every?: EveryNth) {
    if (every && !(Number.isInteger(every.n) && every.n >= 1)) {
      throw new RangeError(`every.n has to be a whole number of at least 1, got ${every.n}`);
    }
    this.#first = Math.max(0, range[0]);
    this.#every = every;
    this.count = this.#below(Math.max(this.#first, Math.min(range[1], total))) - this.#below(this.#first);
  }

  /** The row of the file at a place of the source. */
  rowAt(place: number): number {
    if (!this.#every) return this.#first + place;
    const { n, take } = this.#every;
    const nth = this.#below(this.#first) + place;
    return take === 'nth' ? nth * n + n - 1 : nth + Math.floor(nth / (n - 1));
  }

  /** How many rows before `row` are taken. */
  #below(row: number): number {
    if (!this.#every) return row;
    const nth = Math.floor(row / this.#every.n);
    return this.#every.take === 'nth' ? nth : row - nth;
  }
}
