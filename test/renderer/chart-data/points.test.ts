import { describe, expect, it } from 'vitest';
import { Points } from '../../../renderer/chart-data/points';
import { readingAt } from '../../../renderer/chart-data/readings';

function numbered(count: number, limit?: number): Points {
  const points = new Points(limit);
  for (let step = 1; step <= count; step++) points.add(step, step / 2);
  return points;
}

const chunk = 16_384;

describe('Points', () => {
  it('keeps every value with its step', () => {
    const points = numbered(3 * chunk + 5);
    for (const i of [0, chunk - 1, chunk, 3 * chunk + 4]) {
      expect([points.stepAt(i), points.valueAt(i)]).toEqual([i + 1, (i + 1) / 2]);
    }
  });

  it('finds the last point at or before a step, where steps are left out too', () => {
    const points = new Points();
    for (const step of [3, 5, 9]) points.add(step, step);
    expect([0, 3, 4, 5, 8, 9, 100].map((step) => points.indexAt(step))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
    expect(readingAt(points, 8)).toEqual({ step: 5, value: 5 });
    expect(readingAt(points, 2)).toBeUndefined();
    expect(readingAt(points, undefined)).toEqual({ step: 9, value: 9 });
    expect(readingAt(new Points(), undefined)).toBeUndefined();
  });

  it('lets the oldest go beyond its limit, and nothing else', () => {
    const points = numbered(3 * chunk + 1, 2);
    expect([points.first, points.length]).toEqual([2 * chunk, 3 * chunk + 1]);
    expect(points.stepAt(points.first)).toBe(2 * chunk + 1);
    expect(points.indexAt(3)).toBe(points.first - 1);
  });

  it.each([0, 7, chunk, chunk + 7])('parts at step %i, each line with values of its own', (step) => {
    const before = numbered(2 * chunk);
    const after = before.upTo(step);
    after.add(step + 1, -1);
    before.add(2 * chunk + 1, 8);
    expect(after.length).toBe(step + 1);
    expect(after.valueAt(step)).toBe(-1);
    expect(before.valueAt(step)).toBe((step + 1) / 2);
    if (step > 0) expect(after.valueAt(step - 1)).toBe(step / 2);
  });

  it('remembers where the line is parted', () => {
    const points = new Points();
    points.add(1, 1);
    points.part();
    points.add(2, 2);
    points.add(3, 3);
    expect([0, 1, 2].map((i) => points.isParted(i))).toEqual([false, true, false]);
    expect(points.upTo(2).isParted(1)).toBe(true);
    expect(points.upTo(1).isParted(1)).toBe(false);
  });

  it('is ended until another point comes, and not parted by that', () => {
    const points = numbered(1);
    points.end();
    expect(points.isEnded).toBe(true);
    points.add(2, 2);
    expect([points.isEnded, points.isParted(1)]).toEqual([false, false]);
  });
});
