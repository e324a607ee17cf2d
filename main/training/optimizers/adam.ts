import type { Tensor } from '@tensorflow/tfjs-core';
import { moveTowards, zeros, type Slots, type UpdateRule } from './optimizer';

export const adamDefaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false };
export const nadamDefaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

const float = Math.fround;

/** 1 - beta^step in float32, as Keras computes it: the first steps depend on its rounding. */
function correction(beta: number, step: number): number {
  return float(1 - float(float(beta) ** step));
}

type Betas = { readonly beta1: number; readonly beta2: number };

function moments(slots: Slots, gradient: Tensor, { beta1, beta2 }: Betas): { momentum: Tensor; velocity: Tensor } {
  return {
    momentum: moveTowards(slots['momentum']!, gradient, 1 - beta1),
    velocity: moveTowards(slots['velocity']!, gradient.square(), 1 - beta2),
  };
}

/** Epsilon is added to the raw root of the second moment, as Keras does, not to the corrected one. */
export function adam({ beta1, beta2, epsilon, amsgrad }: typeof adamDefaults): UpdateRule {
  return {
    slots: { momentum: zeros, velocity: zeros, ...(amsgrad && { velocityHat: zeros }) },
    update: ({ gradient, value, slots, learningRate, iterations }) => {
      const step = iterations + 1;
      const rate = float(float(learningRate * float(Math.sqrt(correction(beta2, step)))) / correction(beta1, step));
      const { momentum, velocity } = moments(slots, gradient, { beta1, beta2 });
      const velocityHat = amsgrad ? slots['velocityHat']!.maximum(velocity) : velocity;
      return {
        value: value.sub(momentum.mul(rate).div(velocityHat.sqrt().add(epsilon))),
        slots: { momentum, velocity, ...(amsgrad && { velocityHat }) },
      };
    },
  };
}

/** Adam with Nesterov momentum. */
export function nadam({ beta1, beta2, epsilon }: typeof nadamDefaults): UpdateRule {
  const warmth = (step: number): number => beta1 * (1 - 0.5 * 0.96 ** step);
  let known = { step: 0, product: 1 };
  const productOf = (step: number): number => {
    let { product } = known.step <= step ? known : { product: 1 };
    for (let at = known.step <= step ? known.step + 1 : 1; at <= step; at += 1) product *= warmth(at);
    known = { step, product };
    return product;
  };
  return {
    slots: { momentum: zeros, velocity: zeros },
    update: ({ gradient, value, slots, learningRate, iterations }) => {
      const step = iterations + 1;
      const product = productOf(step);
      const { momentum, velocity } = moments(slots, gradient, { beta1, beta2 });
      const ahead = momentum.mul(warmth(step + 1) / (1 - product * warmth(step + 1)));
      const now = gradient.mul((1 - warmth(step)) / (1 - product));
      const corrected = velocity.div(correction(beta2, step));
      const change = ahead.add(now).mul(learningRate).div(corrected.sqrt().add(epsilon));
      return { value: value.sub(change), slots: { momentum, velocity } };
    },
  };
}

/** Adam with the infinity norm in place of the second moment. */
export function adamax({ beta1, beta2, epsilon }: typeof nadamDefaults): UpdateRule {
  return {
    slots: { momentum: zeros, norm: zeros },
    update: ({ gradient, value, slots, learningRate, iterations }) => {
      const rate = float(learningRate / correction(beta1, iterations + 1));
      const momentum = moveTowards(slots['momentum']!, gradient, 1 - beta1);
      const norm = slots['norm']!.mul(beta2).maximum(gradient.abs());
      return { value: value.sub(momentum.mul(rate).div(norm.add(epsilon))), slots: { momentum, norm } };
    },
  };
}
