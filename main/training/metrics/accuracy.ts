import type { Tensor } from '@tensorflow/tfjs-core';
import { oneHotOf } from '../losses/crossentropy';
import type { MetricValues } from './metric';

/** Class indices without the last axis of `[batch, 1]`. */
function indices(yTrue: Tensor, yPred: Tensor): Tensor {
  const flat = yTrue.rank === yPred.rank ? yTrue.squeeze([yTrue.rank - 1]) : yTrue;
  return flat.cast('int32');
}

/** Whether each value lies on the right side of the threshold. */
export function binaryAccuracy(threshold: number): MetricValues {
  return (yTrue, yPred) =>
    yPred.greater(threshold).cast('float32').equal(yTrue.cast('float32')).cast('float32').mean(-1);
}

/** Whether each value is exactly the true one. */
export const equality: MetricValues = (yTrue, yPred) => yPred.equal(yTrue.cast('float32'));

/** Whether the highest score is at the one of a one-hot row. */
export const categoricalAccuracy: MetricValues = (yTrue, yPred) => yPred.argMax(-1).equal(yTrue.argMax(-1));

/** Whether the highest score is at the class index. */
export const sparseCategoricalAccuracy: MetricValues = (yTrue, yPred) => yPred.argMax(-1).equal(indices(yTrue, yPred));

/** Whether fewer than `k` scores are higher than that of the class index. */
export function sparseTopKAccuracy(k: number): MetricValues {
  return (yTrue, yPred) => {
    const own = oneHotOf(indices(yTrue, yPred), yPred).mul(yPred).sum(-1, true);
    return yPred.greater(own).cast('float32').sum(-1).less(k);
  };
}

/** Whether the one of a one-hot row is among the `k` highest scores. */
export function topKAccuracy(k: number): MetricValues {
  const sparse = sparseTopKAccuracy(k);
  return (yTrue, yPred) => sparse(yTrue.argMax(-1), yPred);
}
