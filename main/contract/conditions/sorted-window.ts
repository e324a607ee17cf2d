import type { Cells } from './cells';
import type { Ring } from './ring';
import { forWindow, type Kept, type Tracker } from './tracker';

/** What is said of a window, in the order of its cells. */
const said = ['median', 'min', 'max'] as const;

/** The values of a window in order of size, for median, least and largest: exact, whatever came before. */
export class SortedWindow implements Tracker {
  readonly #told: Cells;
  readonly #past: Cells;
  readonly #lag: number;
  readonly #window: number;
  /** The cell of the first of the sorted values; NaN has no place among them. */
  readonly #first: number;
  #length = 0;
  #nans = 0;
  /** The first cell of what is said. */
  readonly #said: number;

  constructor({ told, past }: Kept, lag: number, window: number) {
    this.#told = told;
    this.#past = past;
    this.#lag = lag;
    this.#window = window;
    this.#said = told.take(said.length, NaN);
    this.#first = past.take(window);
  }

  /** The cell of the median, of the least or of the largest value. */
  cellOf(name: (typeof said)[number]): number {
    return this.#said + said.indexOf(name);
  }

  push(ring: Ring): void {
    if (ring.length <= this.#lag) return;
    const value = ring.ago(this.#lag);
    const old = ring.ago(this.#lag + this.#window);
    if (this.#length < this.#window || Number.isNaN(value)) {
      if (this.#length + this.#nans === this.#window) this.#remove(old);
      this.#insert(value);
      return this.#say();
    }
    // One goes, another comes: only those between them move, which is quicker than to make room and to close it.
    const sorted = this.#past.values;
    const first = this.#first;
    const last = first + this.#window - 1;
    let at = this.#placeOf(old);
    for (; at < last && sorted[at + 1]! < value; at += 1) sorted[at] = sorted[at + 1]!;
    for (; at > first && sorted[at - 1]! > value; at -= 1) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
    this.#say();
  }

  pop(ring: Ring): void {
    this.rebuild(ring);
  }

  rebuild(ring: Ring): void {
    this.#length = this.#nans = 0;
    forWindow(ring, this.#lag, this.#window, (value) => this.#insert(value));
    this.#say();
  }

  /** Everything follows from the ring. */
  getState(): Float64Array {
    return new Float64Array(0);
  }

  setState(_: ArrayLike<number>, ring: Ring): boolean {
    this.rebuild(ring);
    return true;
  }

  /** Writes what the sorted values come to. */
  #say(): void {
    const [sorted, cells, to] = [this.#past.values, this.#told.values, this.#said];
    if (this.#length < this.#window) {
      cells.fill(NaN, to, to + said.length);
      return;
    }
    const [first, last] = [this.#first, this.#first + this.#window - 1];
    // Of an odd number, both are the one in the middle.
    const [lower, upper] = [sorted[(first + last) >> 1]!, sorted[(first + last + 1) >> 1]!];
    // Without overflow, and of two equal infinities that one.
    cells[to] = lower === upper ? lower : lower / 2 + upper / 2;
    cells[to + 1] = sorted[first]!;
    cells[to + 2] = sorted[last]!;
  }

  #insert(value: number): void {
    if (Number.isNaN(value)) {
      this.#nans += 1;
      return;
    }
    const at = this.#placeOf(value);
    this.#past.values.copyWithin(at + 1, at, this.#first + this.#length);
    this.#past.values[at] = value;
    this.#length += 1;
  }

  #remove(value: number): void {
    if (Number.isNaN(value)) {
      this.#nans -= 1;
      return;
    }
    const at = this.#placeOf(value);
    this.#past.values.copyWithin(at, at + 1, this.#first + this.#length);
    this.#length -= 1;
  }

  /** The cell of the first value that is not smaller. */
  #placeOf(value: number): number {
    const sorted = this.#past.values;
    let low = this.#first;
    let high = low + this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
