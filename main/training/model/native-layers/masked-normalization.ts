import { zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import type { Optional, Replaceable } from './native-layer';

/** Keras's BatchNormalization, as tfjs-layers keeps it. */
export type BatchNormalization = Replaceable & {
  readonly axis: number | readonly number[];
  readonly epsilon: number;
  readonly momentum: number;
  readonly gamma: Optional;
  readonly beta: Optional;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
};

/** Of a batch, for each channel. */
export type Statistics = { readonly mean: Tensor; readonly variance: Tensor };

function move(variable: LayerVariable, momentum: number, value: Tensor): void {
  const before = variable.read();
  variable.write(before.sub(before.sub(value).mul(1 - momentum)));
}

/** Lets the moving statistics follow those of a batch. */
export function moveStatistics(layer: BatchNormalization, { mean, variance }: Statistics): void {
  move(layer.movingMean, layer.momentum, mean);
  move(layer.movingVariance, layer.momentum, variance);
}

type Masked = {
  readonly input: Tensor;
  /** Shape of the input without its last axis. */
  readonly mask: Tensor;
  /** Of the channels. */
  readonly axis: number;
};

/**
 * Training on sequences of which some time steps do not count: statistics are taken over those that do, and all are
 * normalized by them. Keras's BatchNormalization since 2.14; tfjs-layers knows no mask here.
 */
export function normalizeMasked(layer: BatchNormalization, { input, mask, axis }: Masked): Tensor {
  const others = input.shape.map((_, index) => index).filter((index) => index !== axis);
  const channels = input.shape.map((size, index) => (index === axis ? size : 1));
  const weights = mask.cast(input.dtype).expandDims(-1).add(zerosLike(input));
  const count = weights.sum(others, true);
  const mean = weights.mul(input).sum(others, true).div<Tensor>(count);
  const apart = input.sub(mean);
  const variance = weights.mul(apart.square()).sum(others, true).div<Tensor>(count);
  moveStatistics(layer, { mean: mean.flatten(), variance: variance.flatten() });
  const normal = apart.mul(variance.add(layer.epsilon).rsqrt());
  const scaled = layer.gamma ? normal.mul(layer.gamma.read().reshape(channels)) : normal;
  return layer.beta ? scaled.add(layer.beta.read().reshape(channels)) : scaled;
}
