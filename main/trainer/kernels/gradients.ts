import {
  engine,
  getGradient,
  registerGradient,
  type GradConfig,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

type Gradient = (
  dy: Tensor,
  saved: readonly Tensor[],
  attributes: NamedAttrMap,
) => { readonly [input: string]: () => Tensor };

/**
 * Puts a native gradient in the place of the one that tfjs-core composes. Native kernels have no gradients of their
 * own: where a gradient is itself differentiated, the composed one serves. So `gradient` gets what that one saves, and
 * after it what `alsoSaved` names.
 */
export function defineGradient(
  kernelName: string,
  gradient: Gradient,
  alsoSaved: Pick<GradConfig, 'outputsToSave'> = {},
): void {
  const composed = getGradient(kernelName);
  registerGradient({
    ...composed,
    ...alsoSaved,
    gradFunc: (dy, saved, attributes) =>
      engine().state.gradientDepth > 0
        ? composed.gradFunc(dy, saved, attributes)
        : gradient(dy as Tensor, saved, attributes),
  });
}
