/**
 * Where a key moves the choice in a list.
 * @param at the row that is chosen; -1: none
 * @returns undefined for a key that moves nothing
 */
export function nextRow(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
