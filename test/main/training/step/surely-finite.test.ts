import '../../../../main/trainer/backend';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { areSurelyFinite } from '../../../../main/training/step/surely-finite';
import * as tf from '../../../../main/training/tf';

describe.each([
  ['few', 7],
  ['many', 20_000],
])('a look at %s numbers', (_, size) => {
  const isFinite = (last: number): boolean => {
    const numbers = new Float32Array(size).fill(-2);
    numbers[size - 1] = last;
    const tensors = [tf.tensor1d([1, 2]), tf.tensor1d(numbers)];
    const before = memory().numTensors;
    const answer = areSurelyFinite(tensors);
    expect(memory().numTensors).toBe(before);
    tf.dispose(tensors);
    return answer;
  };

  it('finds the one that is not finite, or has no finite square', () => {
    expect([0, 1e18, -1e18].map(isFinite)).toEqual([true, true, true]);
    expect([NaN, Infinity, -Infinity, 1e20, -1e20].map(isFinite)).toEqual(Array(5).fill(false));
  });
});
