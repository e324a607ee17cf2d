import { TrackerKind } from './advance';
import { takeTracker, type Kept, type Tracker } from './tracker';

/** What a series was so many values ago. */
export class Lagged implements Tracker {
  /** The cell of its value. */
  readonly cell: number;
  readonly #kept: Kept;
  readonly #lag: number;

  constructor(kept: Kept, lag: number) {
    this.#kept = kept;
    this.#lag = lag;
    this.cell = takeTracker(kept, { kind: TrackerKind.Lagged, lag, window: 1, said: 1, from: 0 }).said;
    this.rebuild();
  }

  rebuild(): void {
    const { told, ring } = this.#kept;
    told.values[this.cell] = ring.ago(this.#lag);
  }

  pop(): void {
    this.rebuild();
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
