import { sigmoid, softmax, type Tensor } from '@tensorflow/tfjs-core';
import { binaryLosses, smoothBinary, smoothCategorical, withLogits, type CrossentropyOptions } from './crossentropy';
import { axisBack, axisLast, epsilon, type LossFunction } from './loss';

export type FocalOptions = CrossentropyOptions & {
  /** How strongly what is already right is discounted. */
  readonly gamma: number;
};

/** Binary crossentropy times (1 - p of the truth)^gamma; class 1 weighs `alpha`, class 0 the rest, if balanced. */
export function binaryFocalCrossentropy(
  options: FocalOptions & { readonly applyClassBalancing: boolean; readonly alpha: number },
): LossFunction {
  const { gamma, alpha, applyClassBalancing, labelSmoothing, fromLogits, axis } = options;
  const focal = (yTrue: Tensor, probability: Tensor, crossentropy: Tensor): Tensor => {
    const other = yTrue.neg().add(1);
    const ofTruth = yTrue.mul(probability).add(other.mul(probability.neg().add(1)));
    const focused = ofTruth.neg().add(1).pow(gamma).mul(crossentropy);
    const balanced = applyClassBalancing
      ? yTrue
          .mul(alpha)
          .add(other.mul(1 - alpha))
          .mul(focused)
      : focused;
    return balanced.mean(axis);
  };
  return withLogits(options, 'sigmoid', 'like-output', {
    // Only the crossentropy is from the output's logits: what is discounted follows from the output as it is.
    logits: (given, logits, yPred) => {
      const yTrue = smoothBinary(given, labelSmoothing);
      const probability = fromLogits ? sigmoid(yPred()) : yPred();
      return focal(yTrue, probability, binaryLosses.logits(yTrue, logits));
    },
    probabilities: (given, yPred) => {
      const yTrue = smoothBinary(given, labelSmoothing);
      return focal(yTrue, yPred, binaryLosses.probabilities(yTrue, yPred));
    },
  });
}

/** Categorical crossentropy, each class discounted by (1 - p)^gamma and weighted by `alpha`, one or one per class. */
export function categoricalFocalCrossentropy(
  options: FocalOptions & { readonly alpha: number | readonly number[] },
): LossFunction {
  const { gamma, alpha, labelSmoothing, axis } = options;
  const values = (given: Tensor, yPred: Tensor): Tensor => {
    const yTrue = smoothCategorical(given, labelSmoothing);
    const probabilities = yPred.div(yPred.sum(axis, true)).clipByValue(epsilon, 1 - epsilon);
    const crossentropy = yTrue.neg().mul(probabilities.log());
    const factor = probabilities.neg().add(1).pow(gamma);
    return factor
      .mul(alpha as number | number[])
      .mul(crossentropy)
      .sum(axis);
  };
  return withLogits(options, 'softmax', 'like-output', {
    logits: (yTrue, logits) => values(yTrue, axisBack(softmax(axisLast(logits, axis)), axis)),
    probabilities: values,
  });
}
