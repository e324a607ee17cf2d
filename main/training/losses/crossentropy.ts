import {
  customGrad,
  engine,
  log1p,
  logSoftmax,
  oneHot,
  sigmoid,
  softmax,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { mayUseNativeGradients } from '../model/native-gradients';
import { axisLast, countedValues, epsilon, type LogitValues, type LossFunction, type LossValues } from './loss';

export type CrossentropyOptions = {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  /** Where the classes are, or what is averaged over. */
  readonly axis: number;
};

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

const composedSoftmaxLoss = fromLogitsBy(
  (yTrue, logits) => yTrue.mul(logSoftmax(logits)).sum(-1).neg(),
  (yTrue, logits) => softmax(logits).sub(yTrue),
  (dy, rank) => dy.expandDims(rank - 1),
);

/** Values of rows of logits and, from the same operation, their gradient. */
function nativeRows(kernel: string, labels: Tensor, logits: Tensor): Tensor {
  return customGrad((x, save) => {
    const inputs = { logits: x as Tensor, labels };
    const [value, slope] = engine().runKernel<Tensor[]>(kernel, inputs) as [Tensor, Tensor];
    (save as (tensors: Tensor[]) => void)([slope]);
    return { value, gradFunc: (dy: Tensor, [saved]: Tensor[]) => saved!.mul(dy.expandDims(1)) };
  })(logits);
}

/** Gives `compute` the logits as rows, and its values the shape of the batch again. */
function byRows(logits: Tensor, compute: (rows: Tensor) => Tensor): Tensor {
  if (logits.rank === 2) return compute(logits);
  return compute(logits.reshape([-1, logits.shape.at(-1)!])).reshape(logits.shape.slice(0, -1));
}

const softmaxLoss: LossValues = (yTrue, logits) =>
  mayUseNativeGradients()
    ? byRows(logits, (rows) => nativeRows('NativeSoftmaxCrossentropy', yTrue.reshape(rows.shape), rows))
    : composedSoftmaxLoss(yTrue, logits);

const sparseSoftmaxLoss: LossValues = (yTrue, logits) =>
  mayUseNativeGradients()
    ? byRows(logits, (rows) => nativeRows('NativeSparseSoftmaxCrossentropy', yTrue.reshape([-1]).cast('int32'), rows))
    : composedSoftmaxLoss(oneHotOf(yTrue, logits), logits);

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

/** Targets pulled towards all classes alike; the classes are counted along the last axis. */
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
 * person says that the outputs are logits, or the activation is another than the loss is made for: Keras does so too.
 */
export function withLogits(
  { fromLogits, axis }: Pick<CrossentropyOptions, 'fromLogits' | 'axis'>,
  activation: 'softmax' | 'sigmoid',
  targets: LossFunction['targets'],
  values: { readonly logits: LogitValues; readonly probabilities: LossValues },
): LossFunction {
  const logits: LossValues = (yTrue, yPred) => values.logits(yTrue, yPred, () => yPred);
  const plain = fromLogits ? logits : values.probabilities;
  return { values: plain, targets, axis, fromLogits: { activation, values: values.logits } };
}

/** Of independent yes-or-no outputs; the mean over an axis. */
export function binaryCrossentropy(options: CrossentropyOptions): LossFunction {
  const by =
    (values: LossValues): LossValues =>
    (yTrue, yPred) =>
      values(smoothBinary(yTrue, options.labelSmoothing), yPred).mean(options.axis);
  return withLogits(options, 'sigmoid', 'like-output', {
    logits: by(binaryLosses.logits),
    probabilities: by(binaryLosses.probabilities),
  });
}

/** Of one-hot targets. */
export function categoricalCrossentropy(options: CrossentropyOptions): LossFunction {
  const { axis, labelSmoothing } = options;
  const by =
    (values: LossValues): LossValues =>
    (yTrue, yPred) =>
      values(smoothCategorical(axisLast(yTrue, axis), labelSmoothing), axisLast(yPred, axis));
  return withLogits(options, 'softmax', 'like-output', {
    logits: by(softmaxLoss),
    probabilities: by(onProbabilities),
  });
}

/** Of class indices. */
export function sparseCategoricalCrossentropy(
  options: Pick<CrossentropyOptions, 'fromLogits' | 'axis'> & Pick<LossFunction, 'ignoreClass'>,
): LossFunction {
  const { axis, ignoreClass } = options;
  const onLogits: LossValues = (yTrue, given) => {
    const logits = axisLast(given, axis);
    if (ignoreClass === undefined) return sparseSoftmaxLoss(yTrue, logits);
    // What is ignored need not be a class: it takes the place of one, and its value is not counted.
    const counted = countedValues(ignoreClass, yTrue, logits.shape.slice(0, -1));
    return sparseSoftmaxLoss(yTrue.cast('float32').reshape(counted.shape).mul(counted), logits).mul(counted);
  };
  const loss = withLogits(options, 'softmax', 'class-index', {
    logits: onLogits,
    // As Keras does: the clipped probabilities' logarithms count as logits.
    probabilities: (yTrue, yPred) => onLogits(yTrue, clip(yPred).log()),
  });
  return { ...loss, ignoreClass };
}
