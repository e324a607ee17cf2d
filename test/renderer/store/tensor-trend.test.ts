import { expect, it } from 'vitest';
import { tensorTrend, trendLength, withCount } from '../../../renderer/store/tensor-trend';

const counts = (of: (at: number) => number) => Array.from({ length: trendLength }, (_, at) => of(at));

it('tells tensors that are left behind from those that come and go', () => {
  expect(tensorTrend(counts(() => 50))).toBe('flat');
  expect(tensorTrend(counts((at) => 50 + (at % 3)))).toBe('flat');
  expect(tensorTrend(counts((at) => 50 - at))).toBe('flat');
  expect(tensorTrend(counts((at) => 50 + at))).toBe('rising');
  expect(tensorTrend(counts((at) => 50 + at * 4 + (at % 2)))).toBe('rising');
});

it('says nothing before there is enough to tell from', () => {
  expect(tensorTrend(counts((at) => at).slice(1))).toBeUndefined();
});

it('keeps the newest counts', () => {
  const kept = Array.from({ length: 30 }, (_, at) => at).reduce<readonly number[]>(withCount, []);
  expect(kept).toEqual(counts((at) => 20 + at));
});
