import type { ChartGroup } from './chart-groups';
import { type Domain, logDomain, valueDomain } from './domains';
import type { DrawnRun } from './drawn-run';

/**
 * Both ends of a chart's value axis, over all its lines as far as they are seen; of a logarithmic one as powers of ten.
 * @param previous kept, the very same value, as long as it fits
 */
export function groupDomain(group: ChartGroup, run: DrawnRun, previous?: Domain, isLog = false): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const { key, forms } of group.members) {
    for (const lines of [run.lines(key), ...run.ghosts.map((ghost) => ghost.lines.get(key))]) {
      for (const form of forms) {
        const buckets = lines?.[form];
        if (!buckets) continue;
        low = Math.min(low, isLog ? buckets.lowestPositive : buckets.lowest);
        high = Math.max(high, buckets.highest);
      }
    }
  }
  return isLog ? logDomain(low, high, previous) : valueDomain(low, high, group.isShare, previous);
}
