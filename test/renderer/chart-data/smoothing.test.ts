import { describe, expect, it } from 'vitest';
import { Points } from '../../../renderer/chart-data/points';
import { Smoother, Smoothing } from '../../../renderer/chart-data/smoothing';

function smooth(values: readonly number[], weight: number): number[] {
  const smoother = new Smoother(weight);
  return values.map((value) => smoother.next(value));
}

/** The same by its definition: a weighted mean, each value by how long ago it came. */
function byDefinition(values: readonly number[], weight: number): number[] {
  return values.map((_, n) => {
    const past = values.slice(0, n + 1).filter(Number.isFinite);
    const weights = past.map((_, i) => weight ** (past.length - 1 - i));
    const total = weights.reduce((sum, w) => sum + w, 0);
    return past.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
  });
}

const wild = Array.from({ length: 300 }, (_, i) => 2 / (1 + i / 40) + Math.sin(i * 12.9898) * 0.4);

describe('Smoother', () => {
  it.each([0, 0.3, 0.6, 0.9, 0.999])('is the weighted mean of all that came, with weight %f', (weight) => {
    const expected = byDefinition(wild, weight);
    smooth(wild, weight).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10));
  });

  it('begins with the first value, not with zero', () => {
    expect(smooth([5, 5, 5], 0.9)).toEqual([5, expect.closeTo(5, 12), expect.closeTo(5, 12)]);
  });

  it('is not poisoned by NaN: it passes it over and goes on', () => {
    const values = [1, 2, NaN, 4, Infinity, 3];
    const smoothed = smooth(values, 0.6);
    expect([smoothed[2], smoothed[4]]).toEqual([NaN, Infinity]);
    const finite = smooth([1, 2, 4, 3], 0.6);
    expect([smoothed[0], smoothed[1], smoothed[3], smoothed[5]]).toEqual(finite);
  });
});

describe('Smoothing', () => {
  it('never changes what it has said of a step, however the values come', () => {
    const points = new Points();
    const smoothing = new Smoothing(0.9);
    const said: number[] = [];
    wild.forEach((value, i) => {
      points.add(i + 1, value);
      const line = smoothing.of(points);
      said.push(line.valueAt(i));
    });
    const atOnce = new Smoothing(0.9).of(points);
    const later = smoothing.of(points);
    said.forEach((value, i) => expect([later.valueAt(i), atOnce.valueAt(i)]).toEqual([value, value]));
  });

  it('smooths each line once', () => {
    const points = new Points();
    points.add(1, 3);
    const smoothing = new Smoothing(0.5);
    expect(smoothing.of(points)).toBe(smoothing.of(points));
    expect(smoothing.of(points).length).toBe(1);
  });
});
