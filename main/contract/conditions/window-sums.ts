/**
 * Sums up a window of a ring, for its moments: writes the base (its mean), and the sums of the differences from it, of their squares,
 * and of them times their place. Without an object or a call for each value, as this runs between batches.
 *
 * @param first the ring's first cell
 * @param mask one less than its cells
 * @param oldest the place of the oldest value, from the first cell
 * @param to where the four numbers go
 * @returns how many values are left out: NaN and infinities
 */
export function sumUpWindow(
  values: Float64Array,
  first: number,
  mask: number,
  oldest: number,
  count: number,
  to: number,
): number {
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
  values[to] = base;
  values[to + 1] = sum;
  values[to + 2] = squares;
  values[to + 3] = placed;
  return count - finite;
}
