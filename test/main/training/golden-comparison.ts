import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { numberOf, type GoldenCase, type GoldenTensor, type Numbers } from './golden-case';

const folder = join(import.meta.dirname, '../../golden');
/** Every recorded case. */
export const goldenCases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldenCase);

/** Largest allowed deviation: that of two honest float32 implementations. */
export function allowance({ sensitivity }: GoldenCase): number {
  const moves = Object.values(sensitivity).map(numberOf).filter(Number.isFinite);
  return Math.max(1e-5, 20 * Math.max(0, ...moves));
}

export function expectClose(got: ArrayLike<number>, want: Numbers, tolerance: number, what: string): void {
  expect(got.length, what).toBe(want.length);
  want.map(numberOf).forEach((number, index) => {
    const value = got[index]!;
    if (Object.is(value, number)) return;
    const isClose = Math.abs(value - number) <= tolerance + 1e-5 * Math.abs(number);
    expect(isClose, `${what}[${index}]: got ${value}, Keras has ${number}`).toBe(true);
  });
}

export function expectTensors(
  got: readonly ArrayLike<number>[],
  want: readonly GoldenTensor[],
  tolerance: number,
  what: string,
): void {
  expect(got.length, what).toBe(want.length);
  want.forEach((each, index) => expectClose(got[index]!, each.values, tolerance, `${what} ${index}`));
}
