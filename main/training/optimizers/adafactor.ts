import { zeros as zerosOf, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { updateRule, zeros, type Slots, type UpdateRule } from './optimizer';

export const adafactorDefaults = {
  learningRate: 0.001,
  beta2Decay: -0.8,
  epsilon1: 1e-30,
  epsilon2: 1e-3,
  clipThreshold: 1,
  relativeStep: true,
};

const float = Math.fround;
const rootMeanSquare = (values: Tensor): Tensor => values.square().mean().sqrt();

/**
 * Divides by the root of a running mean of squares that is kept as the outer product of its rows and columns. The step
 * is relative to the size of the weights; it is never above 1 / sqrt(step), whatever `relativeStep` says, as in Keras.
 */
export function adafactor(settings: typeof adafactorDefaults): UpdateRule {
  const { beta2Decay, epsilon1, epsilon2, clipThreshold } = settings;
  const spread = (slots: Slots, squares: Tensor, share: { readonly beta: Scalar; readonly rest: Scalar }): Slots => {
    const mixed = (slot: string, target: Tensor): Tensor => slots[slot]!.mul(share.beta).add(target.mul(share.rest));
    if (squares.rank < 2) return { velocity: mixed('velocity', squares) };
    const rows = mixed('rows', squares.mean(-1));
    const columns = mixed('columns', squares.mean(-2));
    const velocity = rows
      .div(rows.mean(-1, true))
      .expandDims(-1)
      .mul(columns.expandDims(columns.rank - 1));
    return { rows, columns, velocity };
  };
  return updateRule({
    slots: {
      rows: ({ shape }) => zerosOf(shape.length < 2 ? [] : shape.slice(0, -1)),
      columns: ({ shape }) => zerosOf(shape.length < 2 ? [] : [...shape.slice(0, -2), shape.at(-1)!]),
      velocity: zeros,
    },
    hyperparameters: {},
    scalars: ({ learningRate, iterations }) => {
      const step = iterations + 1;
      const beta = float(1 - float(step ** float(beta2Decay)));
      return { rate: Math.min(learningRate, float(1 / Math.sqrt(step))), beta, rest: float(1 - beta) };
    },
    update: ({ gradient, value, slots, scalars }) => {
      const next = spread(slots, gradient.square().add(epsilon1), scalars);
      const direction = gradient.mul(next['velocity']!.rsqrt());
      const size = rootMeanSquare(direction).div(clipThreshold).maximum(1);
      const change = direction.div(size).mul(rootMeanSquare(value).maximum(epsilon2).mul(scalars.rate));
      return { value: value.sub(change), slots: next };
    },
  });
}
