import type { Ring } from './ring';
import type { Tracker } from './tracker';

/** An exponential mean, from the first value on. Values that are not finite are left out: they would stay for ever. */
export class Smoothed implements Tracker {
  readonly #lag: number;
  readonly #weight: number;
  #value = NaN;
  /** Before the newest. */
  #before = NaN;

  constructor(lag: number, weight: number) {
    this.#lag = lag;
    this.#weight = weight;
  }

  get value(): number {
    return this.#value;
  }

  push(ring: Ring): void {
    this.#before = this.#value;
    this.#take(ring.ago(this.#lag));
  }

  pop(): void {
    this.#value = this.#before;
  }

  rebuild(ring: Ring): void {
    this.#value = this.#before = NaN;
    for (let ago = ring.length - 1; ago >= this.#lag; ago--) {
      this.#before = this.#value;
      this.#take(ring.ago(ago));
    }
  }

  getState(): Float64Array {
    return Float64Array.of(this.#value, this.#before);
  }

  setState(state: ArrayLike<number>): boolean {
    if (state.length !== 2) return false;
    [this.#value, this.#before] = [state[0]!, state[1]!];
    return true;
  }

  #take(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#value = Number.isNaN(this.#value) ? value : this.#weight * this.#value + (1 - this.#weight) * value;
  }
}
