import { zerosLike, type Tensor } from '@tensorflow/tfjs-core';

/** An optimizer's own tensors for one variable, by Keras's names: `momentum`, `velocity`, ... */
export type Slots = { readonly [slot: string]: Tensor };

/** One variable before its update. */
export type UpdateInput = {
  readonly gradient: Tensor;
  readonly value: Tensor;
  readonly slots: Slots;
  readonly learningRate: number;
  /** Updates that came before: 0 at the first. */
  readonly iterations: number;
};

/** One variable after its update: new tensors, nothing is written. */
export type UpdateOutput = { readonly value: Tensor; readonly slots: Slots };

/** The rule that makes a gradient a step. It holds no state: that is kept by variable name outside. */
export type UpdateRule = {
  /** Slots with what they hold before the first update. */
  readonly slots: { readonly [slot: string]: (value: Tensor) => Tensor };
  update(input: UpdateInput): UpdateOutput;
};

export const zeros = (value: Tensor): Tensor => zerosLike(value);

/** `old + (target - old) * rate`: how Keras moves its averages. */
export function moveTowards(old: Tensor, target: Tensor, rate: number): Tensor {
  return old.add(target.sub(old).mul(rate));
}
