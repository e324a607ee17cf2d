/**
 * The last whole number from `low` to `high` that a condition holds for, by halving.
 * @param holds where it does not hold, it holds for nothing after; that it holds for `low` is taken for granted
 */
export function lastWhere(low: number, high: number, holds: (at: number) => boolean): number {
  let [first, last] = [low, high];
  while (first < last) {
    const middle = Math.floor((first + last + 1) / 2);
    if (holds(middle)) first = middle;
    else last = middle - 1;
  }
  return first;
}
