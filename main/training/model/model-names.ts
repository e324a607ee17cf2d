import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Names of a model's inputs, in order; a Sequential does not list them itself. */
export function inputNames(model: LayersModel): readonly string[] {
  return model.inputs.map(({ sourceLayer }) => sourceLayer.name);
}

/** Names of a model's outputs, in order: those of the layers they come from. */
export function outputNames(model: LayersModel): readonly string[] {
  return model.outputs.map(({ sourceLayer }) => sourceLayer.name);
}
