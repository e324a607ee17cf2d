import { expect, it } from 'vitest';
import { coverParts, partsOfCover } from '../../../renderer/chart-data/cover-parts';

it('covers all from a place on, without gaps, in parts of which one moves with it', () => {
  const [near, far] = [partsOfCover([10, 101.5], 40), partsOfCover([10, 101.5], 42)];
  const seen = near.filter(([left, right]) => left < right);
  expect([seen[0]?.[0], seen.at(-1)?.[1]]).toEqual([40, 101.5]);
  seen.slice(1).forEach(([left], at) => expect(left).toBe(seen[at]![1]));
  expect(near.filter((part, at) => part[0] !== far[at]![0] || part[1] !== far[at]![1])).toHaveLength(1);
});

it('has no width where nothing is covered', () => {
  for (const [left, right] of partsOfCover([0, 100], 120)) expect(left).toBe(right);
  expect(partsOfCover([0, 100], -5)[0]![0]).toBe(0);
  expect(partsOfCover([0, 100], 0)).toHaveLength(coverParts);
});
