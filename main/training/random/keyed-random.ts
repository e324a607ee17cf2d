import type { KeyedRandom } from '../experiment';
import { seedsOf } from './key';
import { keyedPermutation } from './keyed-permutation';
import { keyedNormal, keyedUniform } from './keyed-tensors';

/** Keyed numbers for the person's own code; `purpose` is all that tells two draws of a run apart. */
export function keyedRandom(seed: number): KeyedRandom {
  const key = (purpose: string) => seedsOf(seed, `experiment ${purpose}`);
  return {
    uniform: (shape, purpose, minval, maxval) => keyedUniform(shape, key(purpose), minval, maxval),
    normal: (shape, purpose, mean, stddev) => keyedNormal(shape, key(purpose), mean, stddev),
    permutation: (length, purpose) => keyedPermutation(length, key(purpose)),
  };
}
