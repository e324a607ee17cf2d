import { memory, tidy, type Tensor } from '@tensorflow/tfjs-core';
import * as tf from '../../../../main/training/tf';
import { describe, expect, it } from 'vitest';
import { differentiate, differentiateComposed, expectClose, numbers, operationsOf } from './differentiate';

const activations: readonly [operation: string, compute: (x: Tensor) => Tensor][] = [
  ['ReluGrad', (x) => tf.relu(x)],
  ['Relu6Grad', (x) => tf.relu6(x.mul(4))],
  ['LeakyReluGrad', (x) => tf.leakyRelu(x, 0.3)],
  ['SeluGrad', (x) => tf.selu(x)],
  ['EluGrad', (x) => tf.elu(x)],
  ['TanhGrad', (x) => tf.tanh(x)],
  ['SigmoidGrad', (x) => tf.sigmoid(x)],
  ['SoftplusGrad', (x) => tf.softplus(x)],
  ['SqrtGrad', (x) => tf.sqrt(x.square().add(0.1))],
  ['RsqrtGrad', (x) => tf.rsqrt(x.square().add(0.1))],
];

const reductions: readonly [name: string, compute: (x: Tensor) => Tensor][] = [
  ['sum of all', (x) => x.sum()],
  ['sum of rows', (x) => x.sum(-1)],
  ['sum that keeps its axes', (x) => x.sum([0, 1], true)],
  ['mean of all', (x) => x.mean()],
  ['mean of an inner axis', (x) => x.mean(1)],
  ['mean that keeps its axis', (x) => x.mean(-1, true)],
];

const pairs: readonly [string, (a: Tensor, b: Tensor) => Tensor][] = [
  ['add', (a, b) => a.add(b)],
  ['sub', (a, b) => a.sub(b)],
  ['mul', (a, b) => a.mul(b)],
  ['div', (a, b) => a.div(b.square().add(1))],
];

describe('the gradient of an activation', () => {
  it('is composed where it is differentiated again', () => {
    const names = operationsOf(() => differentiateComposed((x) => tf.relu(x), [numbers([3])]));
    expect(names).not.toContain('ReluGrad');
  });

  it.each(activations)('%s is one operation, and what tfjs-core composes', (operation, compute) => {
    for (const shape of [[1], [3, 5], [2, 3, 4, 1]]) {
      const x = numbers(shape);
      expect(operationsOf(() => differentiate(compute, [x]))).toContain(operation);
      expectClose(differentiate(compute, [x]), differentiateComposed(compute, [x]));
    }
  });

  it('can itself be differentiated', () => {
    const x = numbers([6]);
    const slope = tf.grad((each: Tensor) => tf.softplus(each));
    const second = tf.grad((each: Tensor) => slope(each))(x);
    const y = tf.sigmoid(x);
    expectClose([Array.from(second.dataSync())], [Array.from(y.sub(y.square()).dataSync())]);
  });
});

describe('gradients of sums, means and arithmetic', () => {
  it.each(reductions)('%s', (_, compute) => {
    for (const shape of [
      [1, 1, 1],
      [2, 3, 4],
    ]) {
      const x = numbers(shape);
      expectClose(differentiate(compute, [x]), differentiateComposed(compute, [x]));
    }
  });

  it.each(pairs)('%s, where one is broadcast', (_, compute) => {
    const shapes = [
      [
        [2, 3],
        [2, 3],
      ],
      [[4, 3], [3]],
      [
        [1, 3],
        [2, 1],
      ],
      [[], [2, 2]],
    ] as const;
    for (const [first, second] of shapes) {
      const inputs = [numbers(first), numbers(second, 2)];
      expectClose(differentiate(compute, inputs), differentiateComposed(compute, inputs));
    }
  });

  it('keep the gradients of two inputs apart that come from the same sum', () => {
    const inputs = [numbers([3]), numbers([3], 2)];
    const [, first, second] = differentiate((a, b) => a.add(b).add(a), inputs);
    const weights = Array.from(numbers([3], 5).dataSync());
    expectClose([first!, second!], [weights.map((each) => 2 * each), weights]);
  });

  it('leave no tensors behind', () => {
    const x = numbers([2, 3]);
    const before = memory().numTensors;
    for (const [, compute] of [...activations, ...reductions]) differentiate(compute, [x]);
    expect(memory().numTensors).toBe(before);
  });
});

describe('reshapes and casts that change nothing', () => {
  it('run no operation and give a tensor of its own', () => {
    const x = numbers([2, 3]);
    const names = operationsOf(() => {
      tidy(() => {
        x.reshape([2, 3]).dispose();
        x.cast('float32').dispose();
      });
    });
    expect(names).toEqual([]);
    expect(x.reshape([2, -1]).shape).toEqual([2, 3]);
    expect(Array.from(x.cast('int32').dataSync())).toEqual(Array.from(x.dataSync(), (value) => Math.trunc(value) + 0));
  });
});

const comparisons: readonly [string, (x: Tensor) => Tensor][] = [
  ['equal', (x) => x.equal(1)],
  ['not equal', (x) => x.notEqual(0)],
  ['greater', (x) => x.greater(0)],
  ['less', (x) => x.less(0.5)],
  ['less or equal', (x) => x.lessEqual(x.mean(0))],
  ['any', (x) => x.greater(0).any(1)],
  ['all', (x) => x.greater(0).all(-1, true)],
  ['and', (x) => x.greater(0).logicalAnd(x.less(1))],
  ['or', (x) => x.greater(1).logicalOr(x.less(0))],
  ['not', (x) => x.greater(0).logicalNot()],
];

describe('what is true of numbers', () => {
  it.each(comparisons)('%s: leads nothing back', (_, compute) => {
    const x = numbers([3, 4]);
    const [values, gradient] = differentiate((each) => compute(each).cast('float32'), [x]);
    expect(values).toEqual(Array.from(compute(x).dataSync()));
    expect(gradient).toEqual(new Array(12).fill(0));
  });

  it('lets through what else leads back', () => {
    const x = numbers([3, 4]);
    const masked = (each: Tensor): Tensor => each.mul(each.notEqual(0).any(1, true).cast('float32'));
    const [, gradient] = differentiate(masked, [x]);
    expect(gradient).toEqual(Array.from(numbers([3, 4], 5).dataSync()));
  });
});
