import { describe, expect, it } from 'vitest';
import { logTickLabels } from '../../../renderer/chart-data/number-format';
import {
  type Domain,
  stepDomain,
  stepTicks,
  valueDomain,
  valueTicks,
  growingDomain,
  logDomain,
  logTicks,
} from '../../../renderer/chart-data/domains';

describe('stepDomain', () => {
  it('leaves room to grow and changes rarely', () => {
    let domain: Domain | undefined;
    let changes = 0;
    for (let step = 0; step <= 100_000; step++) {
      const next = stepDomain(step, undefined, domain);
      if (next[1] < step) throw new Error(`step ${step} lies beyond ${next[1]}`);
      if (next !== domain) changes++;
      domain = next;
    }
    expect(changes).toBeLessThan(45);
    expect(domain![1]).toBeLessThan(100_000 * 1.6);
  });

  it('ends with the run where its length is known', () => {
    expect(stepDomain(900, 938)).toEqual([0, 938]);
    expect(stepDomain(938, 938)).toEqual([0, 938]);
    expect(stepDomain(3, 10)).toEqual([0, 10]);
  });

  it('shrinks when another run begins', () => {
    expect(stepDomain(0, undefined, [0, 5000])[1]).toBeLessThan(100);
  });
});

describe('valueDomain', () => {
  it('starts at 0 and ends at a rounded value above all', () => {
    expect(valueDomain(0.3, 2.41, false)).toEqual([0, 2.8]);
    expect(valueDomain(0.001, 0.0431, false)).toEqual([0, 0.048]);
  });

  it('is 0 to 1 for shares, and for everything as long as there is nothing', () => {
    expect(valueDomain(0.4, 0.93, true)).toEqual([0, 1]);
    expect(valueDomain(Infinity, -Infinity, false)).toEqual([0, 1]);
  });

  it('goes below 0 only for negative values', () => {
    const [low, high] = valueDomain(-3.2, 1, false);
    expect(low).toBeLessThanOrEqual(-3.2);
    expect(high).toBeGreaterThanOrEqual(1);
  });

  it('holds all-equal values, 0 too', () => {
    expect(valueDomain(0, 0, false)[1]).toBeGreaterThan(0);
    expect(valueDomain(-2, -2, false)[0]).toBeLessThanOrEqual(-2);
  });

  it('stays the very same value while it fits, and grows when it no longer does', () => {
    const domain = valueDomain(0.5, 2.4, false);
    expect(valueDomain(0.2, 2.6, false, domain)).toBe(domain);
    const grown = valueDomain(0.2, 2.9, false, domain);
    expect(grown[1]).toBeGreaterThan(2.9);
  });

  it('shrinks when it is far too wide: another run has begun', () => {
    expect(valueDomain(0, 0.4, false, [0, 50])[1]).toBeLessThan(1);
    expect(valueDomain(Infinity, -Infinity, false, [0, 50])).toEqual([0, 1]);
  });
});

describe('ticks', () => {
  it('are rounded, inside, and no more than asked for', () => {
    expect(valueTicks([0, 2.7], 6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(valueTicks([0, 1], 2)).toEqual([0, 0.5, 1]);
    expect(valueTicks([-4, 2], 4)).toEqual([-4, -2, 0, 2]);
  });

  it('are two at least: one alone tells no scale', () => {
    expect(valueTicks([-0.4, 1.8], 1.6)).toEqual([0, 1]);
    for (const high of [1.2e-12, 0.7, 1.9, 2.4, 4.9, 5e28, 9.9e30]) {
      for (const most of [0.5, 1, 1.6, 2, 3]) {
        const found = valueTicks([-high / 5, high], most);
        expect(found.length).toBeGreaterThan(1);
        expect(found.length).toBeLessThan(6);
      }
    }
  });

  it('of steps are whole', () => {
    expect(stepTicks([0, 3], 10)).toEqual([0, 1, 2, 3]);
    expect(stepTicks([0, 938], 5)).toEqual([0, 200, 400, 600, 800]);
    for (const high of [1, 7, 20, 25, 32, 938, 64_000]) {
      expect(stepTicks([0, high], 6).every(Number.isInteger)).toBe(true);
    }
  });
});

describe('logDomain', () => {
  const ends = (low: number, high: number) => logDomain(low, high).map((power) => Number((10 ** power).toPrecision(6)));

  it('has rounded values below and above all', () => {
    expect(ends(0.034, 2.4)).toEqual([0.02, 5]);
    expect(ends(1, 100)).toEqual([1, 100]);
    expect(ends(3e-7, 2e4)).toEqual([2e-7, 2e4]);
  });

  it('fits values that lie close together', () => {
    const [low, high] = ends(0.391, 0.395);
    expect([low! <= 0.391, high! >= 0.395, low! > 0.38, high! < 0.4]).toEqual([true, true, true, true]);
    expect(ends(0.5, 0.5)[0]).toBeLessThan(0.5);
    expect(ends(0.28, 0.28 + 1e-8)).toEqual(ends(0.28, 0.28));
    const labels = logTickLabels(logTicks(logDomain(0.28, 0.28 + 1e-8), 5));
    expect(new Set(labels).size).toBeGreaterThan(2);
  });

  it('is kept as long as it fits, and is there before a value is', () => {
    const domain = logDomain(0.1, 2);
    expect(logDomain(0.12, 1.9, domain)).toBe(domain);
    expect(logDomain(0.04, 2, domain)).not.toEqual(domain);
    expect(logDomain(Infinity, -Infinity)).toEqual([-1, 0]);
  });
});

it('puts ticks on a logarithmic axis where there is room', () => {
  expect(logTicks([-2, 0], 6)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  expect(logTicks([-2, 0], 4)).toEqual([0.01, 0.03, 0.1, 0.3, 1]);
  expect(logTicks([-6, 2], 4)).toEqual([1e-6, 0.001, 1]);
  expect(logTicks([Math.log10(0.39), Math.log10(0.4)], 3).length).toBeGreaterThan(1);
});

it('grows with what it counts, with room ahead', () => {
  expect(growingDomain(0, 1)).toEqual([0, 1]);
  expect(growingDomain(0.13, 0.1)).toEqual([0, 0.16]);
  const domain = growingDomain(100, 1);
  expect(domain[1]).toBeGreaterThanOrEqual(115);
  expect(growingDomain(105, 1, domain)).toBe(domain);
  expect(growingDomain(3, 1, domain)).not.toEqual(domain);
});
