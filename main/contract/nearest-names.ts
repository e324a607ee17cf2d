/** The known names that a mistyped one may stand for, nearest first; all of them if none is near. */
export function nearestNames(name: string, known: readonly string[]): readonly string[] {
  const near = nearNames(name, known);
  return near.length > 0 ? near : known;
}

/** At most three known names that are near a mistyped one, nearest first. */
export function nearNames(name: string, known: readonly string[]): readonly string[] {
  return known
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(2, Math.floor(each.length / 3)) && distance < each.length)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ each }) => each);
}

/** Insertions, deletions and replacements between two words. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + Number(from[row - 1] !== to[column - 1]);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
