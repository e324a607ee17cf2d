import { logicalAnd, type Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { CallOptions, Mask } from './native-layer';

type Layer = layers.Layer;
type Masks = readonly Mask[];

/** Of models that find the masks of their outputs themselves: those of the last call. */
const ofModels = new WeakMap<object, Masks>();

const onlyFirst = ([mask]: Masks): Masks => [mask];

/** A row of a sum or product counts where it does in all inputs that are masked. */
function common(masks: Masks): Masks {
  const given = masks.filter((each) => each !== undefined);
  return given.length === 0 ? [] : [given.reduce((all, each) => logicalAnd(all, each))];
}

/** Keras's rules for the masks of outputs, where those of tfjs-layers are others. */
const rules: { readonly [className: string]: (masks: Masks) => Masks } = {
  ELU: onlyFirst,
  LeakyReLU: onlyFirst,
  ThresholdedReLU: onlyFirst,
  Add: common,
  Average: common,
  Maximum: common,
  Minimum: common,
  Multiply: common,
};

/** Notes the masks of a model's outputs; `[]` before it is first called. */
export function noteMasks(model: object, masks: Masks): void {
  ofModels.set(model, masks);
}

/** Masks of the outputs of a model that was applied just now, in its caller's scope: which time steps count. */
export function outputMasks(model: object): Masks {
  return ofModels.get(model) ?? [];
}

/** What a layer is told of the masks of its inputs. */
export function maskOption(layer: Layer, masks: Masks): CallOptions['mask'] {
  return ofModels.has(layer) ? masks : masks[0];
}

/** Masks of what a layer gave. */
export function masksAfter(layer: Layer, inputs: Tensor[], masks: Masks): Masks {
  if (ofModels.has(layer)) return outputMasks(layer);
  const rule = rules[layer.getClassName()];
  if (rule) return rule(masks);
  if (!layer.supportsMasking) return [];
  const after = layer.computeMask(inputs, masks as Tensor[]) as Tensor | (Tensor | null)[] | null;
  return [after].flat().map((each) => each ?? undefined);
}
