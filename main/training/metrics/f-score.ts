import type { Tensor } from '@tensorflow/tfjs-core';
import { withDefaults, wrongHyperparameter } from '../names';
import { ratio, weightsLike, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };
type Shape = readonly (number | null)[];

const defaults = {
  average: undefined as string | undefined,
  beta: 1,
  threshold: undefined as number | undefined,
};
const averages = ['micro', 'macro', 'weighted'];

/** 1 for what is above the threshold, or, without one, for the highest score of a row. */
function chosen(yPred: Tensor, threshold: number | undefined): Tensor {
  if (threshold !== undefined) return yPred.greater(threshold).cast('float32');
  const isHighest = yPred.greaterEqual(yPred.max(-1, true));
  return isHighest.logicalAnd(yPred.abs().greater(1e-9)).cast('float32');
}

/**
 * The weighted harmonic mean of precision and recall: of each class, or their mean, alike (`macro`) or by how often each
 * occurs (`weighted`), or over all classes at once (`micro`).
 */
export function fBetaScore(name: string, given: Given, outputShape: Shape): Metric {
  const { average, beta, threshold } = withDefaults(given, defaults);
  const width = outputShape.at(-1) ?? 1;
  if (average !== undefined && !averages.includes(average)) {
    throw wrongHyperparameter('average', `null | ${averages.join(' | ')}`, average);
  }
  const classes = average === 'micro' ? 1 : width;
  const score = (tp: number, fp: number, fn: number): number => {
    const [precision, recall] = [ratio(tp, tp + fp), ratio(tp, tp + fn)];
    return ratio(precision * recall, beta * beta * precision + recall) * (1 + beta * beta);
  };
  return {
    name,
    size: 3 * classes,
    parts: average === undefined ? classes : 1,
    measure: ({ yTrue, yPred, weights }) => {
      const truth = yTrue.cast('float32').reshape(yPred.shape);
      const yes = chosen(yPred, threshold);
      const weigh = weights ? weightsLike(weights, yPred) : yPred.onesLike();
      const total = (values: Tensor): Tensor => values.mul(weigh).reshape([-1, width]).sum(0);
      const parts = [total(yes.mul(truth)), total(yes.mul(truth.neg().add(1))), total(truth.mul(yes.neg().add(1)))];
      const [tp, fp, fn] = parts.map((each) => (classes === 1 ? each.sum().expandDims(0) : each));
      return tp!.concat([fp!, fn!]);
    },
    value: (sums) => {
      const scores = Array.from({ length: classes }, (_, at) =>
        score(sums[at]!, sums[classes + at]!, sums[2 * classes + at]!),
      );
      if (average === undefined) return scores;
      const support = scores.map((_, at) => (average === 'weighted' ? sums[at]! + sums[2 * classes + at]! : 1));
      const total = scores.reduce((sum, each, at) => sum + each * support[at]!, 0);
      return ratio(
        total,
        support.reduce((sum, each) => sum + each, 0),
      );
    },
  };
}

/** The harmonic mean of precision and recall. */
export function f1Score(name: string, { beta: _, ...given }: Given, outputShape: Shape): Metric {
  return fBetaScore(name, given, outputShape);
}
