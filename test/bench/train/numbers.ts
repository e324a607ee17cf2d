import type { Case } from './case';

/** Batches that each contender goes round. */
export const batches = 8;

/** Numbers in [0, 1) that depend on nothing but place and seed; the workers in Python compute the same ones. */
export function uniform(length: number, seed: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => {
    let bits = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
    for (const factor of [0x7feb352d, 0x846ca68b]) bits = Math.imul(bits ^ (bits >>> 15), factor) >>> 0;
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  });
}

/** Values of the `index`-th kernel of a model, in the order of its layers: Glorot's uniform distribution. */
export function kernelValues(shape: readonly number[], index: number): Float32Array {
  const size = product(shape);
  const last = shape.at(-1)!;
  const limit = Math.sqrt(6 / (size / last + last));
  return Float32Array.from(uniform(size, 1000 + index), (value) => (value * 2 - 1) * limit);
}

/** A batch as plain arrays: inputs (tokens as int32), and labels in a column. */
export type Arrays = { readonly x: Float32Array | Int32Array; readonly y: Float32Array };

/** The `index`-th batch of a case. */
export function batchOf({ batch, input, classes, vocabulary }: Case, index: number): Arrays {
  const values = uniform(batch * product(input), 2 * index);
  const x =
    vocabulary === undefined
      ? Float32Array.from(values)
      : Int32Array.from(values, (value) => Math.floor(value * vocabulary));
  return { x, y: Float32Array.from(uniform(batch, 2 * index + 1), (value) => Math.floor(value * classes)) };
}

export function product(shape: readonly number[]): number {
  return shape.reduce((size, each) => size * each, 1);
}
