import type { Seeds } from './key';

/** A small counter-based generator (splitmix): 32 unsigned bits a call. */
function words([low, high]: Seeds): () => number {
  let counter = low;
  const stride = high | 1;
  return () => {
    counter = (counter + stride) | 0;
    let x = counter;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (x ^ (x >>> 15) ^ high) >>> 0;
  };
}

/** A permutation of 0..length-1 that depends only on its key, so that an order can be entered anywhere. */
export function keyedPermutation(length: number, seeds: Seeds): Int32Array {
  const next = words(seeds);
  const order = Int32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor((next() / 2 ** 32) * (last + 1));
    const value = order[last]!;
    order[last] = order[other]!;
    order[other] = value;
  }
  return order;
}
