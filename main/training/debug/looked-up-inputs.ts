import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { isModel } from '../model/walk-layers';

/**
 * Whether what an input holds says nothing of how it is scaled: numbers of words for an embedding, or values that the model
 * rescales itself. Nested models are looked into.
 */
export function isLookedUp({ inputs }: LayersModel, index: number): boolean {
  const nodes = inputs[index]!.sourceLayer.outboundNodes as readonly { readonly outboundLayer: layers.Layer }[];
  return nodes.some(({ outboundLayer }) =>
    isModel(outboundLayer)
      ? isLookedUp(outboundLayer, 0)
      : ['Embedding', 'Rescaling'].includes(outboundLayer.getClassName()),
  );
}
