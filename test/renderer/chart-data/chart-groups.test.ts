import { expect, it } from 'vitest';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { plan } from './fixtures';

it('puts loss first, then one chart per metric in the order of the plan', () => {
  const groups = chartGroups(plan({ series: ['accuracy', 'mse', 'loss'] }));
  expect(groups.map(({ metric }) => metric)).toEqual(['loss', 'accuracy', 'mse']);
});

it('lets the models of a custom loop share a chart, each with its colour', () => {
  const series = ['discriminator/loss', 'discriminator/accuracy', 'generator/loss'];
  const [loss, accuracy] = chartGroups(plan({ mode: 'loop', series }));
  expect(loss!.members.map(({ key, model, colour }) => [key, model, colour])).toEqual([
    ['discriminator/loss', 'discriminator', 1],
    ['generator/loss', 'generator', 2],
  ]);
  expect(accuracy!.members.map(({ colour }) => colour)).toEqual([1]);
});

it('draws means and validation only where there are any', () => {
  const forms = (part: Parameters<typeof plan>[0]) => chartGroups(plan(part))[0]!.members[0]!.forms;
  expect(forms({})).toEqual(['batch', 'mean', 'validation']);
  expect(forms({ validates: false })).toEqual(['batch', 'mean']);
  expect(forms({ mode: 'loop', series: ['a/loss'] })).toEqual(['batch']);
});

it.each([
  ['accuracy', true],
  ['dense_1_acc', true],
  ['categoricalAccuracy', true],
  ['precision', true],
  ['loss', false],
  ['meanAbsoluteError', false],
])('knows whether %s is a share: %s', (metric, isShare) => {
  expect(chartGroups(plan({ series: [metric] }))[0]!.isShare).toBe(isShare);
});
