import type { Cells } from './cells';
import type { Ring } from './ring';
import type { Tracker } from './tracker';

/** What a series was so many values ago. */
export class Lagged implements Tracker {
  /** The cell of its value. */
  readonly cell: number;
  readonly #told: Cells;
  readonly #lag: number;

  constructor(told: Cells, lag: number) {
    this.#told = told;
    this.#lag = lag;
    this.cell = told.take(1, NaN);
  }

  push(ring: Ring): void {
    this.#told.values[this.cell] = ring.ago(this.#lag);
  }

  pop(ring: Ring): void {
    this.push(ring);
  }

  rebuild(ring: Ring): void {
    this.push(ring);
  }

  /** Everything follows from the ring. */
  getState(): Float64Array {
    return new Float64Array(0);
  }

  setState(_: ArrayLike<number>, ring: Ring): boolean {
    this.push(ring);
    return true;
  }
}
