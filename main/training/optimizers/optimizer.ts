import { zerosLike, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { FusedKernel } from './fused-update';

/** Numbers by name. */
export type Numbers = { readonly [name: string]: number };

/** The same numbers as tensors: the inputs by which one recorded update serves every step. */
export type Scalars = { readonly [name: string]: Scalar };

/** An optimizer's own tensors for one variable, by Keras's names: `momentum`, `velocity`, ... */
export type Slots = { readonly [slot: string]: Tensor };

/** Where an optimizer stands before an update. */
export type UpdatePlace = {
  readonly learningRate: number;
  /** Updates that came before: 0 at the first. */
  readonly iterations: number;
};

/** One variable before its update. */
export type UpdateInput<Needed = Numbers> = {
  readonly gradient: Tensor;
  readonly value: Tensor;
  readonly slots: Slots;
  readonly scalars: { readonly [name in keyof Needed]: Scalar };
};

/** One variable after its update: new tensors, nothing is written. */
export type UpdateOutput = { readonly value: Tensor; readonly slots: Slots };

/**
 * The rule that makes a gradient a step. It holds no state: that is kept by variable name outside. What changes from step
 * to step reaches `update` as tensors only, so that its operations are the same in every step.
 */
export type UpdateRule = {
  /** Slots with what they hold before the first update. */
  readonly slots: { readonly [slot: string]: (value: Tensor) => Tensor };
  /** The rule's own numbers that may be changed between updates, with their first values. */
  readonly hyperparameters: Numbers;
  /** The numbers of the next update. */
  scalars(place: UpdatePlace, hyperparameters: Numbers): Numbers;
  readonly update: (input: UpdateInput) => UpdateOutput;
  /** The kernel of TensorFlow that does the same. */
  readonly fused?: FusedKernel;
};

type RuleParts<Live extends Numbers, Needed extends Numbers> = {
  readonly slots: UpdateRule['slots'];
  readonly hyperparameters: Live;
  scalars(place: UpdatePlace & Live): Needed;
  update(input: UpdateInput<Needed>): UpdateOutput;
  readonly fused?: FusedKernel<keyof Needed & string>;
};

/** An {@link UpdateRule} whose names are checked: `update` gets the scalars that `scalars` gives. */
export function updateRule<Live extends Numbers, Needed extends Numbers>(rule: RuleParts<Live, Needed>): UpdateRule {
  const own = Object.keys(rule.hyperparameters) as (keyof Live & string)[];
  return {
    slots: rule.slots,
    hyperparameters: rule.hyperparameters,
    scalars: (place, hyperparameters) => {
      // Not by a spread: V8 gives an object with fields after one a hidden class of its own, in each step.
      const given: { [name: string]: number } = { learningRate: place.learningRate, iterations: place.iterations };
      for (const name of own) given[name] = hyperparameters[name]!;
      return rule.scalars(given as unknown as UpdatePlace & Live);
    },
    update: (input) => rule.update(input as unknown as UpdateInput<Needed>),
    ...(rule.fused && { fused: rule.fused }),
  };
}

export const zeros = (value: Tensor): Tensor => zerosLike(value);

/** `old + (target - old) * rate`: how Keras moves its averages. */
export function moveTowards(old: Tensor, target: Tensor, rate: Scalar): Tensor {
  return old.add(target.sub(old).mul(rate));
}
