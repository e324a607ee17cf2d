import type { Tensor } from '@tensorflow/tfjs-core';

/** Loss of each sample (and time step): the last axis of what went in is gone. */
export type LossValues = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** What a loss wants as targets: like the output, class indices without the last axis, or whatever the person gives. */
export type TargetForm = 'like-output' | 'class-index' | 'free';

/** A loss function with its hyperparameters. */
export type LossFunction = {
  readonly values: LossValues;
  readonly targets: TargetForm;
  /** `sum`: not divided by the number of values. */
  readonly reduction?: 'sum';
  /** The same loss from logits, exact where the activation saturates. */
  readonly fromLogits?: { readonly activation: 'softmax' | 'sigmoid'; readonly values: LossValues };
};

/** What Keras calls `epsilon()`. */
export const epsilon = 1e-7;
