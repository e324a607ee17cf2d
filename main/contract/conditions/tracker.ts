import { TrackerField, type TrackerKind } from './advance';
import type { Cells } from './cells';
import type { Ring } from './ring';

/**
 * Something that is kept up to date with a series, so that knowing it costs the same whatever its window. What it has to say
 * stands in cells. `advance` takes in each new value; here is what happens seldom.
 */
export type Tracker = {
  /** Begins anew with what is in the ring. */
  rebuild(): void;
  /** The newest has been taken out of the ring. */
  pop(): void;
  /** All it goes on from that is not in the ring. */
  getState(): Float64Array;
  /** @returns false if it is not the state of such a tracker */
  setState(state: ArrayLike<number>): boolean;
};

/** Where the past of a series is kept. */
export type Kept = {
  /** What conditions read: little, so that it is together. */
  readonly told: Cells;
  /** What that is found from. */
  readonly past: Cells;
  readonly ring: Ring;
};

type TrackerShape = {
  readonly kind: TrackerKind;
  readonly lag: number;
  /** In values; 1 where there is none. */
  readonly window: number;
  /** Cells for what it says, NaN until that is known. */
  readonly said: number;
  /** Cells for what it finds that from. */
  readonly from: number;
};

/** What `advance` knows of a tracker: integers in a row. */
export class TrackerRecord {
  /** Their place. */
  readonly at: number;
  /** The first cell of what the tracker says. */
  readonly said: number;
  /** The first cell of what it finds that from. */
  readonly from: number;
  readonly #past: Cells;

  constructor({ told, past, ring }: Kept, { kind, lag, window, said, from }: TrackerShape) {
    this.#past = past;
    this.at = past.takeIntegers(TrackerField.Count);
    this.said = told.take(said, NaN);
    this.from = past.take(from);
    this.set(TrackerField.Kind, kind);
    this.set(TrackerField.Lag, lag);
    this.set(TrackerField.Window, window);
    this.set(TrackerField.Said, this.said);
    this.set(TrackerField.From, this.from);
    ring.follow(this.at);
  }

  get(field: TrackerField): number {
    return this.#past.integers[this.at + field]!;
  }

  set(field: TrackerField, value: number): void {
    this.#past.integers[this.at + field] = value;
  }
}

/** Values from the oldest to the newest of a window, or of as much of it as there is. */
export function forWindow(ring: Ring, lag: number, window: number, take: (value: number) => void): void {
  for (let ago = Math.min(ring.length - lag, window) - 1; ago >= 0; ago--) take(ring.ago(lag + ago));
}
