import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Names of a model's inputs, in order; a Sequential does not list them itself. */
export function inputNames(model: LayersModel): readonly string[] {
  return model.inputs.map(({ sourceLayer }) => sourceLayer.name);
}

/** Names of a model's outputs, in order: those of the layers they come from, numbered if a layer has several. */
export function outputNames(model: LayersModel): readonly string[] {
  const names = new Set<string>();
  const counts = new Map<string, number>();
  for (const { sourceLayer } of model.outputs) {
    let name = sourceLayer.name;
    for (; names.has(name); name = `${sourceLayer.name}_${counts.get(sourceLayer.name)!}`) {
      counts.set(sourceLayer.name, (counts.get(sourceLayer.name) ?? 0) + 1);
    }
    names.add(name);
  }
  return [...names];
}
