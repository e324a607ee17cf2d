import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { requireGiven, withDefaults } from '../names';
import { meanMetric, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };

const defaults = { normalizer: [] as number | readonly number[] };

/** The mean of |y - p| over a given size for each output; 0 where that is 0. */
export function meanRelativeError(name: string, given: Given): Metric {
  requireGiven(given, ['normalizer']);
  const { normalizer } = withDefaults(given, defaults);
  return meanMetric(name, (yTrue, yPred): Tensor => {
    const error = yTrue.cast('float32').sub(yPred).abs();
    return error.divNoNan(tensor(normalizer as number | number[]));
  });
}
