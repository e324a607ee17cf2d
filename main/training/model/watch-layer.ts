import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/** Tells what a layer gives each time it is applied to tensors; the returned function takes the watch away. */
export function watchLayer(layer: Layer, applied: (result: Tensor, input: Tensor) => void): () => void {
  const own = Object.getOwnPropertyDescriptor(layer, 'apply');
  const apply = layer.apply.bind(layer) as Layer['apply'];
  layer.apply = (inputs, options) => {
    const result = apply(inputs, options);
    applied([result].flat()[0] as Tensor, [inputs].flat()[0] as Tensor);
    return result;
  };
  return () => {
    if (own) Object.defineProperty(layer, 'apply', own);
    else delete (layer as { apply?: Layer['apply'] }).apply;
  };
}
