import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import type { RunPlan } from '../../../main/contract/training-event';
import { type ChartView, usualView } from '../../../renderer/chart-data/chart-view';
import { figureModel } from '../../../renderer/chart-data/figure';
import { fitName, fitTitle, placeLegend, textWidth } from '../../../renderer/chart-data/figure-layout';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { plan, training } from './fixtures';
import { theme } from './theme';

function figure(part: Partial<RunPlan> = {}, metrics?: readonly string[], view: Partial<ChartView> = {}) {
  const run = new RunSeries();
  run.apply(training(120, 40));
  const text = textOf('en');
  const given = { run, plan: plan(part), text, theme, view: { ...usualView, ...view } };
  return figureModel({ ...given, width: 960, ...(metrics ? { metrics } : {}) });
}

describe('figureModel', () => {
  it('draws every line of every chart inside its plot', () => {
    const { charts } = figure({ series: ['loss', 'accuracy', 'mse'] });
    expect(charts.map(({ title }) => title)).toEqual(['Loss', 'Accuracy', 'Mean squared error']);
    for (const { plot, lines } of charts.slice(0, 2)) {
      expect(lines).toHaveLength(3);
      for (const { d } of lines) {
        const points = [...d.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)];
        expect(points.length).toBeGreaterThan(2);
        for (const [, x, y] of points) {
          expect(Number(x)).toBeGreaterThanOrEqual(plot.x);
          expect(Number(x)).toBeLessThanOrEqual(plot.x + plot.width + 0.1);
          expect(Number(y)).toBeGreaterThanOrEqual(plot.y - 0.1);
          expect(Number(y)).toBeLessThanOrEqual(plot.y + plot.height + 0.1);
        }
      }
    }
  });

  it('keeps charts apart and inside the picture', () => {
    const { charts, width, height } = figure({ series: ['loss', 'accuracy', 'a', 'b', 'c'] });
    for (const { box } of charts) {
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
    for (const [i, { box: a }] of charts.entries()) {
      for (const { box: b } of charts.slice(i + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y;
        expect(isApart).toBe(true);
      }
    }
  });

  it('keeps the legend above the plot, within the chart', () => {
    for (const { legend, plot, box } of figure().charts) {
      expect(legend.map(({ name }) => name)).toEqual(['batch', 'mean so far', 'validation']);
      for (const { x, y } of legend) {
        expect(x).toBeLessThan(box.x + box.width);
        expect(y).toBeLessThan(plot.y);
      }
    }
  });

  it('begins a line of the legend where the one before is full', () => {
    const [first] = figure().charts;
    const entry = { ...first!.legend[0]!, name: 'a model with a long name', how: 'before update', value: '0.412' };
    const { entries, lines } = placeLegend([entry, entry, entry], { x: 16, y: 60, width: 460, height: 0 });
    expect(lines).toBe(3);
    expect(entries.map(({ x }) => x)).toEqual([16, 16, 16]);
    expect(new Set(entries.map(({ y }) => y)).size).toBe(3);
  });

  it('shades what is not trained yet, if it is known how far the run goes', () => {
    const [known] = figure({ totalSteps: 480 }).charts;
    expect(known!.future!.width).toBeGreaterThan(0);
    expect(known!.future!.x + known!.future!.width).toBeCloseTo(known!.plot.x + known!.plot.width);
    expect(figure().charts[0]!.future).toBeUndefined();
    expect(figure({ totalSteps: 120 }).charts[0]!.future).toBeUndefined();
  });

  it('draws only the charts asked for', () => {
    expect(figure({}, ['loss']).charts.map(({ title }) => title)).toEqual(['Loss']);
    expect(figure({}, ['loss']).height).toBeLessThan(figure().height);
  });

  it('names the run, its step and its seed', () => {
    expect(figure().title).toBe('digits');
    expect(figure().note).toBe('step 120, seed 7');
  });

  it('is a value that no longer changes with the run', () => {
    const run = new RunSeries();
    run.apply(training(120, 40));
    const before = figureModel({ run, plan: plan(), text: textOf('en'), theme, view: usualView, width: 960 });
    const copy = structuredClone(before);
    run.apply(training(200, 40).filter((event) => event.type === 'batch-end' && event.step > 120));
    expect(before).toEqual(copy);
  });

  it('draws axes and legend before there is anything to draw', () => {
    const model = figureModel({
      run: new RunSeries(),
      plan: plan(),
      text: textOf('en'),
      theme,
      view: usualView,
      width: 960,
    });
    const [loss] = model.charts;
    expect(loss!.xTicks.length).toBeGreaterThan(2);
    expect(loss!.yTicks.map(({ label }) => label)).toContain('1.0');
    expect(loss!.lines.every(({ d }) => d === '')).toBe(true);
  });

  it('shows the part that is looked at, and says so', () => {
    const zoom = { from: 40, to: 90, follows: false };
    const { charts, note } = figure({ totalSteps: 480 }, undefined, { zoom });
    expect(note).toBe('step 120, seed 7, zoomed to steps 40–90');
    const [{ xTicks, lines, plot, future }] = charts as [(typeof charts)[0]];
    expect(xTicks.map(({ label }) => label)).toEqual([
      '40',
      '45',
      '50',
      '55',
      '60',
      '65',
      '70',
      '75',
      '80',
      '85',
      '90',
    ]);
    expect([...lines[0]!.d.matchAll(/[ML]/g)]).toHaveLength(51 + 2); // one more at each end
    expect(xTicks.map(({ at }) => at)).toContain(plot.x);
    expect(future).toBeUndefined();
  });

  it('draws smoothed batches through single ones, and names the weight', () => {
    const { charts, note } = figure({}, undefined, { isSmooth: true, weight: 0.9 });
    expect(note).toBe('step 120, seed 7, smoothed 0.9');
    for (const { legend, lines } of charts) {
      expect(legend.map(({ name }) => name)).toEqual(['batch', 'smoothed 0.9', 'validation']);
      expect(lines.map(({ width }) => width)).toEqual([1, 2, 2]);
      expect(lines[0]!.colour).toBe(theme.seriesSoft);
    }
  });

  it('draws a logarithmic axis, and says what has no place on it', () => {
    const { charts, note } = figure({}, undefined, { isLog: true });
    expect(note).toBe('step 120, seed 7, log y');
    expect(charts.map(({ yName }) => yName)).toEqual(['Loss, log', 'Accuracy, log']);
    const ticks = charts[0]!.yTicks;
    expect(ticks.map(({ label }) => label)).toEqual(['1', '1.25', '1.5', '1.75', '2', '2.25', '2.5']);
    expect([charts[0]!.below, charts[0]!.belowWords]).toEqual(['', '']);
    const run = new RunSeries();
    run.apply(training(20, 40));
    const own = { loss: 0, accuracy: 0.5 };
    run.apply([{ type: 'batch-end', step: 21, epoch: 0, batch: 20, rows: 32, own, means: own, ms: 1 }]);
    const view = { ...usualView, isLog: true };
    const [loss] = figureModel({ run, plan: plan(), text: textOf('en'), theme, view, width: 960 }).charts;
    expect(loss!.below).not.toBe('');
    expect(loss!.belowWords).toBe('0 or less: no place on a log axis');
  });

  it.each([
    ['time', 'training time, s', 'over training time'],
    ['epoch', 'epochs', 'over epochs'],
  ] as const)('draws over %s', (axis, name, said) => {
    const { charts, note } = figure({}, undefined, { axis });
    expect(charts.map(({ xName }) => xName)).toEqual([name, name]);
    expect(note).toBe(`step 120, seed 7, ${said}`);
    for (const { d } of charts[0]!.lines) expect(d).not.toMatch(/NaN|Infinity/);
  });

  it('marks the single validation of a line that was left', () => {
    const run = new RunSeries();
    run.apply(training(45, 40));
    run.apply([{ type: 'line', start: { line: 2, from: { line: 1, step: 10 } } }]);
    const [loss] = figureModel({ run, plan: plan(), text: textOf('en'), theme, view: usualView, width: 960 }).charts;
    expect(loss!.lines.slice(0, 3).map(({ markers }) => markers !== '')).toEqual([false, false, true]);
  });
});

describe('fitName', () => {
  const long = 'head_of_the_second_branch_mean_absolute_percentage_error';

  it('keeps beginning and end of what is too long, within its room', () => {
    const short = fitName(long, 12, 160);
    expect(short).toMatch(/^head_o\w*…\w*_error$/);
    expect(textWidth(short, 12)).toBeLessThanOrEqual(160);
    expect(textWidth(fitTitle(long, 13, 300), 13)).toBeLessThan(300);
  });

  it('leaves what fits as it is', () => {
    expect(fitName('Loss', 12, 160)).toBe('Loss');
    expect(fitTitle(long, 13, 900)).toBe(long);
  });
});
