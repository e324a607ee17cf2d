import { matMul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import { only, type Activation, type Call, type Optional, type Replaceable } from './native-layer';

type Dense = Replaceable & {
  readonly kernel: LayerVariable;
  readonly bias: Optional;
  readonly activation: Activation | null;
};

/** A product of matrices as one: tfjs-layers takes it through stacks of matrices and back. */
export function denseCall(layer: Replaceable): Call {
  const dense = layer as Dense;
  return (inputs) =>
    tidy(() => {
      const input = only(inputs);
      const kernel = dense.kernel.read() as Tensor<never>;
      const rows = input.rank === 2 ? input : input.reshape([-1, input.shape.at(-1)!]);
      let output: Tensor = matMul(rows, kernel);
      if (dense.bias) output = output.add(dense.bias.read());
      if (input.rank !== 2) output = output.reshape([...input.shape.slice(0, -1), output.shape[1]!]);
      return dense.activation ? dense.activation.apply(output) : output;
    });
}
