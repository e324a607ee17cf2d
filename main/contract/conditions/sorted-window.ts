import { TrackerKind } from './advance';
import { takeTracker, type Kept, type Tracker, type TrackerCells } from './tracker';
import { OrderCell, sayOrder } from './window-order';

/** What is said of a window, in the order of its cells. */
const said = ['median', 'min', 'max'] as const;

/** The values of a window in order of size, for median, least and largest: exact, whatever came before. */
export class SortedWindow implements Tracker {
  readonly #kept: Kept;
  readonly #lag: number;
  readonly #window: number;
  readonly #cells: TrackerCells;

  constructor(kept: Kept, lag: number, window: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.#window = window;
    const from = OrderCell.Least + window;
    this.#cells = takeTracker(kept, { kind: TrackerKind.Sorted, lag, window, said: said.length, from });
    this.rebuild();
  }

  /** The cell of the median, of the least or of the largest value. */
  cellOf(name: (typeof said)[number]): number {
    return this.#cells.said + said.indexOf(name);
  }

  pop(): void {
    this.rebuild();
  }

  rebuild(): void {
    const { ring, past, told } = this.#kept;
    const { from } = this.#cells;
    const length = ring.lengthOf(this.#window, this.#lag);
    const values = Float64Array.from({ length }, (_, ago) => ring.ago(this.#lag + ago));
    // Sorted by size, unlike other arrays.
    const known = values.filter((value) => !Number.isNaN(value)).sort();
    past.values[from + OrderCell.Odd] = values.length - known.length;
    past.values.set(known, from + OrderCell.Least);
    sayOrder(past.values, from, this.#window, known.length, told.values, this.#cells.said);
  }

  /** Everything follows from the ring. */
  getState(): Float64Array {
    return new Float64Array(0);
  }

  setState(): boolean {
    this.rebuild();
    return true;
  }
}
