import {
  customGrad,
  log1p,
  logSoftmax,
  oneHot,
  sigmoid,
  softmax,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { epsilon, type LossFunction, type LossValues } from './loss';

export type CrossentropyOptions = { readonly fromLogits: boolean; readonly labelSmoothing: number };

/** Values from logits with the exact gradient, prediction minus truth. */
function fromLogitsBy(
  value: (yTrue: Tensor, logits: Tensor) => Tensor,
  gradient: (yTrue: Tensor, logits: Tensor) => Tensor,
  spread: (dy: Tensor, rank: number) => Tensor,
): LossValues {
  return (yTrue, logits) =>
    customGrad((x, save) => {
      const input = x as Tensor;
      (save as (tensors: Tensor[]) => void)([input, yTrue]);
      return {
        value: value(yTrue, input),
        gradFunc: (dy: Tensor, [saved, truth]: Tensor[]) => gradient(truth!, saved!).mul(spread(dy, saved!.rank)),
      };
    })(logits);
}

const softmaxLoss = fromLogitsBy(
  (yTrue, logits) => yTrue.mul(logSoftmax(logits)).sum(-1).neg(),
  (yTrue, logits) => softmax(logits).sub(yTrue),
  (dy, rank) => dy.expandDims(rank - 1),
);

const sigmoidLoss = fromLogitsBy(
  (yTrue, logits) => logits.relu().sub(logits.mul(yTrue)).add(log1p(logits.abs().neg().exp())),
  (yTrue, logits) => sigmoid(logits).sub(yTrue),
  (dy) => dy,
);

const clip = (probabilities: Tensor): Tensor => probabilities.clipByValue(epsilon, 1 - epsilon);

function onProbabilities(yTrue: Tensor, yPred: Tensor): Tensor {
  const normalised = clip(yPred.div(yPred.sum(-1, true)));
  return yTrue.mul(normalised.log()).sum(-1).neg();
}

function onBinaryProbabilities(yTrue: Tensor, yPred: Tensor): Tensor {
  const p = clip(yPred);
  const positive = yTrue.mul(p.add(epsilon).log());
  const negative = yTrue
    .neg()
    .add(1)
    .mul(
      p
        .neg()
        .add(1 + epsilon)
        .log(),
    );
  return positive.add(negative).neg();
}

/** Class indices, `[batch]` or `[batch, 1]` (or with time steps), as one-hot rows like the output. */
export function oneHotOf(indices: Tensor, yPred: Tensor): Tensor {
  const classes = yPred.shape.at(-1)!;
  const flat = indices.reshape([-1]).cast('int32') as Tensor1D;
  return oneHot(flat, classes).cast('float32').reshape(yPred.shape);
}

/** Targets pulled towards one half. */
export function smoothBinary(yTrue: Tensor, labelSmoothing: number): Tensor {
  return labelSmoothing === 0 ? yTrue : yTrue.mul(1 - labelSmoothing).add(labelSmoothing / 2);
}

/** Targets pulled towards all classes alike. */
export function smoothCategorical(yTrue: Tensor, labelSmoothing: number): Tensor {
  return labelSmoothing === 0 ? yTrue : yTrue.mul(1 - labelSmoothing).add(labelSmoothing / yTrue.shape.at(-1)!);
}

/** Of each output by itself, not averaged. */
export const binaryLosses: { readonly [From in 'logits' | 'probabilities']: LossValues } = {
  logits: sigmoidLoss,
  probabilities: onBinaryProbabilities,
};

/**
 * A loss with its two ways to compute. Where the output has an activation of its own, its logits are taken, even if the
 * person says that the outputs are logits: Keras does so too.
 */
export function withLogits(
  { fromLogits }: CrossentropyOptions,
  activation: 'softmax' | 'sigmoid',
  targets: LossFunction['targets'],
  values: { readonly [From in 'logits' | 'probabilities']: LossValues },
): LossFunction {
  const plain = fromLogits ? values.logits : values.probabilities;
  return { values: plain, targets, fromLogits: { activation, values: values.logits } };
}

/** Of independent yes-or-no outputs; the mean over the last axis. */
export function binaryCrossentropy(options: CrossentropyOptions): LossFunction {
  const by =
    (values: LossValues): LossValues =>
    (yTrue, yPred) =>
      values(smoothBinary(yTrue, options.labelSmoothing), yPred).mean(-1);
  return withLogits(options, 'sigmoid', 'like-output', {
    logits: by(binaryLosses.logits),
    probabilities: by(binaryLosses.probabilities),
  });
}

/** Of one-hot targets. */
export function categoricalCrossentropy(options: CrossentropyOptions): LossFunction {
  const smooth = (yTrue: Tensor): Tensor => smoothCategorical(yTrue, options.labelSmoothing);
  return withLogits(options, 'softmax', 'like-output', {
    logits: (yTrue, logits) => softmaxLoss(smooth(yTrue), logits),
    probabilities: (yTrue, yPred) => onProbabilities(smooth(yTrue), yPred),
  });
}

/** Of class indices. */
export function sparseCategoricalCrossentropy(options: CrossentropyOptions): LossFunction {
  return withLogits(options, 'softmax', 'class-index', {
    logits: (yTrue, logits) => softmaxLoss(oneHotOf(yTrue, logits), logits),
    // As Keras does: the clipped probabilities' logarithms count as logits.
    probabilities: (yTrue, yPred) => softmaxLoss(oneHotOf(yTrue, yPred), clip(yPred).log()),
  });
}
