import { engine, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Seeds } from './key';

type Distribution = 'StatelessUniform' | 'StatelessNormal' | 'StatelessTruncatedNormal';

function draw(kernel: Distribution, shape: readonly number[], seeds: Seeds): Tensor {
  return engine().runKernel(kernel, {}, { shape: [...shape], seeds: [...seeds] });
}

/** Values in [minval, maxval), float32. */
export function keyedUniform(shape: readonly number[], seeds: Seeds, minval = 0, maxval = 1): Tensor {
  return tidy(() => {
    const values = draw('StatelessUniform', shape, seeds);
    return minval === 0 && maxval === 1 ? values : values.mul(maxval - minval).add(minval);
  });
}

/** Normally distributed values, float32. */
export function keyedNormal(shape: readonly number[], seeds: Seeds, mean = 0, stddev = 1): Tensor {
  return tidy(() => draw('StatelessNormal', shape, seeds).mul(stddev).add(mean));
}

/** Normally distributed values of which those beyond two standard deviations are drawn again, float32. */
export function keyedTruncatedNormal(shape: readonly number[], seeds: Seeds, mean = 0, stddev = 1): Tensor {
  return tidy(() => draw('StatelessTruncatedNormal', shape, seeds).mul(stddev).add(mean));
}

/** 0 with probability `rate`, else 1 / (1 - rate): what dropout multiplies by. */
export function keyedDropoutMask(shape: readonly number[], seeds: Seeds, rate: number): Tensor {
  return tidy(() =>
    draw('StatelessUniform', shape, seeds)
      .greaterEqual(rate)
      .cast('float32')
      .mul(1 / (1 - rate)),
  );
}
