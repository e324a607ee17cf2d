import { engine, tensor1d, Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Seeds } from './key';

/** Seeds as numbers, or as a tensor of two. */
type AnySeeds = Seeds | Tensor;

type Distribution = 'StatelessUniform' | 'StatelessNormal' | 'StatelessTruncatedNormal';

function draw(kernel: Distribution, shape: readonly number[], seeds: AnySeeds): Tensor {
  const given = seeds instanceof Tensor ? seeds : tensor1d([...seeds], 'int32');
  return engine().runKernel(kernel, { seeds: given }, { shape: [...shape] });
}

/** Values in [minval, maxval), float32. */
export function keyedUniform(shape: readonly number[], seeds: AnySeeds, minval = 0, maxval = 1): Tensor {
  return tidy(() => {
    const values = draw('StatelessUniform', shape, seeds);
    return minval === 0 && maxval === 1 ? values : values.mul(maxval - minval).add(minval);
  });
}

/** Normally distributed values, float32. */
export function keyedNormal(shape: readonly number[], seeds: AnySeeds, mean = 0, stddev = 1): Tensor {
  return tidy(() => draw('StatelessNormal', shape, seeds).mul(stddev).add(mean));
}

/** Normally distributed values of which those beyond two standard deviations are drawn again, float32. */
export function keyedTruncatedNormal(shape: readonly number[], seeds: AnySeeds, mean = 0, stddev = 1): Tensor {
  return tidy(() => draw('StatelessTruncatedNormal', shape, seeds).mul(stddev).add(mean));
}

/** 0 with probability `rate`, else 1 / (1 - rate): what dropout multiplies by. */
export function keyedDropoutMask(shape: readonly number[], seeds: AnySeeds, rate: number): Tensor {
  return tidy(() =>
    draw('StatelessUniform', shape, seeds)
      .greaterEqual(rate)
      .cast('float32')
      .mul(1 / (1 - rate)),
  );
}
