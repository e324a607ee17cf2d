import type { Comparison } from './tree';

/** All that a value may be: a number from `low` to `high`, NaN too if `mayBeNaN`. Of booleans, 1 is true and 0 is false. */
export type ValueRange = { readonly low: number; readonly high: number; readonly mayBeNaN: boolean };

export const anything: ValueRange = { low: -Infinity, high: Infinity, mayBeNaN: true };
export const eitherWay: ValueRange = { low: 0, high: 1, mayBeNaN: false };

export function exactly(value: number): ValueRange {
  return Number.isNaN(value) ? anything : { low: value, high: value, mayBeNaN: false };
}

/** What lies between numbers; {@link anything} if one of them is NaN. */
export function between(numbers: readonly number[], mayBeNaN = false): ValueRange {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return Number.isNaN(low) ? anything : { low, high, mayBeNaN };
}

export function union(one: ValueRange, other: ValueRange): ValueRange {
  return between([one.low, one.high, other.low, other.high], one.mayBeNaN || other.mayBeNaN);
}

/** Wider by a share of each end: room for what is lost in rounding. */
export function loosened({ low, high, mayBeNaN }: ValueRange, share: number): ValueRange {
  const room = (end: number): number => (Number.isFinite(end) ? share * Math.abs(end) : 0);
  return { low: low - room(low), high: high + room(high), mayBeNaN };
}

/** Whether all of it is an ordinary number. */
export function isOrdinary({ low, high, mayBeNaN }: ValueRange): boolean {
  return !mayBeNaN && Number.isFinite(low) && Number.isFinite(high);
}

/**
 * What comes of two ranges by an operation that has its extremes where the ranges have theirs. Rounding keeps the order of
 * numbers, so the range holds for rounded results too. Infinities may make NaN anywhere in between.
 */
export function ofEnds(
  left: ValueRange,
  right: ValueRange,
  operation: (left: number, right: number) => number,
): ValueRange {
  const ends = [left.low, left.high].flatMap((one) => [operation(one, right.low), operation(one, right.high)]);
  return between(ends, !isOrdinary(left) || !isOrdinary(right));
}

/** What comes of a range by a function that never falls. */
export function rising({ low, high, mayBeNaN }: ValueRange, of: (value: number) => number): ValueRange {
  return between([of(low), of(high)], mayBeNaN);
}

const holds: { readonly [Name in Comparison]: (left: number, right: number) => boolean } = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Whether two values compare so. NaN does with nothing. */
export function compared(operator: Comparison, left: ValueRange, right: ValueRange): ValueRange {
  const isLess = operator === '<' || operator === '<=';
  const [likely, unlikely] = isLess
    ? [holds[operator](left.low, right.high), holds[operator](left.high, right.low)]
    : [holds[operator](left.high, right.low), holds[operator](left.low, right.high)];
  const isSure = unlikely && !left.mayBeNaN && !right.mayBeNaN;
  return { low: Number(isSure), high: Number(likely), mayBeNaN: false };
}

/** Whether two values are equal, or differ; neither of them does so with NaN. */
export function equated(isEqual: boolean, left: ValueRange, right: ValueRange): ValueRange {
  const isApart = left.high < right.low || right.high < left.low;
  const isOne = left.low === left.high && right.low === right.high && left.low === right.low;
  const isKnown = !left.mayBeNaN && !right.mayBeNaN;
  const [never, always] = isEqual ? [isApart, isOne] : [isOne, isApart];
  return { low: Number(always && isKnown), high: Number(!never), mayBeNaN: false };
}
