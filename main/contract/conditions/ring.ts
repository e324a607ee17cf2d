import { RingField, TrackerField } from './advance';
import type { Cells } from './cells';

/** The newest values of a series, a fixed number of them. `advance` puts in each new one; here is what happens seldom. */
export class Ring {
  /** The place of its integers. */
  readonly at: number;
  readonly #cells: Cells;

  constructor(cells: Cells, capacity: number) {
    this.#cells = cells;
    this.at = cells.takeIntegers(RingField.Count);
    this.#move(capacity, []);
  }

  get capacity(): number {
    return this.#get(RingField.Capacity);
  }

  get length(): number {
    return this.#get(RingField.Length);
  }

  /** Its first cell. */
  get first(): number {
    return this.#get(RingField.First);
  }

  /** One less than the cells that it has. */
  get mask(): number {
    return this.#get(RingField.Mask);
  }

  /** The cell, from the first, that the next value goes to. */
  get next(): number {
    return this.#get(RingField.Next);
  }

  /** Takes the newest away. */
  pop(): void {
    if (this.length === 0) return;
    const next = (this.next - 1) & this.mask;
    this.#cells.values[this.first + next] = NaN;
    this.#set(RingField.Next, next);
    this.#set(RingField.Length, this.length - 1);
  }

  /** The newest for 0, the one before it for 1, less than the capacity; NaN where there is none. */
  ago(count: number): number {
    return this.#cells.values[this.first + ((this.next - 1 - count) & this.mask)]!;
  }

  /** How many values a window has by now that ends so many values ago. */
  lengthOf(window: number, lag: number): number {
    return Math.max(0, Math.min(this.length - lag, window));
  }

  /** Begins anew with the newest of these, as many as it has room for; its trackers do not hear of them. @param values oldest first */
  fill(values: ArrayLike<number>): void {
    const kept = Array.from(values).slice(-this.capacity);
    const { first, mask } = this;
    this.#cells.values.fill(NaN, first, first + mask + 1);
    this.#cells.values.set(kept, first);
    this.#set(RingField.Next, kept.length & mask);
    this.#set(RingField.Length, kept.length);
  }

  /** Takes room for more values. */
  grow(capacity: number): void {
    this.#move(capacity, this.toArray());
  }

  /** Oldest first. */
  toArray(): Float64Array {
    return Float64Array.from({ length: this.length }, (_, at) => this.ago(this.length - 1 - at));
  }

  /** The least and the largest number that it holds, and whether it is full of ordinary ones. Nothing: from Infinity to -Infinity. */
  extent(): { readonly low: number; readonly high: number; readonly isFull: boolean } {
    const { first, mask, next, length } = this;
    const { values } = this.#cells;
    let [low, high, ordinary] = [Infinity, -Infinity, 0];
    for (let ago = 1; ago <= length; ago += 1) {
      const value = values[first + ((next - ago) & mask)]!;
      if (value < low) low = value;
      if (value > high) high = value;
      if (Number.isFinite(value)) ordinary += 1;
    }
    return { low, high, isFull: ordinary === this.capacity };
  }

  /** Has `advance` bring a tracker up to date. @param tracker the place of its integers */
  follow(tracker: number): void {
    const { integers } = this.#cells;
    let link = this.at + RingField.Trackers;
    while (integers[link]! > 0) link = integers[link]! + TrackerField.Following;
    integers[link] = tracker;
  }

  #move(capacity: number, values: ArrayLike<number>): void {
    const size = 2 ** Math.ceil(Math.log2(capacity));
    this.#set(RingField.First, this.#cells.take(size));
    this.#set(RingField.Mask, size - 1);
    this.#set(RingField.Capacity, capacity);
    this.fill(values);
  }

  #get(field: RingField): number {
    return this.#cells.integers[this.at + field]!;
  }

  #set(field: RingField, value: number): void {
    this.#cells.integers[this.at + field] = value;
  }
}
