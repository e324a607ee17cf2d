import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from './gradients';
import { defineKernel, float, run, typed, type Attribute } from './native';

type Parts = { readonly dy: Tensor; readonly value: Tensor };
type Settings = {
  /** The operation wants the output of the activation before the gradient. */
  readonly isValueFirst?: boolean;
  /** The operation wants the output, where the composed gradient saves the input alone. */
  readonly savesOutput?: boolean;
  readonly attributes?: (of: { readonly alpha?: number }) => readonly Attribute[];
};

/** The gradient of an activation as one operation, from the input or the output, whichever is saved last. */
function defineActivationGradient(kernelName: string, settings: Settings = {}): void {
  const { isValueFirst = false, savesOutput = false, attributes = () => [] } = settings;
  const op = `${kernelName}Grad`;
  defineKernel(`Native${op}`, ({ inputs, attrs }) => {
    const { dy, value } = inputs as unknown as Parts;
    return run(op, [typed('T', 'float32'), ...attributes(attrs ?? {})], isValueFirst ? [value, dy] : [dy, value]);
  });
  defineGradient(
    kernelName,
    (dy, saved, attrs) => ({
      x: () => engine().runKernel(`Native${op}`, { dy, value: saved.at(-1)! }, { ...attrs }),
    }),
    savesOutput ? { outputsToSave: [true] } : {},
  );
}

defineActivationGradient('Relu', { savesOutput: true });
defineActivationGradient('Relu6');
defineActivationGradient('Softplus');
defineActivationGradient('LeakyRelu', { attributes: ({ alpha = 0.2 }) => [float('alpha', alpha)] });
defineActivationGradient('Selu', { savesOutput: true });
defineActivationGradient('Tanh', { isValueFirst: true });
defineActivationGradient('Sigmoid', { isValueFirst: true });
defineActivationGradient('Sqrt', { isValueFirst: true, savesOutput: true });
defineActivationGradient('Rsqrt', { isValueFirst: true, savesOutput: true });
