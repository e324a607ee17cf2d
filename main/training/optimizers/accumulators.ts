import { fill, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { input, slot, theGradient, theVariable, type FusedKernel } from './fused-update';
import { updateRule, zeros, type UpdateRule } from './optimizer';

export const rmspropDefaults = { learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false };
export const adagradDefaults = { learningRate: 0.001, initialAccumulatorValue: 0.1, epsilon: 1e-7 };
export const adadeltaDefaults = { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 };

function average(old: Tensor, value: Tensor, { rho, rest }: { readonly rho: Scalar; readonly rest: Scalar }): Tensor {
  return old.mul(rho).add(value.mul(rest));
}

/**
 * Without momentum, the kernel's own is zeros that it begins with anew each time. The kernel for `centered` is left alone:
 * where a gradient hardly varies, its rounding and ours are far apart.
 */
function rmspropKernel(hasMomentum: boolean): FusedKernel<'rate' | 'rho' | 'momentum' | 'epsilon'> {
  return {
    op: 'ResourceApplyRMSProp',
    inputs: [
      theVariable,
      slot('velocity'),
      hasMomentum ? slot('momentum') : { from: 'zeros' },
      input('rate'),
      input('rho'),
      input('momentum'),
      input('epsilon'),
      theGradient,
    ],
    attributes: { use_locking: false },
  };
}

/** Divides by the root of a running mean of squares; `centered` takes the squared mean off it. */
export function rmsprop({ rho, momentum, epsilon, centered }: typeof rmspropDefaults): UpdateRule {
  const hasMomentum = momentum > 0;
  return updateRule({
    slots: { velocity: zeros, ...(hasMomentum && { momentum: zeros }), ...(centered && { averageGradient: zeros }) },
    hyperparameters: { rho, epsilon, ...(hasMomentum && { momentum }) },
    scalars: ({ learningRate, momentum: kept = 0, ...live }) => ({
      rate: learningRate,
      rho: live.rho,
      rest: 1 - live.rho,
      epsilon: live.epsilon,
      momentum: kept,
    }),
    update: ({ gradient, value, slots, scalars }) => {
      const velocity = average(slots['velocity']!, gradient.square(), scalars);
      const mean = centered ? average(slots['averageGradient']!, gradient, scalars) : undefined;
      const spread = (mean ? velocity.sub(mean.square()) : velocity).add(scalars.epsilon);
      const increment = gradient.mul(scalars.rate).mul(spread.rsqrt());
      const change = hasMomentum ? slots['momentum']!.mul(scalars.momentum).add(increment) : increment;
      return {
        value: value.sub(change),
        slots: { velocity, ...(hasMomentum && { momentum: change }), ...(mean && { averageGradient: mean }) },
      };
    },
    ...(!centered && { fused: rmspropKernel(hasMomentum) }),
  });
}

/** Divides by the root of the sum of all squares so far. TensorFlow's kernel adds epsilon to the root, Keras under it. */
export function adagrad({ initialAccumulatorValue, epsilon }: typeof adagradDefaults): UpdateRule {
  return updateRule({
    slots: { accumulator: (value) => fill(value.shape, initialAccumulatorValue) },
    hyperparameters: { epsilon },
    scalars: ({ learningRate, epsilon: least }) => ({ rate: learningRate, epsilon: least }),
    update: ({ gradient, value, slots, scalars }) => {
      const accumulator = slots['accumulator']!.add(gradient.square());
      const change = gradient.mul(scalars.rate).div(accumulator.add(scalars.epsilon).sqrt());
      return { value: value.sub(change), slots: { accumulator } };
    },
  });
}

/** Scales by the ratio of the running means of past changes and gradients. */
export function adadelta({ rho, epsilon }: typeof adadeltaDefaults): UpdateRule {
  return updateRule({
    slots: { accumulatedGradient: zeros, accumulatedChange: zeros },
    hyperparameters: { rho, epsilon },
    scalars: ({ learningRate, ...live }) => ({ rate: learningRate, rest: 1 - live.rho, ...live }),
    update: ({ gradient, value, slots, scalars }) => {
      const root = (mean: Tensor): Tensor => mean.add(scalars.epsilon).sqrt();
      const accumulatedGradient = average(slots['accumulatedGradient']!, gradient.square(), scalars);
      const change = root(slots['accumulatedChange']!).mul(gradient).div(root(accumulatedGradient)).neg();
      const accumulatedChange = average(slots['accumulatedChange']!, change.square(), scalars);
      return {
        value: value.add(change.mul(scalars.rate)),
        slots: { accumulatedGradient, accumulatedChange },
      };
    },
    fused: {
      op: 'ResourceApplyAdadelta',
      inputs: [
        theVariable,
        slot('accumulatedGradient'),
        slot('accumulatedChange'),
        input('rate'),
        input('rho'),
        input('epsilon'),
        theGradient,
      ],
      attributes: { use_locking: false },
    },
  });
}
