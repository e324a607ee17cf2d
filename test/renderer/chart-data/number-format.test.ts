import { expect, it } from 'vitest';
import { formatMs, formatStep, formatValue, tickLabels } from '../../../renderer/chart-data/number-format';

it.each([
  [0.4123, '0.412'],
  [12.345, '12.35'],
  [123.45, '123.5'],
  [1234.5, '1235'],
  [0, '0.000'],
  [-0.5, '−0.500'],
  [0.00001234, '1.2e−5'],
  [1234567, '1.2e6'],
  [NaN, 'NaN'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
])('words %d as %s', (value, words) => {
  expect(formatValue(value)).toBe(words);
});

it('keeps a value at five characters over the usual range, so that nothing jumps', () => {
  for (let value = 0.0006; value < 999; value *= 1.07) expect(formatValue(value)).toHaveLength(5);
});

it('gives all ticks of an axis the same decimals', () => {
  expect(tickLabels([0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0']);
  expect(tickLabels([0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50']);
  expect(tickLabels([0, 200, 400])).toEqual(['0', '200', '400']);
  expect(tickLabels([-1, 0])).toEqual(['−1', '0']);
  expect(tickLabels([0, 200_000])).toEqual(['0', '2e5']);
});

it('groups the digits of long step counts', () => {
  expect([938, 9999, 10_000, 1_234_567].map(formatStep)).toEqual(['938', '9999', '10,000', '1,234,567']);
});

it('words short times with as many digits as they have a right to', () => {
  expect([0.1234, 9.87, 12.34, 99.96, 1234.5].map(formatMs)).toEqual(['0.12', '9.87', '12.3', '100', '1235']);
});
