import type { Cells } from './cells';
import type { Ring } from './ring';
import { forWindow, type Kept, type Tracker } from './tracker';

/** Sums lose their digits where the spread of the values is less than this share of what was summed up. */
const lostShare = 1e-8;

/** What is said of a window, in the order of its cells. */
const said = ['mean', 'std', 'slope'] as const;

/**
 * Sums over a window, for mean, deviation and slope. They are of differences from a value of the window and are summed up
 * anew once a window, so that rounding does not add up and a huge value does not outlive its time.
 */
export class Moments implements Tracker {
  readonly #told: Cells;
  readonly #past: Cells;
  readonly #lag: number;
  readonly #window: number;
  /** The first cell of what is said. */
  readonly #said: number;
  /** The first of four cells: what is subtracted from each value; sums of the differences, of their squares, of each times its place. */
  readonly #sums: number;
  #count = 0;
  /** Values since they were summed up anew. */
  #age = 0;
  /** Values in the window that are not finite: while there are any, nothing can be said. */
  #odd = 0;

  constructor({ told, past }: Kept, lag: number, window: number) {
    this.#told = told;
    this.#past = past;
    this.#lag = lag;
    this.#window = window;
    this.#said = told.take(said.length, NaN);
    this.#sums = past.take(4);
  }

  /** The cell of the mean, of the deviation of a sample, or of the slope (a value) of the straight line that fits best. */
  cellOf(name: (typeof said)[number]): number {
    return this.#said + said.indexOf(name);
  }

  push(ring: Ring): void {
    if (ring.length <= this.#lag) return;
    this.#age += 1;
    if (this.#age < this.#window) this.#move(ring.ago(this.#lag + this.#window), ring.ago(this.#lag), ring);
    else this.rebuild(ring);
  }

  pop(ring: Ring): void {
    this.rebuild(ring);
  }

  rebuild(ring: Ring): void {
    let sum = 0;
    let finite = 0;
    forWindow(ring, this.#lag, this.#window, (value) => {
      if (!Number.isFinite(value)) return;
      finite += 1;
      sum += (value - sum) / finite;
    });
    const base = Number.isFinite(sum) ? sum : 0;
    let [count, odd, squares, placed] = [0, 0, 0, 0];
    sum = 0;
    forWindow(ring, this.#lag, this.#window, (value) => {
      const difference = Number.isFinite(value) ? value - base : 0;
      if (!Number.isFinite(value)) odd += 1;
      sum += difference;
      squares += difference * difference;
      placed += count * difference;
      count += 1;
    });
    [this.#count, this.#age, this.#odd] = [count, 0, odd];
    this.#keep(base, sum, squares, placed);
  }

  getState(): Float64Array {
    const sums = this.#past.values.subarray(this.#sums, this.#sums + 4);
    return Float64Array.of(this.#count, this.#age, this.#odd, ...sums);
  }

  setState(state: ArrayLike<number>, ring: Ring): boolean {
    if (state.length !== 7 || state[0] !== Math.max(0, Math.min(ring.length - this.#lag, this.#window))) return false;
    [this.#count, this.#age, this.#odd] = [state[0], state[1]!, state[2]!];
    this.#keep(state[3]!, state[4]!, state[5]!, state[6]!);
    return true;
  }

  /** One value comes, and the oldest goes if the window is full; in one piece, which is less code. */
  #move(oldest: number, newest: number, ring: Ring): void {
    const sums = this.#past.values;
    const at = this.#sums;
    const base = sums[at]!;
    let sum = sums[at + 1]!;
    let squares = sums[at + 2]!;
    let placed = sums[at + 3]!;
    let count = this.#count;
    const before = squares;
    if (count === this.#window) {
      const isOdd = !Number.isFinite(oldest);
      if (isOdd) this.#odd -= 1;
      const difference = isOdd ? 0 : oldest - base;
      sum -= difference;
      squares -= difference * difference;
      // All others move one place down.
      placed -= sum;
      count -= 1;
    }
    const isOdd = !Number.isFinite(newest);
    if (isOdd) this.#odd += 1;
    const difference = isOdd ? 0 : newest - base;
    sum += difference;
    squares += difference * difference;
    placed += count * difference;
    count += 1;
    this.#count = count;
    const spread = squares - (sum * sum) / count;
    if (spread < lostShare * before || spread < lostShare * squares) this.rebuild(ring);
    else this.#keep(base, sum, squares, placed);
  }

  /** Keeps the sums, and writes what they come to. */
  #keep(base: number, sum: number, squares: number, placed: number): void {
    const sums = this.#past.values;
    const at = this.#sums;
    sums[at] = base;
    sums[at + 1] = sum;
    sums[at + 2] = squares;
    sums[at + 3] = placed;
    const cells = this.#told.values;
    const to = this.#said;
    const window = this.#window;
    const known = this.#count === window && this.#odd === 0 ? sum : NaN;
    cells[to] = base + known / window;
    const variance = (squares - (known * known) / window) / (window - 1);
    cells[to + 1] = variance <= 0 ? 0 : Math.sqrt(variance);
    cells[to + 2] = (placed - ((window - 1) / 2) * known) / ((window * (window * window - 1)) / 12);
  }
}
