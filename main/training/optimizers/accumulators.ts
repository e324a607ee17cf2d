import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { zeros, type UpdateRule } from './optimizer';

export const rmspropDefaults = { learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false };
export const adagradDefaults = { learningRate: 0.001, initialAccumulatorValue: 0.1, epsilon: 1e-7 };
export const adadeltaDefaults = { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 };

function average(old: Tensor, value: Tensor, rho: number): Tensor {
  return old.mul(rho).add(value.mul(1 - rho));
}

/** Divides by the root of a running mean of squares; `centered` takes the squared mean off it. */
export function rmsprop({ rho, momentum, epsilon, centered }: typeof rmspropDefaults): UpdateRule {
  const hasMomentum = momentum > 0;
  return {
    slots: { velocity: zeros, ...(hasMomentum && { momentum: zeros }), ...(centered && { averageGradient: zeros }) },
    update: ({ gradient, value, slots, learningRate }) => {
      const velocity = average(slots['velocity']!, gradient.square(), rho);
      const mean = centered ? average(slots['averageGradient']!, gradient, rho) : undefined;
      const spread = (mean ? velocity.sub(mean.square()) : velocity).add(epsilon);
      const increment = gradient.mul(learningRate).mul(spread.rsqrt());
      const change = hasMomentum ? slots['momentum']!.mul(momentum).add(increment) : increment;
      return {
        value: value.sub(change),
        slots: { velocity, ...(hasMomentum && { momentum: change }), ...(mean && { averageGradient: mean }) },
      };
    },
  };
}

/** Divides by the root of the sum of all squares so far. */
export function adagrad({ initialAccumulatorValue, epsilon }: typeof adagradDefaults): UpdateRule {
  return {
    slots: { accumulator: (value) => fill(value.shape, initialAccumulatorValue) },
    update: ({ gradient, value, slots, learningRate }) => {
      const accumulator = slots['accumulator']!.add(gradient.square());
      const change = gradient.mul(learningRate).div(accumulator.add(epsilon).sqrt());
      return { value: value.sub(change), slots: { accumulator } };
    },
  };
}

/** Scales by the ratio of the running means of past changes and gradients. */
export function adadelta({ rho, epsilon }: typeof adadeltaDefaults): UpdateRule {
  const root = (mean: Tensor): Tensor => mean.add(epsilon).sqrt();
  return {
    slots: { accumulatedGradient: zeros, accumulatedChange: zeros },
    update: ({ gradient, value, slots, learningRate }) => {
      const accumulatedGradient = average(slots['accumulatedGradient']!, gradient.square(), rho);
      const change = root(slots['accumulatedChange']!).mul(gradient).div(root(accumulatedGradient)).neg();
      const accumulatedChange = average(slots['accumulatedChange']!, change.square(), rho);
      return {
        value: value.add(change.mul(learningRate)),
        slots: { accumulatedGradient, accumulatedChange },
      };
    },
  };
}
