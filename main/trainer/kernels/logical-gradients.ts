import { registerGradient, zeros, type Tensor } from '@tensorflow/tfjs-core';

const inputsOf: { readonly [kernelName: string]: readonly string[] } = {
  All: ['x'],
  Any: ['x'],
  LogicalNot: ['x'],
  LogicalAnd: ['a', 'b'],
  LogicalOr: ['a', 'b'],
  Equal: ['a', 'b'],
  NotEqual: ['a', 'b'],
  Greater: ['a', 'b'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
};

// Whether something holds does not change with the numbers: nothing leads back. Without any gradient, where tfjs-core has
// none, what a layer gave could not be compared with anything while training, so not be masked.
for (const [kernelName, inputs] of Object.entries(inputsOf)) {
  registerGradient({
    kernelName,
    inputsToSave: [...inputs],
    gradFunc: (_, saved: Tensor[]) =>
      Object.fromEntries(inputs.map((name, index) => [name, () => zeros(saved[index]!.shape)])),
  });
}
