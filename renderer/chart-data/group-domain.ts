import type { ChartGroup } from './chart-groups';
import { type Domain, valueDomain } from './domains';
import type { RunSeries } from './run-series';

/**
 * Both ends of a chart's value axis, over all its lines.
 * @param previous kept, the very same value, as long as it fits
 */
export function groupDomain(group: ChartGroup, run: RunSeries, previous?: Domain): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const { key, forms } of group.members) {
    for (const lines of [run.lines(key), ...run.ghosts.map((ghost) => ghost.lines.get(key))]) {
      if (!lines) continue;
      for (const form of forms) {
        low = Math.min(low, lines[form].lowest);
        high = Math.max(high, lines[form].highest);
      }
    }
  }
  return valueDomain(low, high, group.isShare, previous);
}
