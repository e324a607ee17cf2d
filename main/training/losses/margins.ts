import type { Tensor } from '@tensorflow/tfjs-core';
import { epsilon, type LossValues } from './loss';

/** Targets in {0, 1} become {-1, 1}; others stay, as in Keras. */
function signed(yTrue: Tensor): Tensor {
  const isBinary = yTrue.equal(0).logicalOr(yTrue.equal(1)).all();
  return yTrue.mul(2).sub(1).where(isBinary, yTrue);
}

const margin = (yTrue: Tensor, yPred: Tensor): Tensor => signed(yTrue).mul(yPred).neg().add(1).relu();

/** max(0, 1 - y p) */
export const hinge: LossValues = (yTrue, yPred) => margin(yTrue, yPred).mean(-1);

/** max(0, 1 - y p)^2 */
export const squaredHinge: LossValues = (yTrue, yPred) => margin(yTrue, yPred).square().mean(-1);

/** max(0, 1 + the best wrong score - the right one) */
export const categoricalHinge: LossValues = (yTrue, yPred) => {
  const right = yTrue.mul(yPred).sum(-1);
  const wrong = yTrue.neg().add(1).mul(yPred).max(-1);
  return wrong.sub(right).add(1).relu();
};

/** p - y log(p) */
export const poisson: LossValues = (yTrue, yPred) => yPred.sub(yTrue.mul(yPred.add(epsilon).log())).mean(-1);

/** y log(y / p) */
export const klDivergence: LossValues = (yTrue, yPred) => {
  const truth = yTrue.clipByValue(epsilon, 1);
  return truth.mul(truth.div(yPred.clipByValue(epsilon, 1)).log()).sum(-1);
};
