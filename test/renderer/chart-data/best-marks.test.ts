import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import { bestMarks } from '../../../renderer/chart-data/best-marks';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { branch, plan, training } from './fixtures';

const plot = { x: 50, y: 0, width: 600, height: 300 };
/** Step 100 lies at the right end, 3 at the top. */
const map = { kx: 6, bx: 50, ky: -100, by: 300 };
const [loss, accuracy] = chartGroups(plan());

function marksOf(steps: number, group = loss!, more: Parameters<RunSeries['apply']>[0] = []) {
  const series = new RunSeries();
  series.apply([{ type: 'plan', plan: plan() }, ...training(steps, 10), ...more]);
  series.apply([{ type: 'state', state: { status: 'finished', step: series.step } }]);
  return bestMarks(series, group, textOf('en'), map, plot, 11);
}

describe('bestMarks', () => {
  it('marks the lowest validation loss with a star, and says its value', () => {
    const [mark, ...others] = marksOf(50);
    expect(others).toEqual([]);
    expect(mark!.x).toBe(350);
    expect(mark!.star?.y).toBeCloseTo(300 - 170, 9);
    expect(mark!.star?.isLeft).toBe(false);
    expect(mark!.label).toEqual({ words: 'lowest 1.700, step 50', x: 355, y: 25, anchor: 'start' });
  });

  it('says it left of a star at the right end', () => {
    expect(marksOf(100)[0]!.label).toMatchObject({ x: 645, anchor: 'end' });
  });

  it('draws only a line where the loss is not', () => {
    expect(marksOf(50, accuracy!)).toEqual([{ line: 1, x: 350 }]);
  });

  it('marks the lines that were left, too, without words', () => {
    const validated = { loss: 9, val_loss: 0.5 };
    const marks = marksOf(50, loss!, [...branch(30, 10), { type: 'epoch-end', epoch: 3, step: 40, logs: validated }]);
    expect(marks.map(({ x, star, label }) => [x, star?.isLeft, label?.words])).toEqual([
      [290, false, 'lowest 0.500, step 40'],
      [350, true, undefined],
    ]);
  });

  it('marks nothing while the run goes on, and nothing that is not looked at', () => {
    const series = new RunSeries();
    series.apply([{ type: 'plan', plan: plan() }, ...training(50, 10)]);
    expect(bestMarks(series, loss!, textOf('en'), map, plot, 11)).toEqual([]);
    expect(marksOf(120)).toEqual([]);
  });
});
