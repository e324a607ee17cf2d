import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { legendEntries, metricName } from '../../../renderer/chart-data/legend';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { plan, training } from './fixtures';

const en = textOf('en');
const [loss] = chartGroups(plan());

function words(run: RunSeries, step?: number): string[] {
  return legendEntries(loss!, run, en, step).map(({ name, how, value }) => [name, how, value].join(' | '));
}

describe('legendEntries', () => {
  const run = new RunSeries();
  run.apply(training(25, 10));

  it('says what each line averages, with the newest values', () => {
    expect(words(run)).toEqual([
      'batch | before update | 1.920',
      'mean so far | epoch 3 | 1.920',
      'validation | step 20 | 2.100',
    ]);
  });

  it('says the values at a step', () => {
    expect(words(run, 12)).toEqual([
      'batch | before update | 2.143',
      'mean so far | epoch 2 | 2.143',
      'validation | step 10 | 2.282',
    ]);
  });

  it('leaves out what is not there yet', () => {
    expect(words(run, 5)[2]).toBe('validation |  | ');
    expect(words(new RunSeries())).toEqual(['batch | before update | ', 'mean so far |  | ', 'validation |  | ']);
  });

  it('names the models of a custom loop', () => {
    const [group] = chartGroups(plan({ mode: 'loop', series: ['gen/loss', 'disc/loss'] }));
    expect(legendEntries(group!, new RunSeries(), en).map(({ name }) => name)).toEqual(['gen batch', 'disc batch']);
  });

  it('speaks the language it is given', () => {
    const [first] = legendEntries(loss!, run, textOf('zh-CN'));
    expect(first!.name).toBe('批次');
  });
});

it('words common quantities and shows others by their own name', () => {
  expect(metricName('loss', en)).toBe('Loss');
  expect(metricName('loss', textOf('zh-CN'))).toBe('损失');
  expect(metricName('gradNorm', en)).toBe('gradNorm');
});
