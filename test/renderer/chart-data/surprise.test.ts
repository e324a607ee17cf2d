import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { surpriseIn } from '../../../renderer/chart-data/surprise';
import { plan } from './fixtures';

const [loss] = chartGroups(plan());

const batchEnd = (step: number, batch: number, mean: number): TrainingEvent => ({
  type: 'batch-end',
  step,
  epoch: 0,
  batch: step - 1,
  rows: 1,
  own: { loss: batch },
  means: { loss: mean },
  ms: 1,
});
const epochEnd = (step: number, val_loss: number): TrainingEvent => ({
  type: 'epoch-end',
  epoch: 0,
  step,
  logs: { val_loss },
});

function surpriseOf(...events: readonly TrainingEvent[]) {
  const series = new RunSeries();
  series.apply(events);
  return surpriseIn(loss!, series);
}

describe('surpriseIn', () => {
  it('sees a validation loss below that of the epoch', () => {
    expect(surpriseOf(batchEnd(1, 1, 1), epochEnd(1, 0.8))).toBe('validation-below');
    expect(surpriseOf(batchEnd(1, 1, 1), epochEnd(1, 1.2))).toBeUndefined();
  });

  it('sees a batch far from the mean of its epoch', () => {
    expect(surpriseOf(batchEnd(1, 1, 1), batchEnd(2, 0.5, 0.75))).toBe('mean-differs');
    expect(surpriseOf(batchEnd(1, 1, 1), batchEnd(2, 0.9, 0.95))).toBeUndefined();
  });

  it('sees nothing before the first batch, nor where nothing can be compared', () => {
    expect(surpriseOf()).toBeUndefined();
    expect(surpriseOf(batchEnd(1, NaN, NaN))).toBeUndefined();
    const two = chartGroups(plan({ series: ['g/loss', 'd/loss'] }))[0]!;
    expect(surpriseIn(two, new RunSeries())).toBeUndefined();
  });
});
