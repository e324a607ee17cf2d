/** Which rows of a long list are in view, with a few before and after, so that scrolling never shows a gap. */
export function visibleRows(scrollTop: number, height: number, rowHeight: number, count: number) {
  const spare = 8;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, end), end };
}
