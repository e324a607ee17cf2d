/** How the number of tensors goes on. */
export type TensorTrend = 'flat' | 'rising';

/** Counts that a trend is told from: as many as come in some seconds of training. */
export const trendLength = 10;

/** The newest counts with one more. */
export function withCount(counts: readonly number[], count: number): readonly number[] {
  return [...counts, count].slice(-trendLength);
}

/**
 * Whether tensors are left behind: each newer count is above each older one. Within a step their number goes up and down.
 * @param counts while the run trains, oldest first
 * @returns undefined as long as there are too few
 */
export function tensorTrend(counts: readonly number[]): TensorTrend | undefined {
  if (counts.length < trendLength) return undefined;
  const half = trendLength / 2;
  return Math.min(...counts.slice(half)) > Math.max(...counts.slice(0, half)) ? 'rising' : 'flat';
}
