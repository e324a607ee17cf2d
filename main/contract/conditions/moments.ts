import { TrackerKind } from './advance';
import { takeTracker, type Kept, type Tracker, type TrackerCells } from './tracker';
import { saySums, sumUp, SumsCell } from './window-sums';

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
  readonly #cells: TrackerCells;

  constructor(kept: Kept, lag: number, window: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.#window = window;
    this.#cells = takeTracker(kept, {
      kind: TrackerKind.Moments,
      lag,
      window,
      said: said.length,
      from: SumsCell.Count,
    });
    this.rebuild();
  }

  /** The cell of the mean, of the deviation of a sample, or of the slope (a value) of the straight line that fits best. */
  cellOf(name: (typeof said)[number]): number {
    return this.#cells.said + said.indexOf(name);
  }

  pop(): void {
    this.rebuild();
  }

  rebuild(): void {
    const { ring, past } = this.#kept;
    const oldest = ring.next - this.#lag - this.#count;
    sumUp(past.values, this.#cells.from, ring.first, ring.mask, oldest, this.#count);
    this.#say();
  }

  getState(): Float64Array {
    const { from } = this.#cells;
    return Float64Array.of(this.#count, ...this.#kept.past.values.subarray(from, from + SumsCell.Count));
  }

  setState(state: ArrayLike<number>): boolean {
    const [count, ...sums] = Array.from(state);
    if (sums.length !== SumsCell.Count || count !== this.#count) return false;
    this.#kept.past.values.set(sums, this.#cells.from);
    this.#say();
    return true;
  }

  #say(): void {
    const { past, told } = this.#kept;
    saySums(past.values, this.#cells.from, this.#window, this.#count, told.values, this.#cells.said);
  }

  /** Values in the window. */
  get #count(): number {
    return this.#kept.ring.lengthOf(this.#window, this.#lag);
  }
}
