import type { Tensor } from '@tensorflow/tfjs-core';
import { zeros, type UpdateRule } from './optimizer';

export const lionDefaults = { learningRate: 0.0001, beta1: 0.9, beta2: 0.99 };

/** Steps of one size, in the direction of the sign of a blend of momentum and gradient. */
export function lion({ beta1, beta2 }: typeof lionDefaults): UpdateRule {
  const blend = (momentum: Tensor, gradient: Tensor, beta: number): Tensor => {
    const share = Math.fround(beta);
    return momentum.mul(share).add(gradient.mul(1 - share));
  };
  return {
    slots: { momentum: zeros },
    update: ({ gradient, value, slots, learningRate }) => {
      const before = slots['momentum']!;
      return {
        value: value.sub(blend(before, gradient, beta1).sign().mul(learningRate)),
        slots: { momentum: blend(before, gradient, beta2) },
      };
    },
  };
}
