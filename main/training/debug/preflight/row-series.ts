import type { Tensor } from '@tensorflow/tfjs-core';

/** Rows of a series are nearer to the one before than to any other of their class by so much at least. */
const nearer = 2;

type Sums = { readonly mean: Float64Array; count: number };

function meansOf(rows: readonly Float32Array[], classes: readonly number[]): ReadonlyMap<number, Sums> {
  const sums = new Map<number, Sums>();
  rows.forEach((row, at) => {
    const own = sums.get(classes[at]!) ?? { mean: new Float64Array(row.length), count: 0 };
    sums.set(classes[at]!, own);
    own.count += 1;
    row.forEach((value, column) => (own.mean[column]! += (value - own.mean[column]!) / own.count));
  });
  return sums;
}

function squaredDistance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at]! - other[at]!) ** 2;
  return sum;
}

/**
 * Whether rows come as a series does: each lies near the one before it, also among those of its own class. Two rows that
 * are drawn from a class differ by twice its variance (the ratio of von Neumann).
 * @param inputs of consecutive batches, each [rows, …]
 * @param classes of all their rows
 */
export function isSeries(inputs: readonly Tensor[], classes: readonly number[]): boolean {
  const rows = inputs.flatMap((each) => {
    const values = each.dataSync<'float32'>();
    const width = each.size / each.shape[0]!;
    return Array.from({ length: each.shape[0]! }, (_, row) => values.subarray(row * width, (row + 1) * width));
  });
  const means = meansOf(rows, classes);
  let [steps, spread] = [0, 0];
  rows.forEach((row, at) => {
    if (at === 0 || classes[at] !== classes[at - 1]) return;
    const step = squaredDistance(row, rows[at - 1]!);
    // One row again is no order.
    if (step === 0) return;
    steps += step;
    spread += 2 * squaredDistance(row, means.get(classes[at]!)!.mean);
  });
  return steps * nearer < spread;
}
