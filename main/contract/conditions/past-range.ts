import type { HistoryName } from './condition-types';
import { anything, between, union, type ValueRange } from './value-range';

/** What sums over a window may have lost in rounding, as a share: far more than they do lose. */
const rounding = 1e-4;

/**
 * All that something over the past of a series may come to while further values come.
 *
 * @param kept what is kept of the series
 * @param next where further values lie
 * @param amount a window in values, or the weight of `ema`
 */
export function pastRange(
  name: HistoryName,
  { kept, next, amount }: { readonly kept: ValueRange; readonly next: ValueRange; readonly amount: number },
): ValueRange {
  const { low, high, mayBeNaN } = union(kept, next);
  const room = rounding * Math.max(Math.abs(low), Math.abs(high));
  const all = Number.isFinite(room) ? between([low - room, high + room], mayBeNaN) : anything;
  switch (name) {
    case 'mean':
    case 'median':
    case 'min':
    case 'max':
    case 'ema':
    case 'previous':
      return all;
    case 'std':
    case 'slope': {
      // The deviation is largest with half of the values at each end, the slope with the first half at one end.
      const span = all.high - all.low;
      const share = name === 'std' ? Math.sqrt(amount / (amount - 1)) / 2 : (1.5 * amount) / (amount * amount - 1);
      return amount < 2 ? anything : between([name === 'std' ? 0 : -share * span, share * span], all.mayBeNaN);
    }
  }
}
