import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { judgedLoss } from '../../../renderer/chart-data/best-step';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { branch, plan } from './fixtures';

const finished = (step: number): TrainingEvent => ({ type: 'state', state: { status: 'finished', step } });

/** One epoch of one batch for each loss; `validation` absent: none. */
function epochs(losses: readonly number[], validation?: readonly number[]): TrainingEvent[] {
  return losses.flatMap((loss, epoch): TrainingEvent[] => {
    const step = epoch + 1;
    const own = { loss };
    const val = validation?.[epoch];
    return [
      { type: 'epoch-begin', epoch, step: epoch },
      { type: 'batch-end', step, epoch, batch: 0, rows: 1, own, means: own, ms: 1 },
      { type: 'epoch-end', step, epoch, logs: { ...own, ...(val !== undefined && { val_loss: val }) } },
    ];
  });
}

function ran(...events: readonly TrainingEvent[]): RunSeries {
  const run = new RunSeries();
  run.apply([{ type: 'plan', plan: plan() }, ...events]);
  return run;
}

describe('the best step of a run', () => {
  it('is told once the run is over', () => {
    const run = ran(...epochs([3, 1, 2]));
    expect(run.best).toEqual([]);
    run.apply([finished(3)]);
    expect(run.best).toEqual([{ line: 1, by: 'epoch', step: 2, value: 1 }]);
    expect(run.marks.stepsOf('best')).toEqual([2]);
  });

  it('is that of the lowest validation loss, where there is one, whatever the training loss', () => {
    const run = ran(...epochs([3, 2, 1], [0.5, 0.3, 0.3]), finished(3));
    expect(run.best).toEqual([{ line: 1, by: 'validation', step: 2, value: 0.3 }]);
  });

  it('is never that of NaN', () => {
    expect(ran(...epochs([3, 2, 1], [NaN, 0.4, NaN]), finished(3)).best[0]?.step).toBe(2);
    expect(ran(...epochs([NaN]), finished(1)).best).toEqual([]);
  });

  it('does not count an epoch that was broken off', () => {
    const [, half] = epochs([0.1]);
    const broken = { ...half, step: 3, epoch: 2 } as TrainingEvent;
    const run = ran(...epochs([3, 2]), { type: 'epoch-begin', epoch: 2, step: 2 }, broken, {
      type: 'state',
      state: { status: 'stopped', step: 3 },
    });
    expect(run.best[0]).toMatchObject({ by: 'epoch', step: 2 });
  });

  it('does not count where the data of an epoch ended that was extended then', () => {
    const batches = [3, 1, 2].map(
      (loss, at): TrainingEvent => ({ ...epochs([loss])[1]!, step: at + 1 }) as TrainingEvent,
    );
    const early: TrainingEvent = { type: 'epoch-end', epoch: 0, step: 2, logs: {}, early: 2 };
    const [, second] = epochs([0, 5]).filter(({ type }) => type === 'batch-end');
    const run = ran(
      batches[0]!,
      batches[1]!,
      early,
      batches[2]!,
      { ...second!, step: 4 } as TrainingEvent,
      finished(4),
    );
    expect(run.best[0]).toMatchObject({ by: 'epoch', step: 3 });
  });

  it('is that of the smoothed batches while there is one epoch', () => {
    const batches = [4, 3, 2, 9].map((loss, batch): TrainingEvent => ({
      type: 'batch-end',
      step: batch + 1,
      epoch: 0,
      batch,
      rows: 1,
      own: { loss },
      means: { loss },
      ms: 1,
    }));
    const run = ran(...batches, finished(4));
    expect(run.best[0]).toMatchObject({ by: 'smooth', step: 3 });
    expect(run.best[0]!.value).toBeGreaterThan(2);
  });

  it('is told of each line, the present one first, and forgotten when training goes on', () => {
    const [line] = branch(1, 0);
    const run = ran(...epochs([3, 1, 2]), finished(3), line!);
    expect(run.best).toEqual([]);
    expect(run.marks.stepsOf('best')).toEqual([]);
    run.apply([...epochs([3, 5, 4]).slice(3), finished(3)]);
    expect(run.best.map(({ line: number, step, value }) => [number, step, value])).toEqual([
      [2, 1, 3],
      [1, 2, 1],
    ]);
    run.reset();
    expect(run.best).toEqual([]);
  });
});

it('judges no models that are trained in turn', () => {
  expect(judgedLoss(plan({ mode: 'loop', series: ['g/loss', 'd/loss'] }))).toBeUndefined();
  expect(judgedLoss(plan({ mode: 'loop', series: ['net/loss'] }))?.key).toBe('net/loss');
});
