import { tidy, variable, zerosLike, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { readThrough, writeThrough } from './held-writes';
import { walkLayers } from './walk-layers';

/** What a stateful recurrent layer carries from one batch to the next. */
export type StateVariable = {
  /** `<layer>/state`, unique in its model. */
  readonly name: string;
  readonly value: Variable;
};

type Recurrent = Omit<layers.Layer, 'resetStates'> & {
  readonly states_?: readonly Tensor[] | null;
  resetStates: (states?: Tensor | Tensor[] | null) => void;
};

const variablesOf = new WeakMap<object, readonly Variable[]>();

/** Puts the states into variables, so that a step can hold them back and they can be read and restored by name. */
function adopt(layer: Recurrent, initial: readonly Tensor[]): readonly Variable[] {
  const states = initial.map((state) => variable(state, false));
  for (const state of initial) state.dispose();
  Object.defineProperty(layer, 'states_', { get: () => states.map(readThrough), set: () => undefined });
  // The layer itself calls this with its new states at the end of a batch; without any it is the person who resets.
  layer.resetStates = (next) => {
    const values = next ? [next].flat() : undefined;
    tidy(() => {
      states.forEach((state, index) => writeThrough(state, values?.[index] ?? zerosLike(state)));
    });
  };
  return states;
}

/** The states of a built model's stateful layers, in the order of the layers. */
export function recurrentStates(model: LayersModel): readonly StateVariable[] {
  const taken = new Map<string, number>();
  return walkLayers(model).flatMap((each) => {
    const layer = each as unknown as Recurrent;
    const initial = layer.stateful && layer.states_;
    if (!initial) return [];
    const states = variablesOf.get(layer) ?? adopt(layer, initial);
    variablesOf.set(layer, states);
    return states.map((value) => {
      const base = `${layer.name}/state`;
      const count = taken.get(base) ?? 0;
      taken.set(base, count + 1);
      return { name: count === 0 ? base : `${base}#${count}`, value };
    });
  });
}
