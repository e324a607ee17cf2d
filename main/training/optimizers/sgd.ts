import { input, slot, theGradient, theVariable } from './fused-update';
import { updateRule, zeros, type UpdateRule } from './optimizer';

export const sgdDefaults = { learningRate: 0.01, momentum: 0, nesterov: false };

const plain: UpdateRule = updateRule({
  slots: {},
  hyperparameters: {},
  scalars: ({ learningRate }) => ({ rate: learningRate }),
  update: ({ gradient, value, scalars: { rate } }) => ({ value: value.sub(gradient.mul(rate)), slots: {} }),
  fused: {
    op: 'ResourceApplyGradientDescent',
    inputs: [theVariable, input('rate'), theGradient],
    attributes: { use_locking: false },
  },
});

/** Gradient descent; the momentum holds the learning rate of its time. */
export function sgd({ momentum: first, nesterov }: typeof sgdDefaults): UpdateRule {
  if (first === 0) return plain;
  return updateRule({
    slots: { momentum: zeros },
    hyperparameters: { momentum: first },
    scalars: ({ learningRate, momentum }) => ({ rate: learningRate, momentum }),
    update: ({ gradient, value, slots, scalars: { rate, momentum } }) => {
      const step = gradient.mul(rate);
      const velocity = slots['momentum']!.mul(momentum).sub(step);
      const change = nesterov ? velocity.mul(momentum).sub(step) : velocity;
      return { value: value.add(change), slots: { momentum: velocity } };
    },
    fused: {
      op: 'ResourceApplyKerasMomentum',
      inputs: [theVariable, slot('momentum'), input('rate'), theGradient, input('momentum')],
      attributes: { use_locking: false, use_nesterov: nesterov },
    },
  });
}
