import type { Ring } from './ring';
import { forWindow, type Tracker } from './tracker';

/** The values of a window in order of size, for median, least and largest: exact, whatever came before. */
export class SortedWindow implements Tracker {
  readonly #lag: number;
  readonly #window: number;
  readonly #sorted: Float64Array;
  /** Sorted values; NaN has no place among them. */
  #length = 0;
  #nans = 0;

  constructor(lag: number, window: number) {
    this.#lag = lag;
    this.#window = window;
    this.#sorted = new Float64Array(window);
  }

  push(ring: Ring): void {
    if (ring.length <= this.#lag) return;
    const value = ring.ago(this.#lag);
    if (this.#length + this.#nans < this.#window) return this.#insert(value);
    const old = ring.ago(this.#lag + this.#window);
    if (!Number.isNaN(value) && !Number.isNaN(old)) return this.#replace(old, value);
    this.#remove(old);
    this.#insert(value);
  }

  pop(ring: Ring): void {
    this.rebuild(ring);
  }

  rebuild(ring: Ring): void {
    this.#length = this.#nans = 0;
    forWindow(ring, this.#lag, this.#window, (value) => this.#insert(value));
  }

  get median(): number {
    if (!this.#isKnown) return NaN;
    const middle = this.#window >> 1;
    const upper = this.#sorted[middle]!;
    return this.#window % 2 === 1 ? upper : middleOf(this.#sorted[middle - 1]!, upper);
  }

  get least(): number {
    return this.#isKnown ? this.#sorted[0]! : NaN;
  }

  get largest(): number {
    return this.#isKnown ? this.#sorted[this.#window - 1]! : NaN;
  }

  /** Everything follows from the ring. */
  getState(): Float64Array {
    return new Float64Array(0);
  }

  setState(_: ArrayLike<number>, ring: Ring): boolean {
    this.rebuild(ring);
    return true;
  }

  get #isKnown(): boolean {
    return this.#length === this.#window;
  }

  #insert(value: number): void {
    if (Number.isNaN(value)) {
      this.#nans += 1;
      return;
    }
    const at = this.#placeOf(value);
    this.#sorted.copyWithin(at + 1, at, this.#length);
    this.#sorted[at] = value;
    this.#length += 1;
  }

  #remove(value: number): void {
    if (Number.isNaN(value)) {
      this.#nans -= 1;
      return;
    }
    const at = this.#placeOf(value);
    this.#sorted.copyWithin(at, at + 1, this.#length);
    this.#length -= 1;
  }

  /** One goes, another comes: only those between them move, which is quicker than to make room and to close it. */
  #replace(old: number, value: number): void {
    const sorted = this.#sorted;
    let at = this.#placeOf(old);
    for (; at + 1 < this.#length && sorted[at + 1]! < value; at += 1) sorted[at] = sorted[at + 1]!;
    for (; at > 0 && sorted[at - 1]! > value; at -= 1) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
  }

  /** Of the first value that is not smaller. */
  #placeOf(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Without overflow, and of two equal infinities that one. */
function middleOf(lower: number, upper: number): number {
  return lower === upper ? lower : lower / 2 + upper / 2;
}
