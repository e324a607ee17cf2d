import type { Cells } from './cells';
import type { Ring } from './ring';
import type { Tracker } from './tracker';

/** An exponential mean, from the first value on. Values that are not finite are left out: they would stay for ever. */
export class Smoothed implements Tracker {
  /** The cell of the mean; the mean before the newest value stands in the next one. */
  readonly cell: number;
  readonly #told: Cells;
  readonly #lag: number;
  readonly #weight: number;

  constructor(told: Cells, lag: number, weight: number) {
    this.#told = told;
    this.#lag = lag;
    this.#weight = weight;
    this.cell = told.take(2, NaN);
  }

  push(ring: Ring): void {
    this.#take(ring.ago(this.#lag));
  }

  pop(): void {
    const { values } = this.#told;
    values[this.cell] = values[this.cell + 1]!;
  }

  rebuild(ring: Ring): void {
    this.#set(NaN, NaN);
    for (let ago = ring.length - 1; ago >= this.#lag; ago--) this.#take(ring.ago(ago));
  }

  getState(): Float64Array {
    return this.#told.values.slice(this.cell, this.cell + 2);
  }

  setState(state: ArrayLike<number>): boolean {
    if (state.length !== 2) return false;
    this.#set(state[0]!, state[1]!);
    return true;
  }

  #set(value: number, before: number): void {
    this.#told.values[this.cell] = value;
    this.#told.values[this.cell + 1] = before;
  }

  #take(value: number): void {
    const before = this.#told.values[this.cell]!;
    const isFirst = Number.isNaN(before);
    const mean = isFirst ? value : this.#weight * before + (1 - this.#weight) * value;
    this.#set(Number.isFinite(value) ? mean : before, before);
  }
}
