import { tidy } from '@tensorflow/tfjs-core';
import { masksOf, only, type Call, type Replaceable } from './native-layer';

/** A mean over the time steps that count; tfjs-layers takes it over all. As in Keras, it is NaN where none counts. */
export function averagePoolingCall(_layer: Replaceable, original: Call): Call {
  return (inputs, options) => {
    const [mask] = masksOf(options);
    if (!mask) return original(inputs, options);
    return tidy(() => {
      const input = only(inputs);
      const counts = mask.cast(input.dtype).expandDims(2);
      return input.mul(counts).sum(1).div(counts.sum(1));
    });
  };
}
