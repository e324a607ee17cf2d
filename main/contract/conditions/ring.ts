import type { Cells } from './cells';

/** The newest values of a series, a fixed number of them. */
export class Ring {
  readonly #cells: Cells;
  readonly #first: number;
  /** One less than the cells that it has, which are a power of two: a place is found without a comparison. */
  readonly #mask: number;
  /** Where the next one goes. */
  #next = 0;
  #length = 0;

  constructor(
    cells: Cells,
    readonly capacity: number,
  ) {
    const size = 2 ** Math.ceil(Math.log2(capacity));
    this.#cells = cells;
    this.#first = cells.take(size, NaN);
    this.#mask = size - 1;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#cells.values[this.#first + this.#next] = value;
    this.#next = (this.#next + 1) & this.#mask;
    if (this.#length < this.capacity) this.#length += 1;
  }

  /** Takes the newest away. */
  pop(): void {
    if (this.#length === 0) return;
    this.#next = (this.#next - 1) & this.#mask;
    this.#cells.values[this.#first + this.#next] = NaN;
    this.#length -= 1;
  }

  /** The newest for 0, the one before it for 1, less than the capacity; NaN where there is none. */
  ago(count: number): number {
    return this.#cells.values[this.#first + ((this.#next - 1 - count) & this.#mask)]!;
  }

  clear(): void {
    this.#next = 0;
    this.#length = 0;
    this.#cells.values.fill(NaN, this.#first, this.#first + this.#mask + 1);
  }

  /** Oldest first. */
  toArray(): Float64Array {
    return Float64Array.from({ length: this.#length }, (_, at) => this.ago(this.#length - 1 - at));
  }
}
