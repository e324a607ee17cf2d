import { expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { usualView } from '../../../renderer/chart-data/chart-view';
import { pictureName, usualChoice } from '../../../renderer/features/export/picture';
import { plan, training } from '../chart-data/fixtures';

const series = new RunSeries();
series.apply(training(120, 40));
const nameFor = (name: string, choice = usualChoice) =>
  pictureName({ series, plan: plan({ name }), view: usualView, text: textOf('en') }, choice);

it('names a picture after experiment, charts and step', () => {
  expect(nameFor('mnist-cnn')).toBe('mnist-cnn-120.png');
  expect(nameFor('mnist-cnn', { ...usualChoice, charts: 'loss', format: 'svg' })).toBe('mnist-cnn-loss-120.svg');
});

it('keeps file names free of what file systems and shells dislike', () => {
  expect(nameFor('../my net: "v2"')).toBe('my-net-v2-120.png');
  expect(nameFor('手写数字')).toBe('手写数字-120.png');
  expect(nameFor('///')).toBe('run-120.png');
});
