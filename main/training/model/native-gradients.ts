import { engine } from '@tensorflow/tfjs-core';

/**
 * Whether kernels may be used whose gradients have no gradient: not where a gradient is itself differentiated, as in a
 * loss with a gradient penalty.
 */
export function mayUseNativeGradients(): boolean {
  return engine().state.gradientDepth <= 1;
}
