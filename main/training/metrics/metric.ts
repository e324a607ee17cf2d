import type { Tensor } from '@tensorflow/tfjs-core';
import { countedValues, type LogitValues } from '../losses/loss';

/** What a metric is computed from. */
export type Measured = {
  readonly yTrue: Tensor;
  readonly yPred: Tensor;
  /** Of samples (and time steps), in the shape of the values they weigh or broadcast to it. */
  readonly weights: Tensor | undefined;
  /** What the output's activation was given, where it is known: crossentropies are exact from it. */
  readonly logits?: Tensor | undefined;
};

/**
 * A metric as running sums. What it measures of a batch is a short row of numbers that add up over batches; its value
 * follows from the sums, of one batch or of an epoch.
 */
export type Metric = {
  readonly name: string;
  /** How many sums it keeps. */
  readonly size: number;
  /** How many values it has, if not one: one for each class, or for each threshold. */
  readonly parts?: number;
  /** Whether it is computed from logits where the output has an activation. */
  readonly usesLogits?: boolean;
  measure(batch: Measured): Tensor;
  value(sums: readonly number[]): number | readonly number[];
};

/** Values by sample, averaged. */
export type MetricValues = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** 0 where nothing was counted, as in Keras. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Weights in the shape of `values`: a weight of shape `[batch]` counts for all time steps of a sample. */
export function weightsLike(weights: Tensor, values: Tensor): Tensor {
  let shaped = weights;
  if (shaped.rank > values.rank && shaped.shape.at(-1) === 1) shaped = shaped.squeeze([shaped.rank - 1]);
  while (shaped.rank < values.rank) shaped = shaped.expandDims(shaped.rank);
  return shaped.broadcastTo(values.shape);
}

/** How the values of a mean are found and what is shown of it. */
export type MeanOptions = {
  readonly fromLogits?: LogitValues | undefined;
  /** Targets of this class do not count. */
  readonly ignoreClass?: number | undefined;
  readonly value?: ((mean: number) => number) | undefined;
};

/** The mean of values by sample (and time step), weighted if weights are given. */
export function meanMetric(name: string, values: MetricValues, options: MeanOptions = {}): Metric {
  const { fromLogits, ignoreClass, value } = options;
  return {
    name,
    size: 2,
    usesLogits: fromLogits !== undefined,
    measure: ({ yTrue, yPred, weights: given, logits }) => {
      const computed = fromLogits && logits ? fromLogits(yTrue, logits, () => yPred) : values(yTrue, yPred);
      const each = computed.cast('float32');
      const counted = ignoreClass === undefined ? undefined : countedValues(ignoreClass, yTrue, each.shape);
      const weights = given && counted ? weightsLike(given, each).mul(counted) : (given ?? counted);
      if (!weights) return each.sum().expandDims(0).concat(each.onesLike().sum().expandDims(0));
      const shaped = weightsLike(weights, each);
      return each.mul(shaped).sum().expandDims(0).concat(shaped.sum().expandDims(0));
    },
    value: ([sum = 0, count = 0]) => (value ?? ((mean) => mean))(ratio(sum, count)),
  };
}
