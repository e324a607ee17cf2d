import { addN, scalar, type Tensor } from '@tensorflow/tfjs-core';

/** The first that is set counts, in the order of Keras: each variable's norm, the norm of all, each element. */
export type Clipping = { readonly clipnorm?: number; readonly globalClipnorm?: number; readonly clipvalue?: number };

/** A norm that is not finite makes all gradients NaN, as in Keras: nothing is hidden by clipping. */
function shortened(gradient: Tensor, norm: Tensor, limit: number): Tensor {
  return gradient.mul(scalar(limit).div(norm.maximum(limit)).add(norm.sub(norm)));
}

/** Shortens gradients. */
export function clipGradients(gradients: readonly Tensor[], clipping: Clipping): readonly Tensor[] {
  const { clipnorm, clipvalue, globalClipnorm } = clipping;
  if (clipnorm !== undefined) {
    return gradients.map((each) => shortened(each, each.square().sum().sqrt(), clipnorm));
  }
  if (globalClipnorm !== undefined && gradients.length > 0) {
    const norm = addN(gradients.map((each) => each.square().sum())).sqrt();
    return gradients.map((each) => shortened(each, norm, globalClipnorm));
  }
  if (clipvalue !== undefined) return gradients.map((each) => each.clipByValue(-clipvalue, clipvalue));
  return gradients;
}
