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

/** The cells of a tracker. */
export type TrackerCells = {
  /** The first cell of what it says. */
  readonly said: number;
  /** The first cell of what it finds that from. */
  readonly from: number;
};

/** Takes cells for a tracker and has `advance` bring it up to date from now on. */
export function takeTracker({ told, past, ring }: Kept, shape: TrackerShape): TrackerCells {
  const at = past.takeIntegers(TrackerField.Count);
  const said = told.take(shape.said, NaN);
  const from = past.take(shape.from);
  const { integers } = past;
  integers[at + TrackerField.Kind] = shape.kind;
  integers[at + TrackerField.Lag] = shape.lag;
  integers[at + TrackerField.Window] = shape.window;
  integers[at + TrackerField.Said] = said;
  integers[at + TrackerField.From] = from;
  ring.follow(at);
  return { said, from };
}
