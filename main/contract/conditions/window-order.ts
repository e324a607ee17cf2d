/** The cells that median, least and largest are found from. Declared where they are read, as in `advance.ts`. */
export const enum OrderCell {
  /** Values of the window that are NaN: they have no place in an order. */
  Odd,
  /** The first of the others, in order of size. */
  Least,
}

/**
 * Takes the newest value into the order of a window, and the oldest out if the window was full. Only the values between the two
 * move.
 *
 * @param from the first cell of the order, here and below
 * @param before how many values the window had
 * @returns how many have a place now
 */
export function moveOrder(
  values: Float64Array,
  from: number,
  window: number,
  before: number,
  oldest: number,
  newest: number,
): number {
  const first = from + OrderCell.Least;
  // Whole, so that places are computed as whole numbers too.
  let odd = values[from + OrderCell.Odd]! | 0;
  /** The place that is free: behind all, or that of the oldest. */
  let place = first + before - odd;
  let last = place;
  if (before === window && Number.isNaN(oldest)) odd -= 1;
  else if (before === window) {
    last -= 1;
    place = placeOf(oldest, first, last, values);
  }
  if (Number.isNaN(newest)) {
    odd += 1;
    values.copyWithin(place, place + 1, last + 1);
    last -= 1;
  } else {
    for (; place < last && values[place + 1]! < newest; place += 1) values[place] = values[place + 1]!;
    for (; place > first && values[place - 1]! > newest; place -= 1) values[place] = values[place - 1]!;
    values[place] = newest;
  }
  values[from + OrderCell.Odd] = odd;
  return last + 1 - first;
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

/**
 * Writes median, least and largest; NaN until the window is full of numbers.
 *
 * @param count values that have a place
 * @param cells where they go, from cell `said` on
 */
export function sayOrder(
  values: Float64Array,
  from: number,
  window: number,
  count: number,
  cells: Float64Array,
  said: number,
): void {
  if (count < window) {
    cells[said] = cells[said + 1] = cells[said + 2] = NaN;
    return;
  }
  const first = from + OrderCell.Least;
  const last = first + count - 1;
  // Of an odd number, both are the one in the middle.
  const lower = values[(first + last) >> 1]!;
  const upper = values[(first + last + 1) >> 1]!;
  // Without overflow, and of two equal infinities that one.
  cells[said] = lower === upper ? lower : lower / 2 + upper / 2;
  cells[said + 1] = values[first]!;
  cells[said + 2] = values[last]!;
}
