import { describe, expect, it } from 'vitest';
import { Buckets } from '../../../renderer/chart-data/buckets';
import {
  badPath,
  belowPath,
  linePath,
  markerPath,
  markersBeyond,
  pathBeyond,
} from '../../../renderer/chart-data/paths';

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

describe('on a logarithmic axis', () => {
  const log = { ...map, isLog: true };

  it('lies where the logarithm does', () => {
    expect(corners(linePath(series([1, 10, 100]), log, 'batch'))).toEqual(['M10,100', '20,90', '30,80']);
  });

  it('parts the line at values that have no place, and marks them', () => {
    const buckets = series([1, 0, 10, -3, 100, 10]);
    expect(corners(linePath(buckets, log, 'batch'))).toEqual(['M10,100', 'M30,90', 'M50,80', '60,90']);
    expect(belowPath(buckets, log, 100)).toBe('M16,93h8l-4,7zM36,93h8l-4,7z');
    expect(belowPath(buckets, map, 100)).toBe('');
  });

  it('draws what it can of a bucket that holds both', () => {
    const buckets = series(Array.from({ length: 1200 }, (_, i) => [10, -1][i % 2]!));
    expect(corners(linePath(buckets, log, 'batch', { to: 1 }))).toEqual(['M20,90', '20,90']);
    expect(belowPath(buckets, log, 100)).not.toBe('');
  });

  it('marks no validation value where it has no place', () => {
    expect(markerPath(series([0, 10]), log)).toBe('M17,87h6v6h-6z');
  });
});

it('marks what follows the place of parting: a single value has no line to be seen by', () => {
  const buckets = new Buckets();
  buckets.add(10, 1);
  buckets.add(20, 2);
  expect(markersBeyond(buckets, map, 10)).toBe('M197,77h6v6h-6z');
  expect(markersBeyond(buckets, map, 20)).toBe('');
  const only = new Buckets();
  only.add(20, 2);
  expect([pathBeyond(only, map, 'validation', 10), markersBeyond(only, map, 10)]).toEqual([
    'M200,80h0',
    'M197,77h6v6h-6z',
  ]);
});
