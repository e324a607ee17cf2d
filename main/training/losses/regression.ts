import { log1p, softplus, type Tensor } from '@tensorflow/tfjs-core';
import { epsilon, type LossValues } from './loss';

const lastMean = (values: Tensor): Tensor => values.mean(-1);

/** (y - p)^2 */
export const meanSquaredError: LossValues = (yTrue, yPred) => lastMean(yPred.squaredDifference(yTrue));

/** |y - p| */
export const meanAbsoluteError: LossValues = (yTrue, yPred) => lastMean(yPred.sub(yTrue).abs());

/** 100 |y - p| / |y| */
export const meanAbsolutePercentageError: LossValues = (yTrue, yPred) =>
  lastMean(yTrue.sub(yPred).div(yTrue.abs().maximum(epsilon)).abs()).mul(100);

/** (log(1 + y) - log(1 + p))^2, with values below epsilon raised to it */
export const meanSquaredLogarithmicError: LossValues = (yTrue, yPred) =>
  lastMean(log1p(yPred.maximum(epsilon)).squaredDifference(log1p(yTrue.maximum(epsilon))));

/** Squared below `delta`, linear above. */
export function huber(delta: number): LossValues {
  return (yTrue, yPred) => {
    const error = yPred.sub(yTrue);
    const size = error.abs();
    // Quadratic in the part of the error up to delta, linear in the rest: no comparison, which has no gradient.
    const near = size.minimum(delta);
    return lastMean(near.square().mul(0.5).add(size.sub(near).mul(delta)));
  };
}

/** log(cosh(p - y)), computed without overflow */
export const logCosh: LossValues = (yTrue, yPred) => {
  const error = yPred.sub(yTrue);
  return lastMean(error.add(softplus(error.mul(-2))).sub(Math.LN2));
};

/** The negative cosine of the angle between y and p. */
export function cosineSimilarity(axis: number): LossValues {
  const unit = (vectors: Tensor): Tensor => vectors.mul(vectors.square().sum(axis, true).maximum(1e-12).rsqrt());
  return (yTrue, yPred) => unit(yTrue).mul(unit(yPred)).sum(axis).neg();
}
