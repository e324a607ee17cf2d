import type { Tensor } from '@tensorflow/tfjs-core';
import { plainName, withDefaults, wrongHyperparameter } from '../names';
import { weightsLike, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };

const { fround } = Math;

const aggregations = ['uniform_average', 'variance_weighted_average'];
const defaults = { classAggregation: 'uniform_average', numRegressors: 0 };

/** Null, by whatever spelling, is an answer here: no aggregation. */
function isByClass(given: Given): boolean {
  return Object.entries(given).some(([key, value]) => plainName(key) === 'classaggregation' && value === null);
}

/** The part of the variance of the targets that the predictions explain; of each output if not aggregated. */
export function r2Score(name: string, given: Given, outputShape: readonly (number | null)[]): Metric {
  const { classAggregation, numRegressors } = withDefaults(given, defaults);
  if (!aggregations.includes(classAggregation)) {
    throw wrongHyperparameter('classAggregation', `null | ${aggregations.join(' | ')}`, classAggregation);
  }
  const width = outputShape.at(-1) ?? 1;
  const byClass = isByClass(given);
  return {
    name,
    size: 4 * width + 1,
    parts: byClass ? width : 1,
    measure: ({ yTrue, yPred, weights }) => {
      const weigh = weights ? weightsLike(weights, yPred) : yPred.onesLike();
      const weighted = yTrue.mul(weigh);
      const total = (values: Tensor): Tensor => values.reshape([-1, width]).sum(0);
      const residual = yTrue.squaredDifference(yPred).mul(weigh);
      const sums = [yTrue.mul(weighted), residual, weigh].map(total);
      return total(weighted).concat([...sums, yTrue.onesLike().sum().expandDims(0)]);
    },
    value: (sums) => {
      const parts = Array.from({ length: width }, (_, at) => {
        const [sum, squares, residual, count] = [0, 1, 2, 3].map((part) => fround(sums[part * width + at]!));
        // In float32 as in Keras: rows that do not differ have no variance, not one of rounding errors.
        const total = fround(squares! - fround(sum! * fround(sum! / count!)));
        const score = 1 - residual! / total;
        return { total, score: Math.abs(score) === Infinity ? 0 : score };
      });
      const samples = sums[4 * width]!;
      const adjusted = (score: number): number =>
        numRegressors === 0 || numRegressors >= samples - 1
          ? score
          : 1 - ((1 - score) * (samples - 1)) / (samples - numRegressors - 1);
      if (byClass) return parts.map(({ score }) => adjusted(score));
      const isWeighted = classAggregation === 'variance_weighted_average';
      const all = parts.reduce((sum, { total }) => sum + (isWeighted ? total : 1), 0);
      return adjusted(parts.reduce((sum, part) => sum + part.score * (isWeighted ? part.total : 1), 0) / all);
    },
  };
}
