import { defineKernel, runAll, typed } from './native';

/** Crossentropy of rows of logits with rows of probabilities: `[values, gradient by the logits]`. */
defineKernel('NativeSoftmaxCrossentropy', ({ inputs: { logits, labels } }) =>
  runAll('SoftmaxCrossEntropyWithLogits', [typed('T', 'float32')], [logits!, labels!], 2),
);

/** The same with a class index for each row, int32. */
defineKernel('NativeSparseSoftmaxCrossentropy', ({ inputs: { logits, labels } }) =>
  runAll(
    'SparseSoftmaxCrossEntropyWithLogits',
    [typed('T', 'float32'), typed('Tlabels', 'int32')],
    [logits!, labels!],
    2,
  ),
);
