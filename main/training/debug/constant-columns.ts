/**
 * Columns of a table that hold the same number in every row; NaN is never the same.
 * @param parts of the table, each so many whole rows of `width` numbers
 */
export function constantColumns(parts: readonly ArrayLike<number>[], width: number): readonly number[] {
  const [first = []] = parts;
  return Array.from({ length: width }, (_, column) => column).filter((column) =>
    parts.every((values) => holdsOnly(first[column]!, values, column, width)),
  );
}

function holdsOnly(value: number, values: ArrayLike<number>, column: number, width: number): boolean {
  for (let at = column; at < values.length; at += width) if (values[at] !== value) return false;
  return true;
}
