import type { Scalar } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { walkLayers } from './walk-layers';

type Regularized = { readonly _losses: readonly (() => Scalar)[] };

function penaltiesOf(model: LayersModel): readonly (() => Scalar)[] {
  return walkLayers(model).flatMap((layer) => (layer as unknown as Regularized)._losses);
}

/** Whether any weight is regularized. */
export function hasPenalties(model: LayersModel): boolean {
  return penaltiesOf(model).length > 0;
}

/** Penalties of all regularizers, each weight's once. */
export function penalties(model: LayersModel): Scalar[] {
  return penaltiesOf(model).map((penalty) => penalty());
}
