import { describe, expect, it } from 'vitest';
import { rowClasses } from '../../../../main/training/data/row-classes';

describe('the classes of rows', () => {
  it('are the numbers of rows that have one each', () => {
    expect(rowClasses([3, 0, 1], 1)).toEqual([3, 0, 1]);
  });

  it('are the places of the largest numbers, the first of equals', () => {
    expect(rowClasses(Float32Array.of(0, 1, 0, 0.2, 0.3, 0.5, 1, 0, 1, -3, -2, -4), 3)).toEqual([1, 2, 0, 1]);
  });

  it('are unknown where a number is NaN, wherever it stands', () => {
    expect(rowClasses([NaN, 1, 1, NaN, 0, 1], 2)).toEqual([-1, -1, 1]);
  });
});
