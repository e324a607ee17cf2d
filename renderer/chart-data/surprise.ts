import type { ChartGroup } from './chart-groups';
import type { RunSeries } from './run-series';

/** What surprises many who look at a loss for the first time. */
export type Surprise = 'validation-below' | 'mean-differs';

/** Share of the mean that a batch has to differ by to be noticed. */
const noticed = 0.25;

/**
 * What may surprise in the loss as it stands: the validation lies below the training, or the batch lies far from the mean of
 * its epoch. Undefined where models are trained in turn.
 */
export function surpriseIn(group: ChartGroup, run: RunSeries): Surprise | undefined {
  const [member, ...others] = group.members;
  if (!member || others.length > 0) return undefined;
  const validation = run.reading(member.key, 'validation');
  const trained = validation && run.reading(member.key, 'mean', validation.step);
  if (validation && trained && validation.value < trained.value) return 'validation-below';
  const batch = run.reading(member.key, 'batch');
  const mean = run.reading(member.key, 'mean');
  if (!batch || !mean) return undefined;
  return Math.abs(batch.value - mean.value) > noticed * Math.abs(mean.value) ? 'mean-differs' : undefined;
}
