import type { DataType } from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

/** A model as a graph of layers; what it takes and gives stands for the tensors of a call. */
export type Graph = {
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
};

/** Where a tensor lies among those of a call, and its type. */
export type Place = { readonly at: number; readonly dtype: DataType };

/** A layer that is applied to tensors: a shared one at several places. */
export type Application = {
  readonly layer: layers.Layer;
  readonly from: readonly number[];
  readonly to: readonly Place[];
  /** Tensors that nothing needs after it. */
  readonly last: readonly number[];
};

/** How a model is gone through. */
export type Plan = Graph & {
  readonly takes: readonly Place[];
  readonly applications: readonly Application[];
  readonly gives: readonly number[];
};

type Applied = Omit<Application, 'last'>;

/** For each application the tensors that no later one takes. Inputs and outputs belong to the caller, states to their layer. */
function lastUses(applied: readonly Applied[], outputs: readonly number[]): readonly (readonly number[])[] {
  const passing = applied.filter(({ layer }) => !layer.stateful).flatMap(({ to }) => to.map(({ at }) => at));
  const mayEnd = new Set(passing.filter((at) => !outputs.includes(at)));
  const lastUse = new Map(applied.flatMap(({ from }, index) => from.map((at) => [at, index] as const)));
  return applied.map(({ from }, index) =>
    [...new Set(from)].filter((at) => mayEnd.has(at) && lastUse.get(at) === index),
  );
}

/**
 * Each layer after those that it takes tensors from, in the order of tfjs-layers: draws of random numbers and sums of
 * gradients depend on it. Unlike there, a layer with several outputs is applied once for all of them, as in Keras.
 */
export function planOf({ inputs, outputs }: Graph): Plan {
  const places = new Map<number, Place>();
  const placeOf = ({ id, dtype }: SymbolicTensor): Place => {
    const place = places.get(id) ?? { at: places.size, dtype };
    places.set(id, place);
    return place;
  };
  const takes = inputs.map(placeOf);
  const applied: Applied[] = [];
  const visit = (tensor: SymbolicTensor): void => {
    if (places.has(tensor.id)) return;
    const { sourceLayer: layer, inputs: before } = tensor;
    for (const each of [...before].reverse()) visit(each);
    const node = layer.inboundNodes.find(({ outputTensors }) => outputTensors.includes(tensor))!;
    applied.push({ layer, from: before.map((each) => placeOf(each).at), to: node.outputTensors.map(placeOf) });
  };
  outputs.forEach(visit);
  const gives = outputs.map((each) => placeOf(each).at);
  const last = lastUses(applied, gives);
  return {
    inputs,
    outputs,
    takes,
    applications: applied.map((each, index) => ({ ...each, last: last[index]! })),
    gives,
  };
}
