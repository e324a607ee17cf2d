import '../../../../main/trainer/backend';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { areSurelyFinite, withProducts } from '../../../../main/training/step/surely-finite';
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

describe('a look at a large product', () => {
  /** A column by a row, each of zeros but for one number: the product has one number, their product. */
  const isSure = (one: number, other: number, at: number, look = withProducts): boolean => {
    const rows = new Float32Array(200);
    const columns = new Float32Array(300);
    [rows[0], columns[at]] = [one, other];
    return tf.tidy(() =>
      look(() =>
        areSurelyFinite([tf.matMul(tf.tensor2d(rows, [200, 1]), tf.tensor2d(columns, [1, 300])).reshape([-1])]),
      ),
    );
  };
  const itself: typeof withProducts = (run) => run();

  it('finds what is not finite in either factor', () => {
    expect(isSure(2, 3, 7)).toBe(true);
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(isSure(bad, 1, 0)).toBe(false);
      expect(isSure(1, bad, 299)).toBe(false);
      expect(isSure(bad, 0, 0)).toBe(false);
    }
  });

  it('finds a number whose square is just infinite, as a look at the product does', () => {
    for (const [one, other] of [
      [2e9, 1e10],
      [4e18, 5],
      [-3.6e9, 1e10],
    ] as const) {
      expect(isSure(one, other, 0)).toBe(false);
      expect(isSure(one, other, 0, itself)).toBe(false);
    }
    expect(isSure(1e9, 5e9, 0)).toBe(true);
  });

  it('reads the factors, not the product', () => {
    tf.tidy(() => {
      const [one, other] = [tf.ones([200, 1]).mul([[1e15, 0]]), tf.ones([1, 300]).mul([[0], [1e10]])];
      expect(areSurelyFinite([tf.matMul(one, other)])).toBe(true);
      expect(withProducts(() => areSurelyFinite([tf.matMul(one, other)]))).toBe(false);
    });
  });
});
