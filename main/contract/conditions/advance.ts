import type { Cells } from './cells';
import { moveOrder, sayOrder } from './window-order';
import { moveSums, saySums, sumUp } from './window-sums';

/** The integers of a ring. Declared in the file that reads them with every batch: the bundler puts plain numbers in their place. */
export const enum RingField {
  /** Its first cell. */
  First,
  /** One less than the cells that it has, which are a power of two: a place is found without a comparison. */
  Mask,
  /** Where the next value goes. */
  Next,
  Length,
  Capacity,
  /** The first of the trackers that follow it, or 0. */
  Trackers,
  Count,
}

/** The integers of a tracker, here for the same reason. */
export const enum TrackerField {
  Kind,
  /** The next tracker of the ring, or 0. */
  Following,
  Lag,
  Window,
  /** The first cell of what it says. */
  Said,
  /** The first cell of what that is found from: the weight, sums, or the values in order of size. */
  From,
  Count,
}

export const enum TrackerKind {
  Lagged,
  Smoothed,
  Moments,
  Sorted,
}

/**
 * Puts a value into a ring and brings the trackers that follow it up to date: one loop over integers. After a training step this
 * code is no longer in the processor's caches. To fetch it takes most of the time, so little code counts more than few instructions.
 *
 * @param ring its place among the integers
 * @param told what the trackers say
 */
export function advance(ring: number, value: number, past: Cells, told: Cells): void {
  const { values, integers } = past;
  const cells = told.values;
  const first = integers[ring + RingField.First]!;
  const mask = integers[ring + RingField.Mask]!;
  const next = integers[ring + RingField.Next]!;
  let length = integers[ring + RingField.Length]!;
  values[first + next] = value;
  integers[ring + RingField.Next] = (next + 1) & mask;
  if (length < integers[ring + RingField.Capacity]!) integers[ring + RingField.Length] = length += 1;

  for (let at = integers[ring + RingField.Trackers]!; at > 0; at = integers[at + TrackerField.Following]!) {
    const kind = integers[at + TrackerField.Kind]!;
    const lag = integers[at + TrackerField.Lag]!;
    const said = integers[at + TrackerField.Said]!;
    const from = integers[at + TrackerField.From]!;
    const newest = values[first + ((next - lag) & mask)]!;
    if (kind === TrackerKind.Lagged) cells[said] = newest;
    else if (kind === TrackerKind.Smoothed) smooth(cells, said, values[from]!, newest);
    else if (length > lag) {
      const window = integers[at + TrackerField.Window]!;
      const oldest = values[first + ((next - lag - window) & mask)]!;
      // How many the window had before; if that is all, the oldest goes.
      const before = Math.min(length - lag - 1, window);
      if (kind === TrackerKind.Sorted) {
        const count = moveOrder(values, from, window, before, oldest, newest);
        sayOrder(values, from, window, count, cells, said);
      } else {
        const count = Math.min(before + 1, window);
        const isDue = moveSums(values, from, window, before, oldest, newest);
        if (isDue) sumUp(values, from, first, mask, next + 1 - lag - count, count);
        saySums(values, from, window, count, cells, said);
      }
    }
  }
}

/** Takes a value into a mean; the mean before it goes into the next cell. */
export function smooth(cells: Float64Array, said: number, weight: number, value: number): void {
  const before = cells[said]!;
  cells[said + 1] = before;
  if (Number.isFinite(value)) cells[said] = Number.isNaN(before) ? value : weight * before + (1 - weight) * value;
}
