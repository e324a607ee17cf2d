import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationFacts, Histogram } from '../../contract/debug/layers';
import { squaresOf } from '../step/squares';

type Values = ArrayLike<number>;

/** Sums over some arrays as if they were one. Double precision; what is not finite is counted and left out. */
export class Totals {
  count = 0;
  sum = 0;
  squares = 0;
  zeros = 0;
  notFinite = 0;
  min = Infinity;
  max = -Infinity;

  add(values: Values): this {
    let { sum, squares, zeros, min, max, notFinite } = this;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (!Number.isFinite(value)) {
        notFinite += 1;
        continue;
      }
      sum += value;
      squares += value * value;
      if (value === 0) zeros += 1;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    this.count += values.length;
    Object.assign(this, { sum, squares, zeros, min, max, notFinite });
    return this;
  }

  /** NaN as soon as one number is not finite. */
  get norm(): number {
    return this.notFinite > 0 ? NaN : Math.sqrt(this.squares);
  }

  get mean(): number {
    return this.sum / (this.count - this.notFinite);
  }

  get std(): number {
    const finite = this.count - this.notFinite;
    return Math.sqrt(Math.max(0, this.squares / finite - this.mean ** 2));
  }
}

/** Sums over one array. */
export function totalsOf(values: Values): Totals {
  return new Totals().add(values);
}

/** L2 norm of a tensor, summed in double precision. */
export function tensorNorm(tensor: Tensor): number {
  return Math.sqrt(squaresOf(tensor.dataSync<'float32'>()));
}

/** The smallest and the largest number of some tensors, NaN left out; Infinity and -Infinity where there is none. */
export function rangeOf(tensors: readonly Tensor[]): { readonly min: number; readonly max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const tensor of tensors) {
    const values = tensor.dataSync<'float32'>();
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max };
}

/** How many units (places of the last axis) that are 0 in every row and at every place. */
export function deadUnits(values: Values, units: number): number {
  const isAlive = new Uint8Array(units);
  for (let at = 0, unit = 0; at < values.length; at += 1) {
    if (values[at] !== 0) isAlive[unit] = 1;
    unit = unit + 1 === units ? 0 : unit + 1;
  }
  return isAlive.reduce((dead, alive) => dead + 1 - alive, 0);
}

/**
 * What a layer's output looks like, in numbers.
 * @param cutsOff whether the activation gives 0 for what is negative, so that a unit may be dead
 */
export function activationFacts(values: Values, units: number, cutsOff: boolean, totals: Totals): ActivationFacts {
  const { mean, std, min, max, zeros, count } = totals;
  return {
    mean,
    std,
    min,
    max,
    zeros: zeros / Math.max(1, count),
    units,
    ...(cutsOff && { dead: deadUnits(values, units) }),
  };
}

const bins = 48;

/** Counts in bins of equal width; all equal numbers stand in the middle of a bin range of their own. */
export function histogramOf(values: Values): Histogram {
  const { min, max, count, notFinite } = totalsOf(values);
  const counts = new Array<number>(bins).fill(0);
  if (count === notFinite) return { min: 0, max: 0, counts, notFinite };
  const width = (max - min) / bins;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (!Number.isFinite(value)) continue;
    const bin = width > 0 ? Math.floor((value - min) / width) : bins >> 1;
    counts[Math.min(bins - 1, bin)]! += 1;
  }
  return { min, max, counts, notFinite };
}
