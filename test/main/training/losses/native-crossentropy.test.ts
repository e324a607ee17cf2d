import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { findLoss } from '../../../../main/training/losses/find-loss';
import {
  differentiate,
  differentiateComposed,
  expectClose,
  numbers,
  operationsOf,
} from '../../trainer/kernels/differentiate';

type Case = readonly [loss: string, operation: string, yTrue: Tensor];

const classes = tensor([2, 0, 1, 2], [4, 1]);
const rows = numbers([4, 3], 2).softmax();

const cases: readonly Case[] = [
  ['sparseCategoricalCrossentropy', 'SparseSoftmaxCrossEntropyWithLogits', classes],
  ['categoricalCrossentropy', 'SoftmaxCrossEntropyWithLogits', rows],
];

function fromLogits(name: string, yTrue: Tensor): (logits: Tensor) => Tensor {
  const { values } = findLoss(name).fromLogits!;
  return (logits) => values(yTrue, logits, () => logits.softmax());
}

describe.each(cases)('%s from logits', (name, operation, yTrue) => {
  const scales = [1, 100];

  it.each(scales)('is one operation, and what is composed, for logits of size %i', (scale) => {
    const compute = fromLogits(name, yTrue);
    const logits = numbers([4, 3]).mul(scale);
    expect(operationsOf(() => differentiate(compute, [logits]))).toContain(operation);
    expectClose(differentiate(compute, [logits]), differentiateComposed(compute, [logits]));
  });

  it('works on time steps', () => {
    const steps = yTrue.reshape([2, 2, -1]);
    const logits = numbers([4, 3]);
    const [values, gradient] = differentiate(fromLogits(name, steps), [logits.reshape([2, 2, 3])]);
    expectClose([values!, gradient!], differentiate(fromLogits(name, yTrue), [logits]));
  });
});
