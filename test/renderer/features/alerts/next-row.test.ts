import { expect, it } from 'vitest';
import { nextRow } from '../../../../renderer/features/alerts/next-row';

it.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 1, 2],
  ['ArrowDown', 2, 2],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 2, 1],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['Enter', 1, undefined],
])('%s at %d of three rows', (key, at, next) => {
  expect(nextRow(key, at, 3)).toBe(next);
});
