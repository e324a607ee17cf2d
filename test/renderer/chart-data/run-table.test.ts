import { expect, it } from 'vitest';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { runTable } from '../../../renderer/chart-data/run-table';
import { branch, lossAt, training } from './fixtures';

const tableOf = (series: RunSeries, keys: readonly string[]) =>
  [...runTable(series, keys)].map((line) => line.split(','));

it('has a row for each step, with every value in full precision', () => {
  const series = new RunSeries();
  series.apply(training(20, 10));
  const [head, ...rows] = tableOf(series, ['loss']);
  expect(head).toEqual(['line', 'step', 'epoch', 'seconds', 'loss', 'mean_loss', 'val_loss']);
  expect(rows).toHaveLength(20);
  rows.forEach((row, i) => {
    const step = i + 1;
    const validated = step % 10 === 0 ? lossAt(step) + 0.1 : undefined;
    expect(row.slice(0, 3).map(Number)).toEqual([1, step, step <= 10 ? 1 : 2]);
    expect(Number(row[3])).toBeCloseTo(step / 1000, 12);
    expect(Number(row[4])).toBe(lossAt(step));
    expect(row[6]).toBe(validated === undefined ? '' : String(validated));
  });
});

it('holds what is not finite, and leaves empty what was not measured', () => {
  const series = new RunSeries();
  const at = { epoch: 0, batch: 0, rows: 1, means: {}, ms: 1 } as const;
  series.apply([
    { type: 'batch-end', step: 1, ...at, own: { 'a/loss': NaN } },
    { type: 'batch-end', step: 2, ...at, own: { 'b "x",/loss': -Infinity } },
  ]);
  const [head, first, second] = [...runTable(series, ['a/loss', 'b "x",/loss'])];
  expect(head).toContain('a/loss,mean_a/loss,val_a/loss,"b ""x"",/loss"');
  expect(first).toBe('1,1,1,0.001,NaN,,,,,');
  expect(second).toBe('1,2,1,0.002,,,,-Infinity,,');
});

it('gives each line that was left the steps of its own', () => {
  const series = new RunSeries();
  series.apply([...training(20, 10), ...branch(15, 3)]);
  const rows = tableOf(series, ['loss']).slice(1);
  const stepsOf = (line: string) => rows.filter(([own]) => own === line).map(([, step]) => Number(step));
  expect(stepsOf('1')).toEqual([16, 17, 18, 19, 20]);
  expect(stepsOf('2')).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
});
