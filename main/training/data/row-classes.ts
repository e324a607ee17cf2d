/**
 * The class of a row of targets: its number where it has one only, else the place of its largest number, the first of equals.
 * @param targets rows of `width` numbers, one after the other
 * @returns -1 if one of several numbers is NaN
 */
export function rowClass(targets: ArrayLike<number>, width: number, row: number): number {
  const begin = row * width;
  if (width === 1) return targets[begin]!;
  let best = begin;
  for (let at = begin; at < begin + width; at += 1) {
    const target = targets[at]!;
    if (Number.isNaN(target)) return -1;
    if (target > targets[best]!) best = at;
  }
  return best - begin;
}

/** The classes of all rows. */
export function rowClasses(targets: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: targets.length / width }, (_, row) => rowClass(targets, width, row));
}
