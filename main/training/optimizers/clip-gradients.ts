import { addN, scalar, type Tensor } from '@tensorflow/tfjs-core';

/** At most one of these is set, as in Keras. */
export type Clipping = { readonly clipnorm?: number; readonly clipvalue?: number; readonly globalClipnorm?: number };

function shortened(gradient: Tensor, norm: Tensor, limit: number): Tensor {
  return gradient.mul(scalar(limit).div(norm.maximum(limit)));
}

/** Shortens gradients: each element, each variable's norm, or the norm of all. */
export function clipGradients(gradients: readonly Tensor[], clipping: Clipping): readonly Tensor[] {
  const { clipnorm, clipvalue, globalClipnorm } = clipping;
  if (clipvalue !== undefined) return gradients.map((each) => each.clipByValue(-clipvalue, clipvalue));
  if (clipnorm !== undefined) {
    return gradients.map((each) => shortened(each, each.square().sum().sqrt(), clipnorm));
  }
  if (globalClipnorm !== undefined && gradients.length > 0) {
    const norm = addN(gradients.map((each) => each.square().sum())).sqrt();
    return gradients.map((each) => shortened(each, norm, globalClipnorm));
  }
  return gradients;
}
