import { describe, expect, it } from 'vitest';
import { constantColumns } from '../../../../main/training/debug/constant-columns';

describe('the constant columns of a table', () => {
  it('hold one number in every row', () => {
    expect(constantColumns([[1, 2, 3, 1, 0, 3, 1, 2, 3]], 3)).toEqual([0, 2]);
  });

  it('hold the same in every part', () => {
    const parts = [Float32Array.of(1, 2, 1, 2), Float32Array.of(1, 5, 1, 5)];
    expect(constantColumns(parts, 2)).toEqual([0]);
  });

  it('hold no NaN', () => {
    expect(constantColumns([[NaN, 7, NaN, 7]], 2)).toEqual([1]);
  });
});
