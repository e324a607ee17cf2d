import { addN, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel, CompiledOutput } from './compiled-model';
import { CodedError } from '../contract/errors';
import { shapeText } from './data/check-batch';
import type { PreparedBatch } from './data/prepared-batch';
import type { LossFunction } from './losses/loss';
import { weightsLike, type Measured } from './metrics/metric';
import type { ForwardPass } from './model/forward-pass';
import { walkLayers } from './model/walk-layers';

/** The loss of a batch and its parts. */
export type BatchLoss = {
  /** With loss weights and regularization: what is minimised. */
  readonly total: Scalar;
  /** Of each output, without its loss weight. */
  readonly byOutput: readonly Scalar[];
  /** Of each output: a value for each row (and time step), before any weight. */
  readonly values: readonly Tensor[];
};

type Regularized = { readonly _losses: readonly (() => Scalar)[] };

/** Keras's reduction: sum of weighed values over their number; over the unmasked ones under a mask. */
function reduced(
  { reduction }: LossFunction,
  values: Tensor,
  weights: Tensor | undefined,
  mask: Tensor | undefined,
): Scalar {
  if (values.rank === 0) return (weights ? values.mul(weights.mean()) : values.clone()) as Scalar;
  let weighed = weights ? values.mul(weightsLike(weights, values)) : values;
  if (!mask) return reduction === 'sum' ? weighed.sum() : weighed.mean();
  const counted = weightsLike(mask, values);
  weighed = weighed.mul(counted);
  if (reduction === 'sum') return weighed.sum();
  const count = counted.sum();
  return weighed.sum().div(count.maximum(1e-7));
}

/** Penalties of all regularizers, each weight's once. */
function penalties({ model }: CompiledModel): Scalar[] {
  return walkLayers(model).flatMap((layer) => (layer as unknown as Regularized)._losses.map((penalty) => penalty()));
}

/**
 * Axes that the model leaves free (time steps) are known only now; a target of another length would be broadcast.
 * @throws CodedError `shape-mismatch`
 */
function checkAgainstOutput({ name, loss }: CompiledOutput, yTrue: Tensor, yPred: Tensor): void {
  if (loss.targets === 'free') return;
  const expected = loss.targets === 'class-index' ? yPred.shape.slice(0, -1) : yPred.shape;
  const isColumn = loss.targets === 'class-index' && yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
  const got = isColumn ? yTrue.shape.slice(0, -1) : yTrue.shape;
  if (got.length === expected.length && got.every((size, axis) => size === expected[axis])) return;
  const shapes = { expected: shapeText(expected), got: shapeText(yTrue.shape) };
  throw new CodedError('shape-mismatch', { which: 'y', name, ...shapes });
}

/** The loss of what a forward pass with {@link CompiledModel.training} gave. */
export function batchLoss(compiled: CompiledModel, pass: ForwardPass, batch: PreparedBatch): BatchLoss {
  const values = compiled.outputs.map((output, index) => {
    const { loss, logits } = output;
    const compute = logits ? loss.fromLogits!.values : loss.values;
    checkAgainstOutput(output, batch.ys[index]!, pass.outputs[index]!);
    return compute(batch.ys[index]!, pass.outputs[index]!);
  });
  const byOutput = values.map((each, index) =>
    reduced(compiled.outputs[index]!.loss, each, batch.weights[index], pass.masks[index]),
  );
  const weighed = byOutput.map((each, index) => {
    const { lossWeight } = compiled.outputs[index]!;
    return lossWeight === 1 ? each : each.mul<Scalar>(lossWeight);
  });
  const terms = [...weighed, ...penalties(compiled)];
  return { total: terms.length === 1 ? terms[0]! : addN(terms), byOutput, values };
}

/** Predictions of a forward pass with {@link CompiledModel.training}. */
export function predictionsOf(compiled: CompiledModel, pass: ForwardPass): readonly Tensor[] {
  return compiled.outputs.map(({ logits }, index) => {
    const output = pass.outputs[index]!;
    return logits ? logits.activate(output) : output;
  });
}

function metricSums(
  { metrics, weightedMetrics }: CompiledOutput,
  measured: Omit<Measured, 'weights'>,
  weights: Tensor | undefined,
  mask: Tensor | undefined,
): readonly Tensor[] {
  const both = weights && mask ? mask.mul(weightsLike(weights, mask)) : (weights ?? mask);
  return [
    ...metrics.map((metric) => metric.measure({ ...measured, weights: mask })),
    ...weightedMetrics.map((metric) => metric.measure({ ...measured, weights: both })),
  ];
}

/**
 * What a batch adds to the running sums, read from TensorFlow in one go.
 * @returns one number for each sum, in the order of the series
 */
export function batchSums(
  compiled: CompiledModel,
  { total, byOutput }: Pick<BatchLoss, 'total' | 'byOutput'>,
  predictions: readonly Tensor[],
  { outputs, masks }: ForwardPass,
  batch: PreparedBatch,
): readonly number[] {
  const losses = byOutput.length === 1 ? [total] : [total, ...byOutput];
  const metrics = compiled.outputs.flatMap((output, index) => {
    const logits = output.logits && outputs[index];
    const measured = { yTrue: batch.ys[index]!, yPred: predictions[index]!, logits };
    return metricSums(output, measured, batch.weights[index], masks[index]);
  });
  const parts = [...losses.map((each) => each.reshape([1])), ...metrics];
  const read = parts.length === 1 ? parts[0]! : parts[0]!.concat(parts.slice(1));
  const numbers = Array.from(read.dataSync());
  const lossSums = numbers.slice(0, losses.length).flatMap((loss) => [loss * batch.rows, batch.rows]);
  return [...lossSums, ...numbers.slice(losses.length)];
}
