import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError } from '../../contract/errors';

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

/** The layers that are run, each once in the order of the model, those of nested models in place of these. */
export function leafLayers(model: LayersModel): readonly Layer[] {
  const leaves = model.layers.flatMap((layer) => (isModel(layer) ? leafLayers(layer) : [layer]));
  return [...new Set(leaves)];
}

/** @throws CodedError `unknown-name` if none of the layers has the name */
export function layerNamed<L extends Layer>(among: readonly L[], name: string): L {
  const found = among.find((layer) => layer.name === name);
  if (found) return found;
  const known = among.map((layer) => layer.name).join(', ') || '–';
  throw new CodedError('unknown-name', { what: 'layer', name, known });
}
