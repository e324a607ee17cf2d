import { describe, expect, it } from 'vitest';
import { type Buckets, bucketLimit } from '../../../renderer/chart-data/buckets';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { ShownRun } from '../../../renderer/chart-data/shown-run';
import { Smoothing } from '../../../renderer/chart-data/smoothing';
import { branch, lossAt, training } from './fixtures';

function trained(steps: number, stepsPerEpoch = 1000): RunSeries {
  const run = new RunSeries();
  run.apply(training(steps, stepsPerEpoch));
  return run;
}

const valuesOf = (buckets: Buckets) =>
  Array.from({ length: buckets.length }, (_, i) => [buckets.lastAt[i]!, buckets.last[i]!]).filter(
    ([step]) => step! > 0,
  );

describe('ShownRun', () => {
  it('shows every step of a part that is small enough, and one more at each end', () => {
    const run = new ShownRun(trained(100_000), { range: { from: 70_001, to: 70_400 } });
    const { batch } = run.lines('loss')!;
    expect(batch!.span).toBe(1);
    expect(valuesOf(batch!)).toEqual(Array.from({ length: 402 }, (_, i) => [70_000 + i, lossAt(70_000 + i)]));
    expect([batch!.lowest, batch!.highest]).toEqual([lossAt(70_400), lossAt(70_001)]);
  });

  it('keeps a spike of one step at every width', () => {
    const run = new RunSeries();
    const events = training(200_000, 200_000);
    const spiked = events.map((event) =>
      event.type === 'batch-end' && event.step === 123_456 ? { ...event, own: { ...event.own, loss: 77 } } : event,
    );
    run.apply(spiked);
    for (const width of [10, 1000, 50_000, 199_000]) {
      const from = 123_456 - Math.floor(width / 2);
      const { batch } = new ShownRun(run, { range: { from, to: from + width } }).lines('loss')!;
      expect(batch!.length).toBeLessThanOrEqual(bucketLimit);
      expect(Math.max(...batch!.max.subarray(0, batch!.length))).toBe(77);
    }
  });

  it('follows the run while values come, and stops at its end', () => {
    const run = trained(50);
    const shown = new ShownRun(run, { range: { from: 41, to: 60 } });
    expect(valuesOf(shown.lines('loss')!.batch!)).toHaveLength(11);
    run.apply(training(80, 1000).slice(51));
    const { batch } = shown.lines('loss')!;
    expect(valuesOf(batch!).map(([step]) => step)).toEqual(Array.from({ length: 22 }, (_, i) => 40 + i));
  });

  it('parts the mean where an epoch begins, closely looked at too', () => {
    const { mean } = new ShownRun(trained(40, 10), { range: { from: 5, to: 25 } }).lines('loss')!;
    const parted = [...mean!.parted.keys()].filter((i) => mean!.parted[i] === 1);
    expect(parted.map((i) => mean!.lastAt[i])).toEqual([11, 21]);
  });

  it('smooths what is near by all that came before it', () => {
    const run = trained(1000);
    const smoothing = new Smoothing(0.9);
    const whole = new ShownRun(run, { smoothing });
    const close = new ShownRun(run, { smoothing, range: { from: 500, to: 600 } });
    expect(valuesOf(close.lines('loss')!.smooth!).find(([step]) => step === 550)![1]).toBe(
      whole.reading('loss', 'smooth', 550)!.value,
    );
    expect(whole.lines('loss')!.smooth!.latest).toBe(whole.reading('loss', 'smooth')!.value);
    expect(new ShownRun(run).lines('loss')!.smooth).toBeUndefined();
  });

  it('shows a line that was left in the same part', () => {
    const run = trained(40, 10);
    run.apply(branch(12, 3));
    const shown = new ShownRun(run, { range: { from: 10, to: 20 } });
    const [ghost] = shown.ghosts;
    expect(valuesOf(ghost!.lines.get('loss')!.batch!).map(([step]) => step)).toEqual(
      Array.from({ length: 13 }, (_, i) => 9 + i),
    );
    expect(shown.ghosts).toBe(shown.ghosts);
    expect(valuesOf(shown.lines('loss')!.batch!).at(-1)).toEqual([15, 9]);
  });

  it('moves a cursor over trained steps, by places that can be told apart', () => {
    const small = new ShownRun(trained(20));
    expect([small.stepNear(7), small.stepNear(7, 1), small.stepNear(1, -1)]).toEqual([7, 8, 1]);
    expect([small.stepNear(500), small.stepNear(-3)]).toEqual([20, 1]);
    expect(new ShownRun(new RunSeries()).stepNear(5)).toBe(0);
    const large = trained(10_000);
    expect(new ShownRun(large).stepNear(401, 1)).toBe(433);
    expect(new ShownRun(large, { range: { from: 300, to: 500 } }).stepNear(401, 1)).toBe(402);
  });

  it('reads the value of the very step, not of its neighbours', () => {
    const shown = new ShownRun(trained(10_000));
    for (const step of [1, 402, 403, 9999]) {
      expect(shown.reading('loss', 'batch', step)).toEqual({ step, value: lossAt(step) });
    }
  });
});
