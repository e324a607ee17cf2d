import { expect, it } from 'vitest';
import { lineThrough, yOf } from '../../../renderer/chart-data/plot-map';

it.each([1e-30, 1, 1e36])('places values of the size of %d between both ends of an axis', (size) => {
  const { k, b } = lineThrough([0, size], [103, 12]);
  const map = { kx: 1, bx: 0, ky: k, by: b };
  expect([0, 0.25, 0.92, 1].map((share) => yOf(map, share * size))).toEqual([
    103,
    expect.closeTo(103 - 91 * 0.25, 6),
    expect.closeTo(103 - 91 * 0.92, 6),
    expect.closeTo(12, 6),
  ]);
});

it('places values between ends that are both far from 0', () => {
  const { k, b } = lineThrough([-5, 5], [100, 0]);
  expect([k, b]).toEqual([-10, 50]);
});
