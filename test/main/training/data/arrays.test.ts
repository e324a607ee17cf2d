import { expect, it } from 'vitest';
import { arrays } from '../../../../main/training/data/arrays';
import { NdArray } from '../../../../main/training/data/nd-array';

const x = new NdArray(Float32Array.of(0, 1, 10, 11, 20, 21), [3, 2]);
const y = new NdArray(Int32Array.of(0, 1, 2), [3]);

it('keeps rows of x and y together in any order', async () => {
  const source = arrays({ x, y, batchSize: 2, shuffle: true });
  source.onEpochBegin?.(0, 5);
  const batches = [await source.item(0), await source.item(1)] as unknown as [NdArray, NdArray][];
  const pairs = batches.flatMap(([xs, ys]) => [...ys.values].map((label, row) => [xs.values[row * 2], label]));
  expect(pairs.sort()).toEqual([
    [0, 0],
    [10, 1],
    [20, 2],
  ]);
});

it('refuses x and y of different length, and a shape that does not hold the values', () => {
  expect(() => arrays({ x, y: new NdArray(Int32Array.of(1), [1]), batchSize: 1 })).toThrow(
    expect.objectContaining({ code: 'rows-differ', values: { x: 3, other: 1, which: 'y' } }),
  );
  expect(() => new NdArray(Int32Array.of(1, 2), [3])).toThrow(
    expect.objectContaining({
      code: 'wrong-argument',
      values: { name: 'shape', expected: { phrase: 'values-in-all', count: 2 }, got: '[3]' },
    }),
  );
});
