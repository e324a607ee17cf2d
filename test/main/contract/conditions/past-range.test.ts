import { describe, expect, it } from 'vitest';
import { pastRange } from '../../../../main/contract/conditions/past-range';
import { between, exactly, isOrdinary } from '../../../../main/contract/conditions/value-range';
import { drawFrom } from './fuzz';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function std(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const placed = values.reduce((sum, value, at) => sum + (at - middle) * value, 0);
  return placed / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
const ema = (values: readonly number[]): number => values.reduce((sum, value) => 0.9 * sum + 0.1 * value);
const said = {
  mean,
  std,
  slope,
  median,
  ema,
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
  previous: (values: readonly number[]) => values[0]!,
};

describe.each(Object.entries(said))('the range of %s', (name, of) => {
  it('holds whatever windows of such numbers come to', () => {
    const draw = drawFrom(3);
    for (let round = 0; round < 2000; round += 1) {
      const amount = 2 + draw(30);
      const [low, span] = [draw(100) - 50, draw(20)];
      const kept = between([low, low + span / 2]);
      const next = between([low + span / 4, low + span]);
      const range = pastRange(name as keyof typeof said, { kept, next, amount });
      // All at the ends, in an order that may be the most extreme, or anywhere.
      const isEnds = draw(2) === 0;
      const cut = draw(amount + 1);
      const values = Array.from({ length: amount }, (_, at) =>
        isEnds ? (at < cut ? low : low + span) : low + (span * draw(1000)) / 999,
      );
      for (const value of [of(values), of([...values].reverse())]) {
        if (!(value >= range.low && value <= range.high)) expect.fail(`${value} is not in ${JSON.stringify(range)}`);
      }
    }
  });
});

it('is not much wider than it has to be', () => {
  const [kept, next] = [between([0, 1]), between([1, 2])];
  const steps = Array.from({ length: 20 }, (_, at) => (at < 10 ? 0 : 2));
  expect(pastRange('std', { kept, next, amount: 20 }).high / std(steps)).toBeCloseTo(1, 2);
  expect(pastRange('slope', { kept, next, amount: 20 }).high / slope(steps)).toBeCloseTo(1, 2);
  expect(pastRange('mean', { kept, next, amount: 20 }).high).toBeCloseTo(2, 2);
});

it('says nothing of a past that is not known, or of a window of one value', () => {
  expect(isOrdinary(pastRange('mean', { kept: exactly(NaN), next: between([0, 1]), amount: 5 }))).toBe(false);
  expect(isOrdinary(pastRange('mean', { kept: between([0, Infinity]), next: between([0, 1]), amount: 5 }))).toBe(false);
  expect(isOrdinary(pastRange('std', { kept: between([0, 1]), next: between([0, 1]), amount: 1 }))).toBe(false);
});
