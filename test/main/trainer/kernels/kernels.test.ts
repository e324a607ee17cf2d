import { memory, tensor, tensor1d, tensor2d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '../../../../main/training/tf';
import { describe, expect, it } from 'vitest';
import { differentiate, differentiateComposed, expectClose, numbers, operationsOf } from './differentiate';

/** The product, one value after the other. */
function product(a: number[][], b: number[][]): number[] {
  return a.flatMap((row) => b[0]!.map((_, column) => row.reduce((sum, value, at) => sum + value * b[at]![column]!, 0)));
}

describe('products of matrices', () => {
  const flags = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const));

  it.each(flags)('transposed %s and %s', (transposeA, transposeB) => {
    for (const [rows, inner, columns] of [
      [1, 1, 1],
      [3, 4, 2],
      [1, 5, 3],
    ] as const) {
      const a = numbers([rows, inner]) as Tensor2D;
      const b = numbers([inner, columns], 2) as Tensor2D;
      const inputs = [transposeA ? a.transpose() : a, transposeB ? b.transpose() : b];
      const compute = (x: Tensor, y: Tensor): Tensor => tf.matMul(x, y, transposeA, transposeB);
      expect(operationsOf(() => compute(inputs[0]!, inputs[1]!))).toEqual(['MatMul']);
      const all = differentiate(compute, inputs);
      expectClose([all[0]!], [product(a.arraySync(), b.arraySync())]);
      expectClose(all, differentiateComposed(compute, inputs));
    }
  });

  it('of stacks of matrices, too', () => {
    const stacks = [numbers([2, 3, 4]), numbers([2, 4, 2], 2)] as const;
    const one = tf.matMul(stacks[0].unstack()[1]!, stacks[1].unstack()[1]!);
    const all = tf.matMul(...stacks).unstack()[1]!;
    expectClose([Array.from(all.dataSync())], [Array.from(one.dataSync())]);
  });
});

describe('rows by index', () => {
  const table = tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  it('are found without reading the indices back', () => {
    const indices = tensor1d([2, 0, 2], 'int32');
    expect(Array.from(tf.gather(table, indices).dataSync())).toEqual([5, 6, 1, 2, 5, 6]);
    const weights = Array.from(numbers([3, 2], 5).dataSync()) as [number, number, number, number, number, number];
    const [, gradient] = differentiate((x) => tf.gather(x, indices), [table]);
    expectClose([gradient!], [[weights[2], weights[3], 0, 0, weights[0] + weights[4], weights[1] + weights[5]]]);
  });

  it.each([3, -1])('are refused at index %i', (index) => {
    expect(() => tf.gather(table, tensor1d([0, index], 'int32')).dataSync()).toThrow(/is not in \[0, 3\)/);
  });

  it('along other axes', () => {
    const x = tensor([1, 2, 3, 4], [1, 2, 2]);
    expect(Array.from(tf.gather(x, tensor1d([1, 0], 'int32'), 2).dataSync())).toEqual([2, 1, 4, 3]);
  });
});

describe('kernels', () => {
  it('leave no tensors behind', () => {
    const table = numbers([3, 2]);
    const indices = tensor1d([0, 1], 'int32');
    const before = memory().numTensors;
    tidy(() => void tf.gather(table, indices).matMul(numbers([2, 2])));
    expect(memory().numTensors).toBe(before);
  });
});
