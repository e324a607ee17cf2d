import type { layers } from '@tensorflow/tfjs-layers';
import type { CompiledModel } from '../model/compiled-model';
import type { ModelVariable } from '../model/model-variables';
import { leafLayers } from '../model/walk-layers';

type Layer = layers.Layer;
type Activated = Layer & { readonly activation?: { getClassName(): string }; readonly cell?: Layer };

/** A layer with its variables under the names by which their state is addressed. */
export type ListedLayer = {
  readonly layer: Layer;
  readonly name: string;
  readonly variables: readonly (ModelVariable & { readonly isTrainable: boolean })[];
  /** Whether what it gives is 0 for all that is negative. */
  readonly cutsOff: boolean;
};

const activationClasses = new Set(['Activation', 'ReLU', 'ThresholdedReLU', 'LeakyReLU', 'ELU', 'Softmax']);
const cuttingClasses = new Set(['ReLU', 'ThresholdedReLU']);
const cuttingActivations = new Set(['relu', 'relu6']);

function cutsOff(layer: Layer): boolean {
  const { activation, cell } = layer as Activated;
  if (cuttingClasses.has(layer.getClassName())) return true;
  return cell === undefined && activation !== undefined && cuttingActivations.has(activation.getClassName());
}

/** Layers with weights, and those that are an activation, in the order of the model; each once. */
export function listedLayers({ model, variables, trainable }: CompiledModel): readonly ListedLayer[] {
  const updated = new Set(trainable);
  return leafLayers(model).flatMap((layer): ListedLayer[] => {
    const own = new Set(layer.weights);
    const named = variables
      .filter(({ variable }) => own.has(variable))
      .map((each) => ({ ...each, isTrainable: updated.has(each) }));
    if (named.length === 0 && !activationClasses.has(layer.getClassName())) return [];
    return [{ layer, name: layer.name, variables: named, cutsOff: cutsOff(layer) }];
  });
}
