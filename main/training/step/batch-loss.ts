import { addN, scalar, zeros, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel, CompiledOutput } from '../model/compiled-model';
import { CodedError } from '../../contract/errors';
import { shapeText } from '../data/check-batch';
import { hasTarget, type PreparedBatch } from '../data/prepared-batch';
import { countedValues, hasLoss, withoutAxis } from '../losses/loss';
import { weightsLike, type Measured } from '../metrics/metric';
import type { ForwardPass } from '../model/forward-pass';
import { penalties } from '../model/penalties';

/** The loss of a batch and its parts. */
export type BatchLoss = {
  /** With loss weights and regularization: what is minimised. */
  readonly total: Scalar;
  /** Of each output, without its loss weight. */
  readonly byOutput: readonly Scalar[];
  /** Of each output: a value for each row (and time step), before any weight. */
  readonly values: readonly Tensor[];
};

/** 1 where a value counts, 0 at masked time steps and for ignored classes; undefined if all count. */
function countedOf(
  { loss: { ignoreClass } }: CompiledOutput,
  values: Tensor,
  yTrue: Tensor,
  mask: Tensor | undefined,
): Tensor | undefined {
  const ofMask = mask && weightsLike(mask, values);
  if (ignoreClass === undefined) return ofMask;
  const ofClasses = countedValues(ignoreClass, yTrue, values.shape);
  return ofMask ? ofMask.mul(ofClasses) : ofClasses;
}

/** Keras's reduction: the sum of the weighted values, divided by how many there are, or by how many of them count. */
function reduced(
  { loss: { reduction } }: CompiledOutput,
  values: Tensor,
  weights: Tensor | undefined,
  counted: Tensor | undefined,
): Scalar {
  if (values.rank === 0) return (weights ? values.mul(weights.mean()) : values.clone()) as Scalar;
  let weighted = weights ? values.mul(weightsLike(weights, values)) : values;
  if (!counted) return reduction === undefined ? weighted.mean() : weighted.sum();
  weighted = weighted.mul(counted);
  if (reduction !== undefined) return weighted.sum();
  const count = counted.sum();
  return weighted.sum().div(count.maximum(1e-7));
}

/**
 * Checks a target against its output. The size of a free axis (time steps) is known only now, and a target of another
 * length would be broadcast.
 * @throws CodedError `shape-mismatch`
 */
function checkAgainstOutput({ name, loss }: CompiledOutput, yTrue: Tensor, yPred: Tensor): void {
  if (loss.targets === 'free') return;
  const expected = loss.targets === 'class-index' ? withoutAxis(yPred.shape, loss.axis) : yPred.shape;
  const isColumn = loss.targets === 'class-index' && yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
  const got = isColumn ? yTrue.shape.slice(0, -1) : yTrue.shape;
  if (got.length === expected.length && got.every((size, axis) => size === expected[axis])) return;
  const shapes = { expected: shapeText(expected), got: shapeText(yTrue.shape) };
  throw new CodedError('shape-mismatch', { which: 'y', name, ...shapes });
}

function lossValues(output: CompiledOutput, yTrue: Tensor, given: Tensor): Tensor {
  const { loss, logits, isLossFromLogits } = output;
  checkAgainstOutput(output, yTrue, given);
  const yPred = (): Tensor => (logits ? logits.activate(given) : given);
  return isLossFromLogits ? loss.fromLogits!.values(yTrue, given, yPred) : loss.values(yTrue, yPred());
}

/** The loss of what a forward pass with {@link CompiledModel.training} gave. */
export function batchLoss(compiled: CompiledModel, pass: ForwardPass, batch: PreparedBatch): BatchLoss {
  const values = compiled.outputs.map((output, index) => lossValues(output, batch.ys[index]!, pass.outputs[index]!));
  const byOutput = values.map((each, index) => {
    const output = compiled.outputs[index]!;
    if (!hasLoss(output)) return each.sum<Scalar>();
    return reduced(output, each, batch.weights[index], countedOf(output, each, batch.ys[index]!, pass.masks[index]));
  });
  const weighted = byOutput.map((each, index) => {
    const { lossWeight } = compiled.outputs[index]!;
    return lossWeight === 1 ? each : each.mul<Scalar>(lossWeight);
  });
  const terms = [...weighted.filter((_, index) => hasLoss(compiled.outputs[index]!)), ...penalties(compiled.model)];
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
  // Without a target they stay at 0, as in Keras.
  if (!hasTarget(measured.yTrue)) return [...metrics, ...weightedMetrics].map(({ size }) => zeros([size]));
  const both = weights && mask ? mask.mul(weightsLike(weights, mask)) : (weights ?? mask);
  // The spread stands last: with a field after it, V8 gives each object a hidden class of its own.
  return [
    ...metrics.map((metric) => metric.measure({ weights: mask, ...measured })),
    ...weightedMetrics.map((metric) => metric.measure({ weights: both, ...measured })),
  ];
}

/** Whether losses are not reduced: Keras shows their mean over all values, weighted by how many there are. */
function isUnreduced({ outputs }: CompiledModel): boolean {
  return outputs[0]!.loss.reduction === 'none';
}

/** How many values the loss has, where they are not reduced. */
function valueCount(compiled: CompiledModel, [yPred]: readonly Tensor[]): readonly Scalar[] {
  if (!isUnreduced(compiled)) return [];
  const { axis = -1 } = compiled.outputs[0]!.loss;
  return [scalar(withoutAxis(yPred!.shape, axis).reduce((product, size) => product * size, 1))];
}

/** What a batch adds to the running sums as one tensor, for {@link readSums}: its losses, then what the metrics measure. */
export function sumsTensor(
  compiled: CompiledModel,
  { total, byOutput }: Pick<BatchLoss, 'total' | 'byOutput'>,
  predictions: readonly Tensor[],
  { outputs, masks }: ForwardPass,
  batch: PreparedBatch,
): Tensor {
  const ofOutputs = byOutput.filter((_, index) => hasLoss(compiled.outputs[index]!));
  const losses = byOutput.length === 1 ? [total] : [total, ...ofOutputs];
  const metrics = compiled.outputs.flatMap((output, index) => {
    const logits = output.logits && outputs[index];
    const measured = { yTrue: batch.ys[index]!, yPred: predictions[index]!, logits };
    return metricSums(output, measured, batch.weights[index], masks[index]);
  });
  const parts = [...losses, ...valueCount(compiled, outputs)].map((each) => each.reshape([1])).concat(metrics);
  return parts.length === 1 ? parts[0]! : parts[0]!.concat(parts.slice(1));
}

/** How many of a batch's sums are losses: the whole one, and of several outputs those that have one. */
export function lossCount({ outputs }: Pick<CompiledModel, 'outputs'>): number {
  return outputs.length === 1 ? 1 : outputs.filter(hasLoss).length + 1;
}

/**
 * The numbers of {@link sumsTensor}: each loss counts for every row.
 * @returns one number for each sum, in the order of the series
 */
export function readSums(compiled: CompiledModel, read: ArrayLike<number>, rows: number): readonly number[] {
  const losses = lossCount(compiled);
  const counted = isUnreduced(compiled) ? 1 : 0;
  const values = counted === 1 ? read[losses]! : 1;
  const sums: number[] = [];
  for (let at = 0; at < losses; at += 1) sums.push(read[at]! * rows, values * rows);
  for (let at = losses + counted; at < read.length; at += 1) sums.push(read[at]!);
  return sums;
}

/** The {@link sumsTensor} of a forward pass that needs no gradients. */
export function passSums(compiled: CompiledModel, pass: ForwardPass, batch: PreparedBatch): Tensor {
  return sumsTensor(compiled, batchLoss(compiled, pass, batch), predictionsOf(compiled, pass), pass, batch);
}

/**
 * What a batch adds to the running sums by such a pass, read from TensorFlow in one go.
 * @returns one number for each sum, in the order of the series
 */
export function readPassSums(compiled: CompiledModel, pass: ForwardPass, batch: PreparedBatch): readonly number[] {
  return readSums(compiled, passSums(compiled, pass, batch).dataSync(), batch.rows);
}
