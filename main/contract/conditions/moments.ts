import { due, sayMoments, TrackerField, TrackerKind } from './advance';
import { forWindow, TrackerRecord, type Kept, type Tracker } from './tracker';

/** What is said of a window, in the order of its cells. */
const said = ['mean', 'std', 'slope'] as const;

/**
 * Sums over a window, for mean, deviation and slope. They are of differences from a value of the window and are summed up
 * anew once a window, so that rounding does not add up and a huge value does not outlive its time.
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
    const { ring } = this.#kept;
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
    this.#record.set(TrackerField.Age, 0);
    this.#record.set(TrackerField.Odd, odd);
    this.#keep(base, sum, squares, placed);
  }

  get isDue(): boolean {
    return this.#record.get(TrackerField.Age) === due;
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
    this.#keep(state[3]!, state[4]!, state[5]!, state[6]!);
    return true;
  }

  /** Values in the window. */
  get #count(): number {
    return Math.max(0, Math.min(this.#kept.ring.length - this.#lag, this.#window));
  }

  #keep(...sums: readonly [base: number, sum: number, squares: number, placed: number]): void {
    const { past, told } = this.#kept;
    past.values.set(sums, this.#record.from);
    sayMoments(this.#record.at, this.#count, past, told);
  }
}
