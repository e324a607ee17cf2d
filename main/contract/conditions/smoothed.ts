import { smooth, TrackerKind } from './advance';
import { takeTracker, type Kept, type Tracker } from './tracker';

/** An exponential mean, from the first value on. Values that are not finite are left out: they would stay for ever. */
export class Smoothed implements Tracker {
  /** The cell of the mean; the mean before the newest value stands in the next one. */
  readonly cell: number;
  readonly #kept: Kept;
  readonly #lag: number;
  readonly #weight: number;

  constructor(kept: Kept, lag: number, weight: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.#weight = weight;
    const { said, from } = takeTracker(kept, { kind: TrackerKind.Smoothed, lag, window: 1, said: 2, from: 1 });
    this.cell = said;
    kept.past.values[from] = weight;
    this.rebuild();
  }

  pop(): void {
    const { values } = this.#kept.told;
    values[this.cell] = values[this.cell + 1]!;
  }

  rebuild(): void {
    const { ring, told } = this.#kept;
    this.#set(NaN, NaN);
    for (let ago = ring.length - 1; ago >= this.#lag; ago--) {
      smooth(told.values, this.cell, this.#weight, ring.ago(ago));
    }
  }

  getState(): Float64Array {
    return this.#kept.told.values.slice(this.cell, this.cell + 2);
  }

  setState(state: ArrayLike<number>): boolean {
    if (state.length !== 2) return false;
    this.#set(state[0]!, state[1]!);
    return true;
  }

  #set(value: number, before: number): void {
    const { values } = this.#kept.told;
    values[this.cell] = value;
    values[this.cell + 1] = before;
  }
}
