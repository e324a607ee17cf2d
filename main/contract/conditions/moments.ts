import type { Ring } from './ring';
import { forWindow, type Tracker } from './tracker';

/** Sums lose their digits where the spread of the values is less than this share of what was summed up. */
const lostShare = 1e-8;

/**
 * Sums over a window, for mean, deviation and slope. They are of differences from a value of the window and are summed up
 * anew once a window, so that rounding does not add up and a huge value does not outlive its time.
 */
export class Moments implements Tracker {
  readonly #lag: number;
  readonly #window: number;
  #count = 0;
  /** Values since they were summed up anew. */
  #age = 0;
  /** Values in the window that are not finite: while there are any, nothing can be said. */
  #odd = 0;
  #base = 0;
  #sum = 0;
  #squares = 0;
  /** Each difference times its place in the window, from 0. */
  #placed = 0;

  constructor(lag: number, window: number) {
    this.#lag = lag;
    this.#window = window;
  }

  push(ring: Ring): void {
    const value = ring.ago(this.#lag);
    if (ring.length <= this.#lag) return;
    this.#age += 1;
    if (this.#age >= this.#window) return this.rebuild(ring);
    const squares = this.#squares;
    if (this.#count === this.#window) this.#leave(ring.ago(this.#lag + this.#window));
    this.#enter(value);
    const spread = this.#squares - (this.#sum * this.#sum) / this.#count;
    if (spread < lostShare * Math.max(squares, this.#squares)) this.rebuild(ring);
  }

  pop(ring: Ring): void {
    this.rebuild(ring);
  }

  rebuild(ring: Ring): void {
    const count = Math.max(0, Math.min(ring.length - this.#lag, this.#window));
    let sum = 0;
    let finite = 0;
    forWindow(ring, this.#lag, this.#window, (value) => {
      if (!Number.isFinite(value)) return;
      finite += 1;
      sum += (value - sum) / finite;
    });
    this.#base = Number.isFinite(sum) ? sum : 0;
    this.#count = this.#age = this.#odd = this.#sum = this.#squares = this.#placed = 0;
    forWindow(ring, this.#lag, this.#window, (value) => this.#enter(value));
    this.#count = count;
  }

  get mean(): number {
    return this.#isKnown ? this.#base + this.#sum / this.#window : NaN;
  }

  /** Of a sample: divided by one less than the window. */
  get deviation(): number {
    if (!this.#isKnown) return NaN;
    const window = this.#window;
    return Math.sqrt(Math.max(0, (this.#squares - (this.#sum * this.#sum) / window) / (window - 1)));
  }

  /** Of the straight line that fits best, a value. */
  get slope(): number {
    if (!this.#isKnown) return NaN;
    const window = this.#window;
    return (this.#placed - ((window - 1) / 2) * this.#sum) / ((window * (window * window - 1)) / 12);
  }

  getState(): Float64Array {
    return Float64Array.of(this.#count, this.#age, this.#odd, this.#base, this.#sum, this.#squares, this.#placed);
  }

  setState(state: ArrayLike<number>, ring: Ring): boolean {
    if (state.length !== 7 || state[0] !== Math.max(0, Math.min(ring.length - this.#lag, this.#window))) return false;
    const [count, age, odd, base, sum, squares, placed] = Array.from(state) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    this.#count = count;
    this.#age = age;
    this.#odd = odd;
    this.#base = base;
    this.#sum = sum;
    this.#squares = squares;
    this.#placed = placed;
    return true;
  }

  get #isKnown(): boolean {
    return this.#count === this.#window && this.#odd === 0;
  }

  #enter(value: number): void {
    const isOdd = !Number.isFinite(value);
    const difference = isOdd ? 0 : value - this.#base;
    if (isOdd) this.#odd += 1;
    this.#sum += difference;
    this.#squares += difference * difference;
    this.#placed += this.#count * difference;
    this.#count += 1;
  }

  /** The oldest goes, and all others move one place down. */
  #leave(value: number): void {
    const isOdd = !Number.isFinite(value);
    const difference = isOdd ? 0 : value - this.#base;
    if (isOdd) this.#odd -= 1;
    this.#sum -= difference;
    this.#squares -= difference * difference;
    this.#placed -= this.#sum;
    this.#count -= 1;
  }
}
