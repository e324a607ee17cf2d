import type { layers, LayersModel } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/** Where tfjs-layers keeps the layers inside a layer. */
type Inner = {
  readonly layers?: readonly Layer[];
  readonly layer?: Layer;
  readonly forwardLayer?: Layer;
  readonly backwardLayer?: Layer;
  readonly cell?: Layer;
  readonly cells?: readonly Layer[];
};

function innerOf(layer: Layer): readonly Layer[] {
  const inner = layer as unknown as Inner;
  const single = [inner.layer, inner.forwardLayer, inner.backwardLayer, inner.cell];
  return [...(inner.layers ?? []), ...single.filter((each) => each !== undefined), ...(inner.cells ?? [])];
}

/** Every layer once, in the order of the model, those inside nested models, wrappers and recurrent layers too. */
export function walkLayers(model: LayersModel): readonly Layer[] {
  const found = new Set<Layer>();
  const visit = (layer: Layer): void => {
    if (found.has(layer)) return;
    found.add(layer);
    innerOf(layer).forEach(visit);
  };
  (model as unknown as { layers: readonly Layer[] }).layers.forEach(visit);
  return [...found];
}

/** Whether the layer holds layers of its own that are run instead of it. */
export function isModel(layer: Layer): layer is LayersModel {
  return (layer as unknown as Inner).layers !== undefined;
}
