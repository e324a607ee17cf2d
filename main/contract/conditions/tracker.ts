import type { Cells } from './cells';
import type { Ring } from './ring';

/**
 * Something that is kept up to date with a series, so that knowing it costs the same whatever its window. What it has to say
 * stands in cells.
 */
export type Tracker = {
  /** Takes in the newest of the values in the ring that are its own: those from `lag` on. */
  push(ring: Ring): void;
  /** The newest has been taken out of the ring. */
  pop(ring: Ring): void;
  /** Begins anew with what is in the ring. */
  rebuild(ring: Ring): void;
  /** All it goes on from that is not in the ring. */
  getState(): Float64Array;
  /** @returns false if it is not the state of such a tracker */
  setState(state: ArrayLike<number>, ring: Ring): boolean;
};

/** Where the past of a series is kept. */
export type Kept = {
  /** What conditions read: little, so that it is together. */
  readonly told: Cells;
  /** What that is found from. */
  readonly past: Cells;
};

/** Values from the oldest to the newest of a window, or of as much of it as there is. */
export function forWindow(ring: Ring, lag: number, window: number, take: (value: number) => void): void {
  for (let ago = Math.min(ring.length - lag, window) - 1; ago >= 0; ago--) take(ring.ago(lag + ago));
}
