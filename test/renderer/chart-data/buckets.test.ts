import { describe, expect, it } from 'vitest';
import { Buckets, bucketLimit } from '../../../renderer/chart-data/buckets';

function filled(values: readonly number[]): Buckets {
  const buckets = new Buckets();
  values.forEach((value, i) => buckets.add(i + 1, value));
  return buckets;
}

/** What buckets must say of values, computed plainly: one entry per bucket. */
function expected(values: readonly number[], span: number) {
  return Array.from({ length: Math.ceil(values.length / span) }, (_, i) => {
    const own = values.slice(i * span, (i + 1) * span).filter(Number.isFinite);
    return { first: own[0], last: own.at(-1), min: Math.min(...own), max: Math.max(...own) };
  });
}

function entries(buckets: Buckets) {
  return Array.from({ length: buckets.length }, (_, i) => ({
    first: buckets.first[i],
    last: buckets.last[i],
    min: buckets.min[i],
    max: buckets.max[i],
  }));
}

const wave = (length: number) => Array.from({ length }, (_, i) => Math.sin(i * 1.7) * 3 + Math.cos(i / 50));

describe('Buckets', () => {
  it('holds each step on its own while there is room', () => {
    const values = wave(bucketLimit);
    const buckets = filled(values);
    expect(buckets.span).toBe(1);
    expect([...buckets.last.subarray(0, buckets.length)]).toEqual(values);
  });

  it.each([601, 1199, 1200, 1201, 2400, 10_007])('keeps first, last, minimum and maximum of %i steps', (length) => {
    const values = wave(length);
    const buckets = filled(values);
    expect(buckets.length).toBeLessThanOrEqual(bucketLimit);
    expect(buckets.length).toBeGreaterThan(bucketLimit / 2 - 1);
    expect(entries(buckets)).toEqual(expected(values, buckets.span));
    expect(buckets.lowest).toBe(Math.min(...values));
    expect(buckets.highest).toBe(Math.max(...values));
  });

  it('says the last step of each bucket, and the newest', () => {
    const buckets = filled(wave(1000));
    expect(buckets.stepAt(0)).toBe(2);
    expect(buckets.stepAt(buckets.length - 1)).toBe(1000);
    expect(buckets.latestAt).toBe(1000);
  });

  it('parts the line at NaN and remembers where it was, also after merging', () => {
    const values = wave(900);
    values[410] = NaN;
    const buckets = filled(values.slice(0, 500));
    expect(buckets.badAt[410]).toBe(411);
    expect(buckets.lastAt[410]).toBe(0);
    expect(buckets.parted[411]).toBe(1);
    expect(buckets.parted[410]).toBe(0);

    const merged = filled(values);
    expect(merged.span).toBe(2);
    expect(merged.badAt[205]).toBe(411);
    expect(merged.last[205]).toBe(values[411]);
    expect(merged.parted[205]).toBe(1);
    expect([...merged.badAt].filter((step) => step > 0)).toEqual([411]);
  });

  it('marks infinities like NaN and leaves them out of the extremes', () => {
    const buckets = filled([1, Infinity, 2, -Infinity, NaN]);
    expect([buckets.lowest, buckets.highest]).toEqual([1, 2]);
    expect([...buckets.badAt.subarray(0, 5)]).toEqual([0, 2, 0, 4, 5]);
    expect(buckets.latest).toBeNaN();
  });

  it('parts the line where told', () => {
    const buckets = new Buckets();
    buckets.add(1, 5);
    buckets.part();
    buckets.add(2, 4);
    buckets.add(3, 3);
    expect([...buckets.parted.subarray(0, 3)]).toEqual([0, 1, 0]);
  });

  it('finds the value at or before a step, over gaps', () => {
    const buckets = new Buckets();
    expect(buckets.indexAt(5)).toBe(-1);
    buckets.add(3, 0.3);
    buckets.add(9, 0.9);
    expect(buckets.indexAt(2)).toBe(-1);
    expect(buckets.valueAt(buckets.indexAt(8))).toBe(0.3);
    expect(buckets.valueAt(buckets.indexAt(1000))).toBe(0.9);
  });

  it('takes a first step far beyond its buckets', () => {
    const buckets = new Buckets();
    buckets.add(100_000, 1);
    buckets.add(200_000, 2);
    expect([...buckets.lastAt].filter((step) => step > 0)).toEqual([100_000, 200_000]);
  });

  it('forgets everything on reset and says that what was drawn no longer holds', () => {
    const buckets = filled(wave(700));
    const before = buckets.revision;
    buckets.reset();
    expect(buckets.revision).toBeGreaterThan(before);
    buckets.add(1, 7);
    expect(entries(buckets)).toEqual([{ first: 7, last: 7, min: 7, max: 7 }]);
    expect(buckets.span).toBe(1);
  });
});

describe('upTo', () => {
  const filled = (steps: number) => {
    const buckets = new Buckets();
    for (let step = 1; step <= steps; step++) buckets.add(step, step === 7 ? NaN : 1000 - step);
    return buckets;
  };

  it('is what it was at that step', () => {
    for (const step of [1, 6, 7, 8, 100]) {
      const { revision: _, ...copy } = filled(300).upTo(step);
      const { revision: __, ...whole } = filled(step);
      expect({ ...copy, latest: 0 }).toMatchObject({ ...whole, latest: 0 });
    }
  });

  it('keeps of merged buckets only what lies before the step', () => {
    const whole = filled(1000); // two steps in each bucket
    const copy = whole.upTo(501);
    expect([copy.span, copy.length, copy.latestAt, copy.latest]).toEqual([2, 251, 501, 499]);
    expect([copy.lowest, copy.highest]).toEqual([499, 999]);
    expect(whole.length).toBe(500);
  });

  it('can be added to', () => {
    const copy = filled(300).upTo(10);
    copy.add(11, 5);
    expect([copy.latestAt, copy.lowest, copy.length]).toEqual([11, 5, 11]);
  });

  it('is empty up to step 0', () => {
    expect(filled(30).upTo(0)).toMatchObject({ length: 0, latestAt: 0, lowest: Infinity });
  });
});
