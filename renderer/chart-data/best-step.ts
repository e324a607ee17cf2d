import type { Catalogue } from '../../main/contract/text/catalogue';
import type { RunPlan } from '../../main/contract/training-event';
import { chartGroups, type GroupMember } from './chart-groups';
import type { Points } from './points';
import { Smoothing, usualWeight } from './smoothing';

/** The loss that a line is judged by: single batches are too noisy to be compared. */
export type JudgedBy = 'validation' | 'epoch' | 'smooth';

/** What a line is judged by, in words. */
export function judgedName(by: JudgedBy, { charts }: Catalogue): string {
  const names = charts.best.by;
  return by === 'smooth' ? names.smooth(usualWeight) : names[by];
}

/** Where the loss of a line was lowest. */
export type BestStep = { readonly by: JudgedBy; readonly step: number; readonly value: number };

type LossPoints = { readonly [Form in 'batch' | 'mean' | 'validation']: Points };

/** The loss that tells how good a run is. Undefined where models are trained in turn: each is the other's measure. */
export function judgedLoss(plan: RunPlan): GroupMember | undefined {
  const loss = chartGroups(plan).find(({ metric }) => metric === 'loss')?.members;
  return loss?.length === 1 ? loss[0] : undefined;
}

/**
 * The step after which the validation loss was lowest; without validation, the last of the epoch with the lowest mean, if two
 * epochs or more have begun; else the lowest of the smoothed batches. The first, if several are equal.
 */
export function bestStep(points: LossPoints | undefined): BestStep | undefined {
  if (!points) return undefined;
  const { batch, mean, validation } = points;
  if (validation.length > 0) return lowest('validation', validation, () => true);
  const isEpochEnd = (index: number) => mean.isParted(index + 1) || (index === mean.length - 1 && mean.isEnded);
  for (let i = mean.first; i < mean.length - 1; i++) {
    if (isEpochEnd(i)) return lowest('epoch', mean, isEpochEnd);
  }
  return lowest('smooth', new Smoothing(usualWeight).of(batch), () => true);
}

function lowest(by: JudgedBy, points: Points, counts: (index: number) => boolean): BestStep | undefined {
  let best: BestStep | undefined;
  for (let i = points.first; i < points.length; i++) {
    const value = points.valueAt(i);
    if (!counts(i) || !Number.isFinite(value) || (best && value >= best.value)) continue;
    best = { by, step: points.stepAt(i), value };
  }
  return best;
}
