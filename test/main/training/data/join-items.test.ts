import { describe, expect, it } from 'vitest';
import { joinItems } from '../../../../main/training/data/join-items';
import { NdArray } from '../../../../main/training/data/nd-array';
import type { Yielded } from '../../../../main/training/experiment';

const rows = (count: number, width: number): NdArray =>
  new NdArray(
    Float32Array.from({ length: count * width }, (_, at) => at),
    [count, width],
  );
const join = (...items: readonly unknown[]): Yielded => joinItems(items as readonly Yielded[]);

describe('items are joined', () => {
  it.each([
    ['in lists', [rows(1, 2), Float32Array.of(1)], [rows(2, 2), Float32Array.of(2, 3)]],
    ['by part', { xs: rows(1, 2), ys: Float32Array.of(1) }, { xs: rows(2, 2), ys: Float32Array.of(2, 3) }],
  ])('%s', (_, first, second) => {
    const [x, y] = Object.values(join(first, second)) as [NdArray, Float32Array];
    expect(x.shape).toEqual([3, 2]);
    expect(y).toEqual(Float32Array.of(1, 2, 3));
  });

  it('input by input, and plain numbers row by row', () => {
    const item = (width: number): unknown => [[rows(1, width), rows(1, 1)], [[5]], { out: Float32Array.of(1) }];
    expect(join(item(2), item(2))).toMatchObject([
      [{ shape: [2, 2] }, { shape: [2, 1] }],
      [[5], [5]],
      { out: Float32Array.of(1, 1) },
    ]);
  });
});

describe('items that are not alike', () => {
  const y = Float32Array.of(1);
  const x = rows(1, 2);
  it.each([
    ['in width', 'shape-mismatch', { which: 'x', expected: '[batch, 2]', got: '[1, 3]' }, [x, y], [rows(1, 3), y]],
    ['in width of a target', 'shape-mismatch', { which: 'y' }, { xs: y, ys: x }, { xs: y, ys: rows(1, 3) }],
    [
      'in parts',
      'yield-form',
      { got: '[array [1, 2], Float32Array] | [array [1, 2], Float32Array, Float32Array]' },
      [x, y],
      [x, y, y],
    ],
    ['in names', 'yield-form', { got: '{ a } | { b }' }, [{ a: x }, y], [{ b: x }, y]],
    ['in kind', 'yield-form', { got: 'array [1, 2] | Float32Array' }, [x, y], [y, y]],
    ['in form', 'yield-form', { got: '[array [1, 2], Float32Array] | { xs, ys }' }, [x, y], { xs: x, ys: y }],
    ['for nothing', 'yield-form', { got: '[array [1, 2], Float32Array] | undefined' }, [x, y], undefined],
  ])('%s are told', (_, code, values, first, second) => {
    expect(() => join(first, second)).toThrow(
      expect.objectContaining({ code, values: expect.objectContaining(values) as unknown }) as Error,
    );
  });
});
