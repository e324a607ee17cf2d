import { customGrad, engine, ones, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { isTrained } from '../frozen-layers';
import { mayUseNativeGradients } from '../native-gradients';
import { moveStatistics, normalizeMasked, type BatchNormalization, type Statistics } from './masked-normalization';
import { masksOf, only, type Call, type Replaceable } from './native-layer';

/** @param pictures rank 4, channels last */
function normalize(
  [pictures, gamma, beta]: readonly [Tensor, Tensor, Tensor],
  epsilon: number,
  note: (statistics: Statistics) => void,
): Tensor {
  return customGrad((...given: unknown[]) => {
    const [x, scale, offset, save] = given as [Tensor, Tensor, Tensor, (tensors: Tensor[]) => void];
    const inputs = { x, gamma: scale, beta: offset };
    const results = engine().runKernel<Tensor[]>('NativeBatchNormalization', inputs, { epsilon });
    const [value, mean, variance, ...saved] = results as [Tensor, Tensor, Tensor, ...Tensor[]];
    note({ mean, variance });
    save([x, scale, ...saved]);
    return {
      value,
      gradFunc: (dy: Tensor, kept: Tensor[]) => {
        const [savedX, savedGamma, saved1, saved2, saved3] = kept as [Tensor, Tensor, Tensor, Tensor, Tensor];
        const all = {
          dy,
          x: savedX,
          gamma: savedGamma,
          saved1,
          saved2,
          saved3,
        };
        return engine().runKernel<Tensor[]>('NativeBatchNormalizationGrad', all, { epsilon }).slice(0, 3);
      },
    };
  })(pictures, gamma, beta);
}

/** An order of axes in which this one is the last, and the order that undoes it. */
function ordersOf(rank: number, axis: number): readonly [readonly number[], readonly number[]] {
  const order = [...Array.from({ length: rank }, (_, index) => index).filter((index) => index !== axis), axis];
  return [order, order.map((_, index) => order.indexOf(index))];
}

/** As Keras does, pictures and volumes feed the moving variance with the unbiased one of the batch. */
function isUnbiased(rank: number, axis: number): boolean {
  return (rank === 4 || rank === 5) && (axis === 1 || axis === rank - 1);
}

/** Training with the statistics of the batch in one operation, forward and back. */
export function batchNormalizationCall(layer: Replaceable, original: Call): Call {
  const own = layer as BatchNormalization;
  return (inputs, options) => {
    // Frozen, it normalizes by its moving statistics and leaves them alone: Keras's BatchNormalization since 2.0.
    if (!isTrained(layer)) return original(inputs, { ...options, training: false });
    const input = only(inputs);
    const { rank } = input;
    const [axis, ...others] = [own.axis].flat().map((each) => (each < 0 ? each + rank : each)) as [number];
    const [mask] = masksOf(options);
    if (options.training && mask && others.length === 0 && !isUnbiased(rank, axis)) {
      return tidy(() => normalizeMasked(own, { input, mask, axis }));
    }
    const isPlain = !options.training || others.length > 0 || rank < 2 || !mayUseNativeGradients();
    if (isPlain) return original(inputs, options);
    return tidy(() => {
      const channels = input.shape[axis]!;
      const count = input.size / channels;
      const [order, back] = ordersOf(rank, axis);
      const isLast = axis === rank - 1;
      const channelsLast = isLast ? input : input.transpose([...order]);
      const pictures = rank === 4 ? channelsLast : channelsLast.reshape([count, 1, 1, channels]);
      const gamma = own.gamma ? own.gamma.read() : ones([channels]);
      const beta = own.beta ? own.beta.read() : zeros([channels]);
      const normalized = normalize([pictures, gamma, beta], own.epsilon, ({ mean, variance }) => {
        const fed = isUnbiased(rank, axis) ? variance : variance.mul((count - 1) / count);
        moveStatistics(own, { mean, variance: fed });
      });
      const output = rank === 4 ? normalized : normalized.reshape(channelsLast.shape);
      return isLast ? output : output.transpose([...back]);
    });
  };
}
