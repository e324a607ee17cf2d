import { expect, it } from 'vitest';
import { axisNamePlace } from '../../../renderer/chart-data/axis-name-place';
import { textWidth } from '../../../renderer/chart-data/figure-layout';

const fontSize = 11;
const plotOf = (height: number) => ({ x: 56, y: 8, width: 600, height });

it('stands in the middle of a plot that is long enough', () => {
  expect(axisNamePlace('Loss', plotOf(100), fontSize)).toBe(58);
});

it.each(['平均绝对误差', 'Mean absolute error'])('is in the picture whole, or not at all: %s', (name) => {
  const length = textWidth(name, fontSize);
  let shown = 0;
  for (let height = 20; height < 200; height += 1) {
    const middle = axisNamePlace(name, plotOf(height), fontSize);
    if (middle === undefined) continue;
    shown += 1;
    expect(middle - length / 2).toBeGreaterThanOrEqual(0);
    expect(middle + length / 2).toBeLessThanOrEqual(8 + height + 24);
  }
  expect(shown).toBeGreaterThan(100);
  expect(axisNamePlace(name, plotOf(20), fontSize)).toBeUndefined();
});
