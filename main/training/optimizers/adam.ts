import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { constant, input, slot, theGradient, theVariable } from './fused-update';
import { moveTowards, updateRule, zeros, type Slots, type UpdateRule } from './optimizer';

export const adamDefaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false };
export const nadamDefaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

const float = Math.fround;

/** 1 - beta^step in float32, as Keras computes it: the first steps depend on its rounding. */
function correction(beta: number, step: number): number {
  return float(1 - float(float(beta) ** step));
}

type Rests = { readonly rest1: Scalar; readonly rest2: Scalar };

function moments(slots: Slots, gradient: Tensor, { rest1, rest2 }: Rests): { momentum: Tensor; velocity: Tensor } {
  return {
    momentum: moveTowards(slots['momentum']!, gradient, rest1),
    velocity: moveTowards(slots['velocity']!, gradient.square(), rest2),
  };
}

/**
 * By how much the kernel's root of the second moment falls short of Keras's. The kernel weighs by 1 - float32(beta), Keras
 * by float32(1 - beta): for 0.999 that is 1.3e-5 apart. The two sums of weights say what it comes to after `step` steps.
 */
function shortfall(beta: number, step: number): number {
  const [kept, added] = [float(beta), float(1 - beta)];
  const keras = 1 - (1 - added) ** step;
  return keras > 0 ? Math.sqrt((1 - kept ** step) / keras) : 1;
}

/** Epsilon is added to the raw root of the second moment, as Keras does, not to the corrected one. */
export function adam({ amsgrad, beta1, beta2, epsilon }: typeof adamDefaults): UpdateRule {
  return updateRule({
    slots: { momentum: zeros, velocity: zeros, ...(amsgrad && { velocityHat: zeros }) },
    hyperparameters: { beta1, beta2, epsilon },
    scalars: ({ learningRate, iterations, ...live }) => {
      const step = iterations + 1;
      const root = float(Math.sqrt(correction(live.beta2, step)));
      const rate = float(float(learningRate * root) / correction(live.beta1, step));
      return {
        rate,
        rest1: 1 - live.beta1,
        rest2: 1 - live.beta2,
        ...live,
        kernelRate: rate * shortfall(live.beta2, step),
      };
    },
    update: ({ gradient, value, slots, scalars }) => {
      const { momentum, velocity } = moments(slots, gradient, scalars);
      const velocityHat = amsgrad ? slots['velocityHat']!.maximum(velocity) : velocity;
      return {
        value: value.sub(momentum.mul(scalars.rate).div(velocityHat.sqrt().add(scalars.epsilon))),
        slots: { momentum, velocity, ...(amsgrad && { velocityHat }) },
      };
    },
    fused: {
      op: amsgrad ? 'ResourceApplyAdamWithAmsgrad' : 'ResourceApplyAdam',
      inputs: [
        theVariable,
        slot('momentum'),
        slot('velocity'),
        ...(amsgrad ? [slot('velocityHat')] : []),
        // Powers of the betas: the correction is in the rate.
        constant(0),
        constant(0),
        input('kernelRate'),
        input('beta1'),
        input('beta2'),
        input('epsilon'),
        theGradient,
      ],
      attributes: { use_locking: false, ...(!amsgrad && { use_nesterov: false }) },
      isAlwaysShared: !amsgrad,
    },
  });
}

/** How much of Nadam's momentum counts at a step, and the product of that over the steps. */
function warming(): { at(beta: number, step: number): number; product(beta: number, step: number): number } {
  const at = (beta: number, step: number): number => beta * (1 - 0.5 * 0.96 ** step);
  let known = { beta: 0, step: 0, product: 1 };
  return {
    at,
    product(beta, step) {
      if (known.beta !== beta || known.step > step) known = { beta, step: 0, product: 1 };
      let { product } = known;
      for (let each = known.step + 1; each <= step; each += 1) product *= at(beta, each);
      known = { beta, step, product };
      return product;
    },
  };
}

/** Adam with Nesterov momentum. */
export function nadam({ beta1, beta2, epsilon }: typeof nadamDefaults): UpdateRule {
  const warmth = warming();
  return updateRule({
    slots: { momentum: zeros, velocity: zeros },
    hyperparameters: { beta1, beta2, epsilon },
    scalars: ({ learningRate, iterations, ...live }) => {
      const step = iterations + 1;
      const product = warmth.product(live.beta1, step);
      const [now, next] = [warmth.at(live.beta1, step), warmth.at(live.beta1, step + 1)];
      return {
        rate: learningRate,
        rest1: 1 - live.beta1,
        rest2: 1 - live.beta2,
        ahead: next / (1 - product * next),
        now: (1 - now) / (1 - product),
        correction: correction(live.beta2, step),
        epsilon: live.epsilon,
      };
    },
    update: ({ gradient, value, slots, scalars }) => {
      const { momentum, velocity } = moments(slots, gradient, scalars);
      const blend = momentum.mul(scalars.ahead).add(gradient.mul(scalars.now));
      const root = velocity.div(scalars.correction).sqrt();
      return {
        value: value.sub(blend.mul(scalars.rate).div(root.add(scalars.epsilon))),
        slots: { momentum, velocity },
      };
    },
  });
}

/** Adam with the infinity norm in place of the second moment. */
export function adamax({ beta1, beta2, epsilon }: typeof nadamDefaults): UpdateRule {
  return updateRule({
    slots: { momentum: zeros, norm: zeros },
    hyperparameters: { beta1, beta2, epsilon },
    scalars: ({ learningRate, iterations, ...live }) => ({
      rate: learningRate / correction(live.beta1, iterations + 1),
      rest1: 1 - live.beta1,
      ...live,
    }),
    update: ({ gradient, value, slots, scalars: { rate, rest1, beta2: kept, epsilon: least } }) => {
      const momentum = moveTowards(slots['momentum']!, gradient, rest1);
      const norm = slots['norm']!.mul(kept).maximum(gradient.abs());
      return { value: value.sub(momentum.mul(rate).div(norm.add(least))), slots: { momentum, norm } };
    },
    fused: {
      op: 'ResourceApplyAdaMax',
      inputs: [
        theVariable,
        slot('momentum'),
        slot('norm'),
        // The power of beta1: the correction is in the rate.
        constant(0),
        input('rate'),
        input('beta1'),
        input('beta2'),
        input('epsilon'),
        theGradient,
      ],
      attributes: { use_locking: false },
    },
  });
}
