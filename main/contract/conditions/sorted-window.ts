import { saySorted, TrackerField, TrackerKind } from './advance';
import { forWindow, TrackerRecord, type Kept, type Tracker } from './tracker';

/** What is said of a window, in the order of its cells. */
const said = ['median', 'min', 'max'] as const;

/** The values of a window in order of size, for median, least and largest: exact, whatever came before. */
export class SortedWindow implements Tracker {
  readonly #kept: Kept;
  readonly #lag: number;
  readonly #window: number;
  readonly #record: TrackerRecord;

  constructor(kept: Kept, lag: number, window: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.#window = window;
    this.#record = new TrackerRecord(kept, { kind: TrackerKind.Sorted, lag, window, said: said.length, from: window });
    this.rebuild();
  }

  /** The cell of the median, of the least or of the largest value. */
  cellOf(name: (typeof said)[number]): number {
    return this.#record.said + said.indexOf(name);
  }

  pop(): void {
    this.rebuild();
  }

  rebuild(): void {
    const { ring, past, told } = this.#kept;
    const values: number[] = [];
    forWindow(ring, this.#lag, this.#window, (value) => values.push(value));
    // In order of size, unlike those of other arrays.
    const known = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
    this.#record.set(TrackerField.Odd, values.length - known.length);
    past.values.set(known, this.#record.from);
    saySorted(this.#record.at, known.length, past, told);
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
