import type { PreflightFinding } from '../../../contract/debug/preflight';
import type { CompiledModel } from '../../model/compiled-model';
import { listedLayers } from '../../measures/layer-list';

type Found = readonly PreflightFinding[];

/** Whether the weights that lead to each unit are the same for all units. */
function areSame(values: Float32Array, units: number): boolean {
  return values.every((value, at) => value === values[at - (at % units)]);
}

/** Layers that nothing trains, in any model, and that nobody has given weights. */
function frozenAtRandom(compiled: CompiledModel, all: Iterable<CompiledModel>): Found {
  const trained = new Set([...all].flatMap(({ trainable }) => trainable.map(({ variable }) => variable)));
  return listedLayers(compiled).flatMap(({ name, variables }): Found => {
    const kernels = variables.filter(({ value }) => value.rank > 1);
    const isLeft = kernels.length > 0 && kernels.every(({ variable, isDrawn }) => isDrawn && !trained.has(variable));
    return isLeft ? [{ check: 'gradients', level: 'warning', code: 'frozen-at-random', values: { layer: name } }] : [];
  });
}

/**
 * Weights as they are before a step: can any be trained, do units differ, and are those worth keeping that stay? The last layer
 * may begin with zeros.
 * @param all models of the run: one may train what another leaves alone
 * @param isNew whether none has been trained yet
 */
export function weightFindings(compiled: CompiledModel, all: Iterable<CompiledModel>, isNew: boolean): Found {
  const at = { check: 'gradients', level: 'problem' } as const;
  if (compiled.trainable.length === 0) return [{ ...at, code: 'nothing-trainable', values: {} }];
  return [...sameUnits(compiled), ...(isNew ? frozenAtRandom(compiled, all) : [])];
}

function sameUnits(compiled: CompiledModel): Found {
  const at = { check: 'gradients', level: 'problem' } as const;
  const last = new Set(compiled.model.outputs.map(({ sourceLayer }) => sourceLayer));
  return listedLayers(compiled).flatMap(({ layer, name, variables }): Found => {
    if (last.has(layer) || !/^(?:Dense|Conv)/u.test(layer.getClassName())) return [];
    const kernel = variables.find(({ value, isTrainable }) => isTrainable && value.rank > 1)?.value;
    const units = kernel?.shape.at(-1) ?? 1;
    if (!kernel || units < 2 || !areSame(kernel.dataSync<'float32'>(), units)) return [];
    return [{ ...at, code: 'same-units', values: { layer: name } }];
  });
}
