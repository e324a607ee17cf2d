import { renewMoments, sayMoments, TrackerField, TrackerKind } from './advance';
import { TrackerRecord, type Kept, type Tracker } from './tracker';

/** What is said of a window, in the order of its cells. */
const said = ['mean', 'std', 'slope'] as const;

/**
 * Sums over a window, for mean, deviation and slope. They are of differences from a mean of the window, and are summed up
 * anew now and then, so that rounding does not add up and a huge value does not outlive its time.
 */
export class Moments implements Tracker {
  readonly #kept: Kept;
  readonly #lag: number;
  readonly #window: number;
  readonly #record: TrackerRecord;

  constructor(kept: Kept, lag: number, window: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.#window = window;
    this.#record = new TrackerRecord(kept, { kind: TrackerKind.Moments, lag, window, said: said.length, from: 4 });
    this.rebuild();
  }

  /** The cell of the mean, of the deviation of a sample, or of the slope (a value) of the straight line that fits best. */
  cellOf(name: (typeof said)[number]): number {
    return this.#record.said + said.indexOf(name);
  }

  pop(): void {
    this.rebuild();
  }

  rebuild(): void {
    const { ring, past, told } = this.#kept;
    renewMoments(this.#record.at, ring.at, this.#count, past);
    sayMoments(this.#record.at, this.#count, past, told);
  }

  getState(): Float64Array {
    const { from } = this.#record;
    const sums = this.#kept.past.values.subarray(from, from + 4);
    return Float64Array.of(
      this.#count,
      this.#record.get(TrackerField.Age),
      this.#record.get(TrackerField.Odd),
      ...sums,
    );
  }

  setState(state: ArrayLike<number>): boolean {
    if (state.length !== 7 || state[0] !== this.#count) return false;
    this.#record.set(TrackerField.Age, state[1]!);
    this.#record.set(TrackerField.Odd, state[2]!);
    const { past, told } = this.#kept;
    past.values.set(Array.from(state).slice(3), this.#record.from);
    sayMoments(this.#record.at, this.#count, past, told);
    return true;
  }

  /** Values in the window. */
  get #count(): number {
    return Math.max(0, Math.min(this.#kept.ring.length - this.#lag, this.#window));
  }
}
