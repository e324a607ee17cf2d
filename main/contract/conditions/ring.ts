import { RingField, TrackerField } from './advance';
import type { Cells } from './cells';

/** The newest values of a series, a fixed number of them. */
export class Ring {
  /** The place of its integers. */
  readonly at: number;
  readonly #cells: Cells;

  constructor(cells: Cells, capacity: number) {
    this.#cells = cells;
    this.at = cells.takeIntegers(RingField.Count);
    this.#begin(capacity);
  }

  get capacity(): number {
    return this.#get(RingField.Capacity);
  }

  get length(): number {
    return this.#get(RingField.Length);
  }

  push(value: number): void {
    const next = this.#get(RingField.Next);
    this.#cells.values[this.#get(RingField.First) + next] = value;
    this.#set(RingField.Next, (next + 1) & this.#get(RingField.Mask));
    this.#set(RingField.Length, Math.min(this.length + 1, this.capacity));
  }

  /** Takes the newest away. */
  pop(): void {
    if (this.length === 0) return;
    const next = (this.#get(RingField.Next) - 1) & this.#get(RingField.Mask);
    this.#cells.values[this.#get(RingField.First) + next] = NaN;
    this.#set(RingField.Next, next);
    this.#set(RingField.Length, this.length - 1);
  }

  /** The newest for 0, the one before it for 1, less than the capacity; NaN where there is none. */
  ago(count: number): number {
    const place = (this.#get(RingField.Next) - 1 - count) & this.#get(RingField.Mask);
    return this.#cells.values[this.#get(RingField.First) + place]!;
  }

  clear(): void {
    const first = this.#get(RingField.First);
    this.#set(RingField.Next, 0);
    this.#set(RingField.Length, 0);
    this.#cells.values.fill(NaN, first, first + this.#get(RingField.Mask) + 1);
  }

  /** Takes room for more values. */
  grow(capacity: number): void {
    const kept = this.toArray();
    this.#begin(capacity);
    for (const value of kept) this.push(value);
  }

  /** Oldest first. */
  toArray(): Float64Array {
    return Float64Array.from({ length: this.length }, (_, at) => this.ago(this.length - 1 - at));
  }

  /** Has `advance` bring a tracker up to date. @param tracker the place of its integers */
  follow(tracker: number): void {
    const { integers } = this.#cells;
    let link = this.at + RingField.Trackers;
    while (integers[link]! > 0) link = integers[link]! + TrackerField.Following;
    integers[link] = tracker;
  }

  #begin(capacity: number): void {
    const size = 2 ** Math.ceil(Math.log2(capacity));
    this.#set(RingField.First, this.#cells.take(size, NaN));
    this.#set(RingField.Mask, size - 1);
    this.#set(RingField.Next, 0);
    this.#set(RingField.Length, 0);
    this.#set(RingField.Capacity, capacity);
  }

  #get(field: RingField): number {
    return this.#cells.integers[this.at + field]!;
  }

  #set(field: RingField, value: number): void {
    this.#cells.integers[this.at + field] = value;
  }
}
