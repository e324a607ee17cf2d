import type { Tensor } from '@tensorflow/tfjs-core';
import { ratio, weightsLike, type Metric } from './metric';

/** True positives, false positives, false negatives at a threshold. */
function confusion(yTrue: Tensor, yPred: Tensor, threshold: number, weights: Tensor | undefined): Tensor {
  const truth = yTrue.cast('float32').reshape(yPred.shape);
  const said = yPred.greater(threshold).cast('float32');
  const weigh = weights ? weightsLike(weights, yPred) : yPred.onesLike();
  const total = (values: Tensor): Tensor => values.mul(weigh).sum().expandDims(0);
  const hits = total(truth.mul(said));
  return hits.concat([total(said).sub(hits), total(truth).sub(hits)] as unknown as Tensor);
}

function counted(name: string, threshold: number, value: Metric['value']): Metric {
  return {
    name,
    size: 3,
    measure: (yTrue, yPred, weights) => confusion(yTrue, yPred, threshold, weights),
    value,
  };
}

/** Of what was called positive, the part that is. */
export function precision(name: string, threshold: number): Metric {
  return counted(name, threshold, ([hits = 0, falseAlarms = 0]) => ratio(hits, hits + falseAlarms));
}

/** Of what is positive, the part that was called so. */
export function recall(name: string, threshold: number): Metric {
  return counted(name, threshold, ([hits = 0, , misses = 0]) => ratio(hits, hits + misses));
}
