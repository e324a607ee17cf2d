import type { Cells } from './cells';
import { sumUpWindow } from './window-sums';

/** The integers of a ring. Part of this file, so that what is built has plain numbers where they are read with every batch. */
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

/** The integers of a tracker. */
export const enum TrackerField {
  Kind,
  /** The next tracker of the ring, or 0. */
  Following,
  Lag,
  Window,
  /** The first cell of what it says. */
  Said,
  /** The first cell of what that is found from: the weight, four sums, or the values in order of size. */
  From,
  /** Values since moments were summed up anew. */
  Age,
  /** Values of the window that are left out: NaN, and for moments infinities. */
  Odd,
  Count,
}

export const enum TrackerKind {
  Lagged,
  Smoothed,
  Moments,
  Sorted,
}

/** Values after which moments are summed up anew, so that rounding does not add up. */
const renewedAfter = 256;

/** Sums lose their digits where the spread of the values is less than this share of what was summed up. */
const lostShare = 1e-8;

/**
 * Puts a value into a ring and brings the trackers that follow it up to date: one loop over integers. Behind a training step even
 * code has to be fetched anew; that takes most of the time of conditions, so little code counts more than few instructions.
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
    const newest = values[first + ((next - lag) & mask)]!;
    if (kind === TrackerKind.Lagged) cells[said] = newest;
    else if (kind === TrackerKind.Smoothed) smooth(cells, said, values[integers[at + TrackerField.From]!]!, newest);
    else if (length > lag) {
      const window = integers[at + TrackerField.Window]!;
      const oldest = values[first + ((next - lag - window) & mask)]!;
      // How many the window had before; if that is all, the oldest goes.
      const count = Math.min(length - lag - 1, window);
      if (kind === TrackerKind.Sorted) moveSorted(at, count, oldest, newest, past, told);
      else {
        const known = Math.min(count + 1, window);
        if (moveMoments(at, count, oldest, newest, past)) renewMoments(at, ring, known, past);
        sayMoments(at, known, past, told);
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

/** @returns whether they have to be summed up anew */
function moveMoments(at: number, before: number, oldest: number, newest: number, past: Cells): boolean {
  const { values, integers } = past;
  const from = integers[at + TrackerField.From]!;
  const window = integers[at + TrackerField.Window]!;
  const age = integers[at + TrackerField.Age]! + 1;
  const base = values[from]!;
  let sum = values[from + 1]!;
  let squares = values[from + 2]!;
  let placed = values[from + 3]!;
  let odd = integers[at + TrackerField.Odd]!;
  let count = before;
  const squaresBefore = squares;
  if (count === window) {
    const isFinite = Number.isFinite(oldest);
    if (!isFinite) odd -= 1;
    const difference = isFinite ? oldest - base : 0;
    sum -= difference;
    squares -= difference * difference;
    // All others move one place down.
    placed -= sum;
    count -= 1;
  }
  const isFinite = Number.isFinite(newest);
  if (!isFinite) odd += 1;
  const difference = isFinite ? newest - base : 0;
  sum += difference;
  squares += difference * difference;
  placed += count * difference;
  count += 1;
  const spread = squares - (sum * sum) / count;
  integers[at + TrackerField.Age] = age;
  integers[at + TrackerField.Odd] = odd;
  values[from + 1] = sum;
  values[from + 2] = squares;
  values[from + 3] = placed;
  return age >= renewedAfter || spread < lostShare * squaresBefore || spread < lostShare * squares;
}

/**
 * Sums up anew what moments are found from.
 *
 * @param count the values of the window that there are
 */
export function renewMoments(at: number, ring: number, count: number, { values, integers }: Cells): void {
  const oldest = integers[ring + RingField.Next]! - integers[at + TrackerField.Lag]! - count;
  const first = integers[ring + RingField.First]!;
  const mask = integers[ring + RingField.Mask]!;
  const from = integers[at + TrackerField.From]!;
  integers[at + TrackerField.Odd] = sumUpWindow(values, first, mask, oldest, count, from);
  integers[at + TrackerField.Age] = 0;
}

/** Writes what the sums come to: mean, deviation of a sample and slope. */
export function sayMoments(at: number, count: number, { values, integers }: Cells, { values: cells }: Cells): void {
  const from = integers[at + TrackerField.From]!;
  const said = integers[at + TrackerField.Said]!;
  const window = integers[at + TrackerField.Window]!;
  const known = count === window && integers[at + TrackerField.Odd] === 0 ? values[from + 1]! : NaN;
  cells[said] = values[from]! + known / window;
  const variance = (values[from + 2]! - (known * known) / window) / (window - 1);
  cells[said + 1] = variance <= 0 ? 0 : Math.sqrt(variance);
  cells[said + 2] = (values[from + 3]! - ((window - 1) / 2) * known) / ((window * (window * window - 1)) / 12);
}

/** Of what goes and what comes, only the values between them move. NaN has no place among them. */
function moveSorted(at: number, count: number, oldest: number, newest: number, past: Cells, told: Cells): void {
  const { values, integers } = past;
  const from = integers[at + TrackerField.From]!;
  const isFull = count === integers[at + TrackerField.Window];
  let odd = integers[at + TrackerField.Odd]!;
  /** The place that is free: behind all, or that of the oldest. */
  let place = from + count - odd;
  let last = place;
  if (isFull && Number.isNaN(oldest)) odd -= 1;
  else if (isFull) {
    last -= 1;
    place = placeOf(oldest, from, last, values);
  }
  if (Number.isNaN(newest)) {
    odd += 1;
    values.copyWithin(place, place + 1, last + 1);
    last -= 1;
  } else {
    for (; place < last && values[place + 1]! < newest; place += 1) values[place] = values[place + 1]!;
    for (; place > from && values[place - 1]! > newest; place -= 1) values[place] = values[place - 1]!;
    values[place] = newest;
  }
  integers[at + TrackerField.Odd] = odd;
  saySorted(at, last + 1 - from, past, told);
}

/** The place of the first value that is not smaller, of those before `to`; else `to`. */
function placeOf(value: number, from: number, to: number, values: Float64Array): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Writes median, least and largest of so many values. */
export function saySorted(at: number, count: number, { values, integers }: Cells, { values: cells }: Cells): void {
  const said = integers[at + TrackerField.Said]!;
  if (count < integers[at + TrackerField.Window]!) {
    cells[said] = cells[said + 1] = cells[said + 2] = NaN;
    return;
  }
  const first = integers[at + TrackerField.From]!;
  const last = first + count - 1;
  // Of an odd number, both are the one in the middle.
  const lower = values[(first + last) >> 1]!;
  const upper = values[(first + last + 1) >> 1]!;
  // Without overflow, and of two equal infinities that one.
  cells[said] = lower === upper ? lower : lower / 2 + upper / 2;
  cells[said + 1] = values[first]!;
  cells[said + 2] = values[last]!;
}
