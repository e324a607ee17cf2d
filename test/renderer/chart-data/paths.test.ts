import { describe, expect, it } from 'vitest';
import { Buckets } from '../../../renderer/chart-data/buckets';
import { badPath, linePath, markerPath } from '../../../renderer/chart-data/paths';

const map = { kx: 10, bx: 0, ky: -10, by: 100 };

function series(values: readonly number[]): Buckets {
  const buckets = new Buckets();
  values.forEach((value, i) => buckets.add(i + 1, value));
  return buckets;
}

/** Corners of a path, in order: absolute x and y of M, L and V; `M` marks where the pen was lifted. */
function corners(d: string): string[] {
  let x = '';
  return [...d.matchAll(/([MLV])([-\d.]+)(?:,([-\d.]+))?/g)].map(([, command, a, b]) => {
    if (command !== 'V') x = a!;
    return `${command === 'M' ? 'M' : ''}${x},${command === 'V' ? a : b}`;
  });
}

describe('linePath', () => {
  it('joins values and lifts the pen where the line is parted', () => {
    expect(corners(linePath(series([1, 2, NaN, 3, 4]), map, 'batch'))).toEqual(['M10,90', '20,80', 'M40,70', '50,60']);
  });

  it('shows the whole range of a bucket of several steps and leaves it at its last value', () => {
    const buckets = series(Array.from({ length: 1200 }, (_, i) => [1, 9][i % 2]!));
    const [first, low, high, last] = corners(linePath(buckets, map, 'batch', { to: 1 }));
    expect([first, low, high, last]).toEqual(['M20,90', '20,90', '20,10', '20,10']);
  });

  it('goes through the last values only where a line hardly moves within a bucket', () => {
    const buckets = series(Array.from({ length: 1200 }, (_, i) => [1, 9][i % 2]!));
    expect(corners(linePath(buckets, map, 'mean', { to: 2 }))).toEqual(['M20,10', '40,10']);
  });

  it('draws parts that together are the whole line', () => {
    const buckets = series([5, 4, NaN, NaN, 3, 2, 1]);
    const whole = corners(linePath(buckets, map, 'batch'));
    for (let split = 1; split < buckets.length; split++) {
      const head = corners(linePath(buckets, map, 'batch', { to: split }));
      const tail = corners(linePath(buckets, map, 'batch', { from: split }));
      const joint = tail[0]!.replace('M', '');
      expect(head.at(-1)!.replace('M', '')).toBe(joint);
      expect([...head, ...tail.slice(1)]).toEqual(whole);
    }
  });

  it('gives a value between two gaps a dot', () => {
    expect(linePath(series([NaN, 3, NaN]), map, 'mean')).toBe('M20,70h0');
  });

  it('is empty without values', () => {
    expect(linePath(new Buckets(), map, 'batch')).toBe('');
    expect(linePath(series([NaN, NaN]), map, 'batch')).toBe('');
  });
});

it('marks values that are not finite on the step axis', () => {
  expect(badPath(series([1, NaN, 3]), map, 100)).toBe('M16,100h8l-4,-7z');
  expect(badPath(series([1, 2]), map, 100)).toBe('');
});

it('leaves out markers that would touch', () => {
  const count = (d: string) => d.split('z').length - 1;
  const buckets = series([1, 2, 3, 4]);
  expect(count(markerPath(buckets, map))).toBe(4);
  expect(count(markerPath(buckets, { ...map, kx: 5 }))).toBe(2);
});
