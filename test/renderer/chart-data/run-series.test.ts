import { describe, expect, it, vi } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { bucketLimit } from '../../../renderer/chart-data/buckets';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { branch, lossAt, plan, training } from './fixtures';

function trained(steps: number, stepsPerEpoch: number): RunSeries {
  const run = new RunSeries();
  run.apply(training(steps, stepsPerEpoch));
  return run;
}

describe('a run that goes on in another process', () => {
  const resumed = (step: number, epoch: number): TrainingEvent => ({ type: 'resumed', step, epoch, edits: [] });

  it('shows what was lost as it was, until it is trained again', () => {
    const run = trained(25, 10);
    run.apply([resumed(18, 1)]);
    expect(run).toMatchObject({ step: 18, epoch: 1, line: 1, furthest: 25 });
    expect(run.lines('loss')!.batch.length).toBe(18);
    expect(run.ghosts).toMatchObject([{ line: 1, from: 18, head: 25, isLost: true }]);
    expect(run.marks.stepsOf('resumed')).toEqual([18]);
    const again = training(30, 10).filter((event) => 'step' in event && event.step > 18);
    run.apply(again.filter((event) => 'step' in event && event.step < 25));
    expect(run.ghosts).toHaveLength(1);
    run.apply(again.filter((event) => 'step' in event && event.step >= 25));
    expect(run.ghosts).toEqual([]);
    expect(run.lines('loss')!.points.batch).toEqual(trained(30, 10).lines('loss')!.points.batch);
  });

  it('counts the lines of the new process behind those before', () => {
    const run = trained(20, 10);
    run.apply(branch(12, 8));
    expect(run.line).toBe(2);
    run.apply([resumed(20, 2), ...branch(15, 1)]);
    expect(run.line).toBe(3);
    expect(run.ghosts).toMatchObject([
      { line: 1, from: 12 },
      { line: 2, from: 15 },
    ]);
  });

  it('leaves a gap where it had not heard of the last steps', () => {
    const run = trained(20, 40);
    run.apply([resumed(23, 0), ...training(26, 40).filter((event) => event.type === 'batch-end' && event.step > 23)]);
    const { batch } = run.lines('loss')!;
    expect([...batch.lastAt].filter((step) => step > 18)).toEqual([19, 20, 24, 25, 26]);
    expect([...batch.parted].flatMap((flag, i) => (flag ? [i + 1] : []))).toEqual([24]);
    expect(run.ghosts).toEqual([]);
  });

  it('begins where a saved run stood that nothing was shown of', () => {
    const run = new RunSeries();
    run.apply([resumed(40, 3)]);
    expect(run).toMatchObject({ step: 40, epoch: 3, furthest: 40, ghosts: [] });
    expect(run.epochAt(41)).toBe(3);
  });
});

describe('RunSeries', () => {
  it('keeps own values, means and one validation value per epoch apart', () => {
    const { batch, mean, validation } = trained(40, 10).lines('loss')!;
    expect(batch.length).toBe(40);
    expect(mean.latest).toBe(lossAt(40));
    expect([...validation.lastAt].filter((step) => step > 0)).toEqual([10, 20, 30, 40]);
    expect(validation.latest).toBeCloseTo(lossAt(40) + 0.1);
  });

  it('parts the mean, and nothing else, where an epoch begins', () => {
    const { batch, mean } = trained(30, 10).lines('loss')!;
    const partedAt = (flags: Uint8Array) => [...flags.keys()].filter((i) => flags[i] === 1).map((i) => i + 1);
    expect(partedAt(mean.parted)).toEqual([11, 21]);
    expect(partedAt(batch.parted)).toEqual([]);
  });

  it.each<[string, readonly TrainingEvent[]]>([
    ['whose data was extended', [{ type: 'epoch-end', epoch: 0, step: 4, logs: {}, early: 4 }]],
    [
      'that goes on in another process',
      [
        { type: 'resumed', step: 4, epoch: 0, edits: [] },
        { type: 'epoch-begin', epoch: 0, step: 4 },
      ],
    ],
  ])('has one mean through an epoch %s', (_, between) => {
    const events = training(12, 6);
    const at = events.findIndex((event) => event.type === 'batch-end' && event.step === 5);
    const run = new RunSeries();
    run.apply([...events.slice(0, at), ...between, ...events.slice(at)]);
    const { mean, points } = run.lines('loss')!;
    expect([...mean.parted.keys()].filter((i) => mean.parted[i] === 1)).toEqual([6]);
    expect([...Array(points.mean.length).keys()].filter((i) => points.mean.isParted(i))).toEqual([6]);
  });

  it('gives the same lines however the events are cut into arrays', () => {
    const whole = trained(1500, 100);
    const pieces = new RunSeries();
    for (const event of training(1500, 100)) pieces.apply([event]);
    expect(pieces.lines('loss')).toEqual(whole.lines('loss'));
  });

  it('tells listeners once per array that carries values, and no longer once they left', () => {
    const run = new RunSeries();
    const listener = vi.fn();
    const leave = run.subscribe(listener);
    run.apply(training(50, 10));
    expect(listener).toHaveBeenCalledTimes(1);
    run.apply([{ type: 'state', state: { status: 'finished', step: 50 } }]);
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    run.apply(training(50, 10));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('takes in 100,000 steps, into bounded columns', () => {
    const events = training(100_000, 1000);
    const run = new RunSeries();
    run.apply(events);
    for (const key of ['loss', 'accuracy']) {
      const { batch, mean, validation } = run.lines(key)!;
      for (const buckets of [batch, mean, validation]) expect(buckets.length).toBeLessThanOrEqual(bucketLimit);
    }
    expect(run.step).toBe(100_000);
    expect(run.lines('loss')!.batch.highest).toBe(lossAt(1));
  });

  it('says the epoch of a step', () => {
    const run = trained(45, 10);
    expect([1, 10, 11, 45].map((step) => run.epochAt(step))).toEqual([0, 0, 1, 4]);
  });

  it('is empty after a reset', () => {
    const run = trained(20, 10);
    run.reset();
    expect([run.step, run.lines('loss'), run.clock.head]).toEqual([0, undefined, 0]);
  });
});

describe('a line that parts from the past', () => {
  it('has the edits that were made on its way', () => {
    const edit = (id: number, step: number): TrainingEvent => ({
      type: 'edit',
      id,
      step,
      model: '',
      edit: { kind: 'hyperparameter', name: 'learningRate', value: id },
      was: 0.1,
    });
    const run = trained(20, 10);
    run.apply([edit(1, 5), edit(2, 12), edit(3, 18)]);
    run.apply(branch(12, 3));
    expect(run.edits.map(({ id }) => id)).toEqual([1, 2]);
    run.reset();
    expect(run.edits).toEqual([]);
  });

  it('goes on from there, while the old one is kept beside it', () => {
    const run = trained(40, 10);
    const before = run.lines('loss')!;
    run.apply(branch(12, 3));
    expect([run.step, run.epoch, run.furthest]).toEqual([15, 1, 40]);
    const { batch, validation } = run.lines('loss')!;
    expect([...batch.last.subarray(0, 15)]).toEqual([...before.batch.last.subarray(0, 12), 9, 9, 9]);
    expect(batch.highest).toBe(9);
    expect([...validation.lastAt].filter((step) => step > 0)).toEqual([10]);
    expect(run.ghosts).toMatchObject([{ line: 1, from: 12, head: 40 }]);
    expect(run.ghosts[0]!.lines.get('loss')).toBe(before);
    expect(run.reading('loss', 'batch')).toEqual({ step: 15, value: 9 });
    expect(run.reading('loss', 'batch', 12)).toEqual({ step: 12, value: lossAt(12) });
    expect(run.reading('loss', 'validation')!.step).toBe(10);
  });

  it('keeps no more than the newest few', () => {
    const run = trained(40, 10);
    for (const from of [30, 25, 20, 15, 10]) run.apply(branch(from, 8));
    expect(run.ghosts.map(({ from }) => from)).toEqual([20, 15, 10]);
    expect(run.furthest).toBe(33);
  });

  it('goes on from the very start', () => {
    const run = trained(20, 10);
    run.apply(branch(0, 2));
    expect([run.step, run.lines('loss')!.batch.length]).toEqual([2, 2]);
  });

  it('tells listeners, who draw it anew', () => {
    const run = trained(20, 10);
    const listener = vi.fn();
    run.subscribe(listener);
    run.apply(branch(5, 0));
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

it('forgets where a run was best whose data ended early, once it begins anew and goes on', () => {
  const series = new RunSeries();
  series.apply([{ type: 'plan', plan: plan({ stepsPerEpoch: 10 }) }, ...training(14, 10)]);
  series.apply([{ type: 'state', state: { status: 'out-of-data', step: 14 } }]);
  expect(series.marks.stepsOf('best')).toEqual([10]);
  const listener = vi.fn();
  series.subscribe(listener);
  series.apply([{ type: 'state', state: { status: 'running', step: 14, pauseRequested: false } }]);
  expect([series.best, series.marks.stepsOf('best')]).toEqual([[], []]);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('knows the epoch in which the data ended early, until the run goes on', () => {
  const series = new RunSeries();
  series.apply([{ type: 'plan', plan: plan({ stepsPerEpoch: 10 }) }, ...training(14, 10)]);
  series.apply([{ type: 'state', state: { status: 'out-of-data', step: 14 } }]);
  expect(series.partial).toEqual({ epoch: 1, from: 10, to: 14 });
  expect(series.best).toMatchObject([{ by: 'validation', step: 10 }]);
  series.apply([{ type: 'validated', step: 14, logs: { val_loss: 0.5, val_accuracy: 1 } }]);
  expect(series.best).toMatchObject([{ by: 'validation', step: 14, value: 0.5 }]);
  expect(series.reading('accuracy', 'validation')).toMatchObject({ step: 14, value: 1 });
  series.apply([{ type: 'state', state: { status: 'finished', step: 14 } }]);
  expect(series.partial).toBeUndefined();
});
