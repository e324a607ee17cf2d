import { expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { spokenSummary } from '../../../renderer/chart-data/spoken-summary';
import { branch, plan, training } from './fixtures';

const [loss] = chartGroups(plan());
const said = (run: RunSeries, alerts = 0) => spokenSummary(loss!, run, alerts, textOf('en'));

it('says where a run stands and how its loss has moved', () => {
  const run = new RunSeries();
  expect(said(run)).toBe('');
  run.apply(training(20, 10));
  expect(said(run)).toBe('Step 20, batch loss 2.000');
  expect(said(run, 1)).toBe('Step 20, batch loss 2.000, 1 alert');
  expect(said(run, 2)).toBe('Step 20, batch loss 2.000, 2 alerts');
  run.apply(branch(0, 0));
  run.apply(training(120, 40));
  // 2.4 / 2.2 at step 120, 2.4 / 1.7 at step 70
  expect(said(run)).toBe('Step 120, batch loss 1.091, down 23 percent over 50 steps');
  run.apply(branch(120, 1));
  expect(said(run)).toMatch(/^Step 121, batch loss 9.000, up \d+ percent over 50 steps$/);
});

it('says that a loss is no number', () => {
  const run = new RunSeries();
  const own = { loss: NaN };
  run.apply([{ type: 'batch-end', step: 1, epoch: 0, batch: 0, rows: 1, own, means: own, ms: 1 }]);
  expect(said(run)).toBe('Step 1, batch loss is not a finite number');
});
