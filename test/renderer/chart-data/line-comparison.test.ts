import { describe, expect, it } from 'vitest';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { compareLines } from '../../../renderer/chart-data/line-comparison';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { branch, lossAt, plan, training } from './fixtures';

const [loss] = chartGroups(plan());

describe('compareLines', () => {
  const run = new RunSeries();
  run.apply(training(20, 10));

  it('has nothing to say of a single line', () => {
    expect(compareLines(loss!, run)).toBeUndefined();
  });

  it('reads the same step on both lines', () => {
    run.apply(branch(12, 5));
    expect(compareLines(loss!, run)).toEqual({
      step: 17,
      values: [
        { line: 2, isPresent: true, value: 9 },
        { line: 1, isPresent: false, value: lossAt(17) },
      ],
    });
    expect(compareLines(loss!, run, 12)?.values.map(({ value }) => value)).toEqual([lossAt(12), lossAt(12)]);
  });

  it('reads nothing behind the end of a line', () => {
    expect(compareLines(loss!, run, 19)?.values.map(({ value }) => value)).toEqual([undefined, lossAt(19)]);
    run.apply(branch(12, 30));
    expect(compareLines(loss!, run, 21)?.values.at(-1)).toEqual({ line: 1, isPresent: false, value: undefined });
  });

  it('forgets the lines of a run before', () => {
    run.reset();
    run.apply(training(3, 10));
    expect([run.line, compareLines(loss!, run)]).toEqual([1, undefined]);
  });
});
