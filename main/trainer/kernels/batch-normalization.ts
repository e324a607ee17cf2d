import { engine } from '@tensorflow/tfjs-core';
import { defineKernel, flag, float, runAll, typed, word, type Attribute } from './native';

function attributes(attrs: object | undefined): readonly Attribute[] {
  const { epsilon } = attrs as { readonly epsilon: number };
  return [
    typed('T', 'float32'),
    typed('U', 'float32'),
    float('epsilon', epsilon),
    word('data_format', 'NHWC'),
    flag('is_training', true),
  ];
}

/**
 * Batch normalization of `x`, rank 4 with channels last, by its own statistics:
 * `[y, mean, unbiased variance, and three tensors for the gradient]`.
 */
defineKernel('NativeBatchNormalization', ({ inputs: { x, gamma, beta }, attrs }) => {
  // Without moving statistics to average with.
  const none = engine().makeTensor(new Float32Array(0), [0], 'float32');
  const average = float('exponential_avg_factor', 1);
  const results = runAll('FusedBatchNormV3', [...attributes(attrs), average], [x!, gamma!, beta!, none, none], 6);
  none.dispose();
  return results;
});

/** Its gradients: `[by x, by gamma, by beta, and two empty ones]`. */
defineKernel('NativeBatchNormalizationGrad', ({ inputs: { dy, x, gamma, saved1, saved2, saved3 }, attrs }) =>
  runAll('FusedBatchNormGradV3', attributes(attrs), [dy!, x!, gamma!, saved1!, saved2!, saved3!], 5),
);
