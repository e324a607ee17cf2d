import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { constant, input, slot, theGradient, theVariable } from './fused-update';
import { updateRule, zeros, type UpdateRule } from './optimizer';

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
  const { l1RegularizationStrength: l1, l2RegularizationStrength, l2ShrinkageRegularizationStrength } = settings;
  const powered = (sum: Tensor): Tensor => sum.pow(-learningRatePower);
  return updateRule({
    slots: { accumulator: (value) => fill(value.shape, initialAccumulatorValue), linear: zeros },
    hyperparameters: { l2RegularizationStrength, beta },
    scalars: ({ learningRate, ...live }) => {
      const l2 = live.l2RegularizationStrength + live.beta / (2 * learningRate);
      return { rate: learningRate, l2, twiceL2: 2 * l2 };
    },
    update: ({ gradient, value, slots, scalars: { rate, twiceL2 } }) => {
      const before = slots['accumulator']!;
      const accumulator = before.add(gradient.square());
      const pull = gradient.add(value.mul(2 * l2ShrinkageRegularizationStrength));
      const shift = powered(accumulator).sub(powered(before)).div(rate).mul(value);
      const linear = slots['linear']!.add(pull.sub(shift));
      const quadratic = powered(accumulator).div(rate).add(twiceL2);
      return {
        value: linear.clipByValue(-l1, l1).sub(linear).div(quadratic),
        slots: { accumulator, linear },
      };
    },
    fused: {
      op: 'ResourceApplyFtrlV2',
      inputs: [
        theVariable,
        slot('accumulator'),
        slot('linear'),
        theGradient,
        input('rate'),
        constant(l1),
        input('l2'),
        constant(l2ShrinkageRegularizationStrength),
        constant(learningRatePower),
      ],
      attributes: { use_locking: false, multiply_linear_by_lr: false },
    },
  });
}
