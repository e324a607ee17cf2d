import { zeros, type UpdateRule } from './optimizer';

export const sgdDefaults = { learningRate: 0.01, momentum: 0, nesterov: false };

/** Gradient descent; the momentum holds the learning rate of its time. */
export function sgd({ momentum, nesterov }: typeof sgdDefaults): UpdateRule {
  if (momentum === 0) {
    return {
      slots: {},
      update: ({ gradient, value, learningRate }) => ({ value: value.sub(gradient.mul(learningRate)), slots: {} }),
    };
  }
  return {
    slots: { momentum: zeros },
    update: ({ gradient, value, slots, learningRate }) => {
      const step = gradient.mul(learningRate);
      const velocity = slots['momentum']!.mul(momentum).sub(step);
      const change = nesterov ? velocity.mul(momentum).sub(step) : velocity;
      return { value: value.add(change), slots: { momentum: velocity } };
    },
  };
}
