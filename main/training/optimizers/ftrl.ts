import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { zeros, type UpdateRule } from './optimizer';

export const ftrlDefaults = {
  learningRate: 0.001,
  learningRatePower: -0.5,
  initialAccumulatorValue: 0.1,
  l1RegularizationStrength: 0,
  l2RegularizationStrength: 0,
  l2ShrinkageRegularizationStrength: 0,
  beta: 0,
};

/** Follow the regularized leader: weights follow from the sums of all gradients, sparse where `l1` is set. */
export function ftrl(settings: typeof ftrlDefaults): UpdateRule {
  const { learningRatePower, initialAccumulatorValue, beta } = settings;
  const { l1RegularizationStrength: l1, l2RegularizationStrength: l2, l2ShrinkageRegularizationStrength } = settings;
  const powered = (sum: Tensor): Tensor => sum.pow(-learningRatePower);
  return {
    slots: { accumulator: (value) => fill(value.shape, initialAccumulatorValue), linear: zeros },
    update: ({ gradient, value, slots, learningRate }) => {
      const before = slots['accumulator']!;
      const accumulator = before.add(gradient.square());
      const pull = gradient.add(value.mul(2 * l2ShrinkageRegularizationStrength));
      const shift = powered(accumulator).sub(powered(before)).div(learningRate).mul(value);
      const linear = slots['linear']!.add(pull.sub(shift));
      const quadratic = powered(accumulator)
        .div(learningRate)
        .add(2 * (l2 + beta / (2 * learningRate)));
      return {
        value: linear.clipByValue(-l1, l1).sub(linear).div(quadratic),
        slots: { accumulator, linear },
      };
    },
  };
}
