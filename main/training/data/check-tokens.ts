import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError } from '../../contract/errors';
import { isModel } from '../model/walk-layers';
import { numbersOf } from './own-tensor';

type Node = { readonly outboundLayer: layers.Layer };

const ofModels = new WeakMap<LayersModel, readonly (number | undefined)[]>();

/** How many tokens there are for an input: as many as the smallest embedding that it goes to has; undefined: to none. */
function tokensOf({ inputs }: LayersModel, index: number): number | undefined {
  const nodes = inputs[index]!.sourceLayer.outboundNodes as readonly Node[];
  const counts = nodes.flatMap(({ outboundLayer }) => {
    if (isModel(outboundLayer)) return outboundLayer.inputs.length === 1 ? (tokensOf(outboundLayer, 0) ?? []) : [];
    const isLookup = outboundLayer.getClassName() === 'Embedding';
    return isLookup ? (outboundLayer as unknown as { readonly inputDim: number }).inputDim : [];
  });
  return counts.length > 0 ? Math.min(...counts) : undefined;
}

/** The number of tokens of each input of a model; undefined for inputs that are no tokens. */
export function tokenCounts(model: LayersModel): readonly (number | undefined)[] {
  const known = ofModels.get(model);
  if (known) return known;
  const counts = model.inputs.map((_, index) => tokensOf(model, index));
  ofModels.set(model, counts);
  return counts;
}

/**
 * Checks that an embedding has every token of an input, which it takes without what follows the point. NaN and infinities
 * are not looked at.
 * @throws CodedError `token-out-of-range` with the first row that has another
 */
export function checkTokens(data: Tensor, tokens: number, name: string): void {
  const values = numbersOf(data);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if ((value > -1 && value < tokens) || value - value !== 0) continue;
    const row = Math.floor(at / (data.size / data.shape[0]!));
    throw new CodedError('token-out-of-range', { name, row, value, tokens });
  }
}
