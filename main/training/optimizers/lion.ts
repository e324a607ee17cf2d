import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { updateRule, zeros, type UpdateRule } from './optimizer';

export const lionDefaults = { learningRate: 0.0001, beta1: 0.9, beta2: 0.99 };

const float = Math.fround;

/** Steps of one size, in the direction of the sign of a blend of momentum and gradient. */
export function lion({ beta1, beta2 }: typeof lionDefaults): UpdateRule {
  const blend = (momentum: Tensor, gradient: Tensor, share: Scalar, rest: Scalar): Tensor =>
    momentum.mul(share).add(gradient.mul(rest));
  return updateRule({
    slots: { momentum: zeros },
    hyperparameters: { beta1, beta2 },
    scalars: ({ learningRate, ...live }) => ({
      rate: learningRate,
      ...live,
      rest1: 1 - float(live.beta1),
      rest2: 1 - float(live.beta2),
    }),
    update: ({ gradient, value, slots, scalars }) => {
      const before = slots['momentum']!;
      const direction = blend(before, gradient, scalars.beta1, scalars.rest1).sign();
      return {
        value: value.sub(direction.mul(scalars.rate)),
        slots: { momentum: blend(before, gradient, scalars.beta2, scalars.rest2) },
      };
    },
  });
}
