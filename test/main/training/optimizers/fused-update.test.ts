import { memory, scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import type { Named } from '../../../../main/training/experiment';
import { findOptimizer } from '../../../../main/training/optimizers/find-optimizer';
import { nativeUpdate } from '../../../../main/training/optimizers/native-update';
import type { Slots, UpdateOutput, UpdateRule } from '../../../../main/training/optimizers/optimizer';
import { seedsOf } from '../../../../main/training/random/key';
import { keyedNormal } from '../../../../main/training/random/keyed-tensors';
import { scoped } from '../../../../main/training/step/scope';

const optimizers: readonly Named[] = [
  'sgd',
  { name: 'sgd', momentum: 0.9 },
  { name: 'sgd', momentum: 0.9, nesterov: true },
  'adam',
  { name: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  { name: 'adam', amsgrad: true },
  'adamax',
  'rmsprop',
  { name: 'rmsprop', momentum: 0.9, rho: 0.95 },
  { name: 'adadelta', learningRate: 1 },
  { name: 'ftrl', learningRate: 0.1 },
  { name: 'ftrl', learningRate: 0.1, l1RegularizationStrength: 0.01, l2RegularizationStrength: 0.1, beta: 0.2 },
  { name: 'ftrl', learningRate: 0.1, l2ShrinkageRegularizationStrength: 0.1, learningRatePower: -0.3 },
];

const steps = 50;
const size = 103;

type Both = { readonly plain: UpdateOutput; readonly fused: UpdateOutput };

/** The same gradients, of very different sizes, by the rule's operations and by its kernel. */
function trained(rule: UpdateRule, learningRate: number): Both {
  const value = keyedNormal([size], seedsOf(1, 'weights'), 0, 0.1);
  const slots: Slots = Object.fromEntries(Object.entries(rule.slots).map(([name, initial]) => [name, initial(value)]));
  const sizes = keyedNormal([size], seedsOf(1, 'sizes'), 0, 0.1);
  let both: Both = { plain: { value, slots }, fused: { value, slots } };
  for (let iterations = 0; iterations < steps; iterations += 1) {
    const gradient = keyedNormal([size], seedsOf(iterations, 'gradient'), 0.1, 1).mul(sizes);
    const numbers = rule.scalars({ learningRate: Math.fround(learningRate), iterations }, rule.hyperparameters);
    const scalars = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, scalar(number)]));
    both = {
      plain: rule.update({ gradient, ...both.plain, scalars }),
      fused: nativeUpdate(rule.fused!, { gradient, ...both.fused, scalars }),
    };
  }
  return both;
}

/** The largest difference, in units of `absolute + relative * |value|`. */
function deviation(got: Tensor, want: Tensor, absolute: number, relative: number): number {
  const [own, other] = [got.dataSync(), want.dataSync()];
  return Math.max(
    ...own.map((value, index) => Math.abs(value - other[index]!) / (absolute + relative * Math.abs(value))),
  );
}

it.each(optimizers)(`a kernel gives what its rule gives, ${steps} times: %j`, (named) => {
  tidy(() => {
    const { rule, learningRate } = findOptimizer(named);
    const { plain, fused } = trained(rule, learningRate);
    expect(Object.keys(fused.slots).sort()).toEqual(Object.keys(rule.slots).sort());
    // A rounding step of 1 is 1.2e-7.
    expect(deviation(fused.value, plain.value, 1e-7, 2.4e-7)).toBeLessThan(1);
    for (const [name, held] of Object.entries(plain.slots)) {
      // The kernel's share 1 - float32(0.999) is 1.3e-5 from Keras's float32(1 - 0.999).
      expect(deviation(fused.slots[name]!, held, 2e-6, 2e-5), name).toBeLessThan(1);
    }
  });
});

it('a kernel writes nothing, whatever the shape, and leaves no tensors behind', () => {
  const { rule } = findOptimizer('rmsprop');
  const scalars = { rate: scalar(0.1), rho: scalar(0.9), rest: scalar(0.1), epsilon: scalar(0), momentum: scalar(0) };
  const update = (shape: number[]): number[] =>
    scoped(() => {
      const value = keyedNormal(shape, seedsOf(1, 'weights'), 0, 1);
      const before = [...value.dataSync()];
      const velocity = value.square();
      const next = nativeUpdate(rule.fused!, { gradient: value, value, slots: { velocity }, scalars });
      expect([...value.dataSync()]).toEqual(before);
      expect([...velocity.dataSync()]).toEqual([...value.square().dataSync()]);
      expect(next.value.shape).toEqual(shape);
      // The root of the mean square is the gradient's own size: each step is the rate.
      return [...value.sub(next.value).abs().dataSync()];
    });
  update([1]);
  const count = memory().numTensors;
  for (const shape of [[], [3, 1, 2], [17], []]) {
    for (const change of update(shape)) expect(change).toBeCloseTo(0.1, 6);
  }
  expect(memory().numTensors).toBe(count);
});
