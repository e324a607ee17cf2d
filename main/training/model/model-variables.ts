import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { isAsDrawn } from '../random/keyed-initializers';
import { walkLayers } from './walk-layers';

/** A variable of a model under the name by which its state is addressed. */
export type ModelVariable = {
  /** `<layer>/<weight>`, unique in its model. */
  readonly name: string;
  readonly variable: LayerVariable;
  /** The tensor that is assigned to: the same object as long as the model lives. */
  readonly value: Variable;
  /** Whether its first values were drawn at random, and neither loaded nor the same for all. */
  readonly isDrawn: boolean;
};

/** Every variable of a model once, with trainable ones first, as tfjs-layers lists them. */
export function modelVariables(model: LayersModel): readonly ModelVariable[] {
  const taken = new Map<string, number>();
  return [...new Set(model.weights)].map((variable) => {
    const base = variable.originalName;
    const count = taken.get(base) ?? 0;
    taken.set(base, count + 1);
    const name = count === 0 ? base : `${base}#${count}`;
    const value = variable.read() as Variable;
    return { name, variable, value, isDrawn: isAsDrawn(value) };
  });
}

/** The variables that an update changes if no layer is frozen: those that were not made to be left alone, as moving statistics. */
export function trainableIfUnfrozen(model: LayersModel, all: readonly ModelVariable[]): readonly ModelVariable[] {
  // A frozen layer does not list them as trainable, but keeps them apart.
  const made = walkLayers(model).flatMap(
    (layer) => (layer as unknown as { readonly _trainableWeights: readonly LayerVariable[] })._trainableWeights,
  );
  const trainable = new Set(made);
  return all.filter(({ variable }) => trainable.has(variable));
}

/** The variables that an update changes, as the model stood when it was compiled (Keras freezes the choice there). */
export function trainableVariables(model: LayersModel, all: readonly ModelVariable[]): readonly ModelVariable[] {
  const trainable = new Set(model.trainableWeights);
  return all.filter(({ variable }) => trainable.has(variable));
}
