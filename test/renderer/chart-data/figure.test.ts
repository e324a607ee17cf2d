import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import type { RunPlan } from '../../../main/contract/training-event';
import { figureModel } from '../../../renderer/chart-data/figure';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { plan, training } from './fixtures';
import { theme } from './theme';

function figure(part: Partial<RunPlan> = {}, metrics?: readonly string[]) {
  const run = new RunSeries();
  run.apply(training(120, 40));
  const text = textOf('en');
  return figureModel({ run, plan: plan(part), text, theme, width: 960, ...(metrics ? { metrics } : {}) });
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
    const before = figureModel({ run, plan: plan(), text: textOf('en'), theme, width: 960 });
    const copy = structuredClone(before);
    run.apply(training(200, 40).filter((event) => event.type === 'batch-end' && event.step > 120));
    expect(before).toEqual(copy);
  });

  it('draws axes and legend before there is anything to draw', () => {
    const model = figureModel({ run: new RunSeries(), plan: plan(), text: textOf('en'), theme, width: 960 });
    const [loss] = model.charts;
    expect(loss!.xTicks.length).toBeGreaterThan(2);
    expect(loss!.yTicks.map(({ label }) => label)).toContain('1.0');
    expect(loss!.lines.every(({ d }) => d === '')).toBe(true);
  });
});
