import type { Scalar } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { walkLayers } from './walk-layers';

type Regularized = { readonly _losses: readonly (() => Scalar)[] };

/** Layers that regularize weights, with their penalties. */
export function penaltiesByLayer(
  model: LayersModel,
): readonly { readonly layer: layers.Layer; readonly penalties: readonly (() => Scalar)[] }[] {
  return walkLayers(model)
    .map((layer) => ({ layer, penalties: (layer as unknown as Regularized)._losses }))
    .filter(({ penalties: own }) => own.length > 0);
}

/** Whether any weight is regularized. */
export function hasPenalties(model: LayersModel): boolean {
  return penaltiesByLayer(model).length > 0;
}

/** Penalties of all regularizers, each weight's once. */
export function penalties(model: LayersModel): Scalar[] {
  return penaltiesByLayer(model).flatMap((each) => each.penalties.map((penalty) => penalty()));
}
