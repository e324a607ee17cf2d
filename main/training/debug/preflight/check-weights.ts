import type { PreflightFinding } from '../../../contract/debug/preflight';
import type { CompiledModel } from '../../compiled-model';
import { listedLayers } from '../layers/layer-list';

type Found = readonly PreflightFinding[];

/** Whether the weights that lead to each unit are the same for all units. */
function areSame(values: Float32Array, units: number): boolean {
  return values.every((value, at) => value === values[at - (at % units)]);
}

/** Weights as they are before a step: can any be trained, and do units differ? The last layer may begin with zeros. */
export function weightFindings(compiled: CompiledModel): Found {
  const at = { check: 'gradients', level: 'problem' } as const;
  if (compiled.trainable.length === 0) return [{ ...at, code: 'nothing-trainable', values: {} }];
  const last = new Set(compiled.model.outputs.map(({ sourceLayer }) => sourceLayer));
  return listedLayers(compiled).flatMap(({ layer, name, variables }): Found => {
    if (last.has(layer) || !/^(?:Dense|Conv)/u.test(layer.getClassName())) return [];
    const kernel = variables.find(({ value, isTrainable }) => isTrainable && value.rank > 1)?.value;
    const units = kernel?.shape.at(-1) ?? 1;
    if (!kernel || units < 2 || !areSame(kernel.dataSync<'float32'>(), units)) return [];
    return [{ ...at, code: 'same-units', values: { layer: name } }];
  });
}
