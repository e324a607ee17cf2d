import { expect, it } from 'vitest';
import { lastWhere } from '../../../renderer/chart-data/last-where';

it('finds the last place, wherever it is', () => {
  for (let last = -1; last <= 9; last += 1) expect(lastWhere(-1, 9, (at) => at <= last)).toBe(last);
});

it('takes the lowest place for granted, and stays there if there is no other', () => {
  expect(lastWhere(3, 8, () => false)).toBe(3);
  expect(lastWhere(0, -1, () => true)).toBe(0);
});

it('asks seldom', () => {
  let asked = 0;
  expect(lastWhere(0, 1_000_000, (at) => (asked += 1) > 0 && at <= 777_777)).toBe(777_777);
  expect(asked).toBeLessThanOrEqual(20);
});
