import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/**
 * Puts another method in the place of a layer's own.
 * @param by makes it, from the layer's own
 * @returns puts the own one back; what was replaced last goes first
 */
export function replaceMethod<Name extends 'apply' | 'call'>(
  layer: Layer,
  name: Name,
  by: (own: Layer[Name]) => Layer[Name],
): () => void {
  const before = Object.getOwnPropertyDescriptor(layer, name);
  layer[name] = by(layer[name].bind(layer) as Layer[Name]);
  return () => {
    if (before) Object.defineProperty(layer, name, before);
    else delete (layer as Partial<Layer>)[name];
  };
}

/** Tells what a layer gives each time it is applied to tensors; the returned function takes the watch away. */
export function watchLayer(layer: Layer, applied: (result: Tensor, input: Tensor) => void): () => void {
  return replaceMethod(layer, 'apply', (own) => (inputs, options) => {
    const result = own(inputs, options);
    applied([result].flat()[0] as Tensor, [inputs].flat()[0] as Tensor);
    return result;
  });
}
