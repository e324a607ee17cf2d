/** The cells that mean, deviation and slope are found from. Declared where they are read, as in `advance.ts`. */
export const enum SumsCell {
  /** Values since all was summed up anew. */
  Age,
  /** Values of the window that are left out: NaN and infinities. */
  Odd,
  /** A mean of the window: the sums are of differences from it. */
  Base,
  Sum,
  Squares,
  /** Of the differences times their place, the oldest being 0. */
  Placed,
  Count,
}

/** Values after which a window is summed up anew, so that rounding does not add up. */
const renewedAfter = 256;

/** Sums lose their digits where the spread of the values is less than this share of what was summed up. */
const lostShare = 1e-8;

/**
 * Takes the newest value into the sums of a window, and the oldest out if the window was full.
 *
 * @param from the first cell of the sums, here and below
 * @param before how many values it had
 * @returns whether it has to be summed up anew
 */
export function moveSums(
  values: Float64Array,
  from: number,
  window: number,
  before: number,
  oldest: number,
  newest: number,
): boolean {
  const age = values[from + SumsCell.Age]! + 1;
  const base = values[from + SumsCell.Base]!;
  let odd = values[from + SumsCell.Odd]!;
  let sum = values[from + SumsCell.Sum]!;
  let squares = values[from + SumsCell.Squares]!;
  let placed = values[from + SumsCell.Placed]!;
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
  values[from + SumsCell.Age] = age;
  values[from + SumsCell.Odd] = odd;
  values[from + SumsCell.Sum] = sum;
  values[from + SumsCell.Squares] = squares;
  values[from + SumsCell.Placed] = placed;
  return age >= renewedAfter || spread < lostShare * squaresBefore || spread < lostShare * squares;
}

/**
 * Sums a window of a ring up anew. Without an object or a call for each value, as this runs between batches.
 *
 * @param first the ring's first cell
 * @param mask one less than its cells
 * @param oldest the place of the oldest value, from the first cell
 * @param count the values of the window that there are
 */
export function sumUp(
  values: Float64Array,
  from: number,
  first: number,
  mask: number,
  oldest: number,
  count: number,
): void {
  let base = 0;
  let finite = 0;
  for (let place = 0; place < count; place += 1) {
    const value = values[first + ((oldest + place) & mask)]!;
    if (Number.isFinite(value)) base += (value - base) / (finite += 1);
  }
  if (!Number.isFinite(base)) base = 0;
  let [sum, squares, placed] = [0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    const value = values[first + ((oldest + place) & mask)]!;
    const difference = Number.isFinite(value) ? value - base : 0;
    sum += difference;
    squares += difference * difference;
    placed += place * difference;
  }
  values[from + SumsCell.Age] = 0;
  values[from + SumsCell.Odd] = count - finite;
  values[from + SumsCell.Base] = base;
  values[from + SumsCell.Sum] = sum;
  values[from + SumsCell.Squares] = squares;
  values[from + SumsCell.Placed] = placed;
}

/**
 * Writes what the sums come to: mean, deviation of a sample and slope; NaN until the window is full of finite numbers.
 *
 * @param cells where they go, from cell `said` on
 */
export function saySums(
  values: Float64Array,
  from: number,
  window: number,
  count: number,
  cells: Float64Array,
  said: number,
): void {
  const sum = count === window && values[from + SumsCell.Odd] === 0 ? values[from + SumsCell.Sum]! : NaN;
  cells[said] = values[from + SumsCell.Base]! + sum / window;
  const variance = (values[from + SumsCell.Squares]! - (sum * sum) / window) / (window - 1);
  cells[said + 1] = variance <= 0 ? 0 : Math.sqrt(variance);
  const placed = values[from + SumsCell.Placed]! - ((window - 1) / 2) * sum;
  cells[said + 2] = placed / ((window * (window * window - 1)) / 12);
}
