import { conv2d, engine, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import { only, type Activation, type Call, type Optional, type Replaceable } from './native-layer';

type Conv2D = Replaceable & {
  readonly kernel: LayerVariable;
  readonly bias: Optional;
  readonly activation: Activation | null;
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: string;
  readonly dilationRate: [number, number];
};

/**
 * A convolution whose gradient leaves out what nobody asks for: fused with its bias, tfjs-core always computes the
 * gradient by the input too, as large as all the rest for the first layer. Without gradients the fused one is faster.
 */
export function conv2dCall(layer: Replaceable, original: Call): Call {
  const conv = layer as Conv2D;
  return (inputs, options) => {
    const input = only(inputs);
    const isPlain = conv.dataFormat === 'channelsFirst' || input.rank !== 4;
    if (isPlain || engine().state.gradientDepth === 0) return original(inputs, options);
    return tidy(() => {
      const { strides, padding, dilationRate } = conv;
      const filters = conv.kernel.read() as Tensor4D;
      const output = conv2d(input as Tensor4D, filters, strides, padding, 'NHWC', dilationRate);
      const biased = conv.bias ? output.add(conv.bias.read()) : output;
      return conv.activation ? conv.activation.apply(biased) : biased;
    });
  };
}
