import { tensor, type Variable } from '@tensorflow/tfjs-core';
import { decodeTensor, encodeTensor, type TensorData } from '../contract/tensor-data';
import type { CompiledModel } from './compiled-model';

type Values = { readonly [name: string]: TensorData };

/** All that a model's training depends on, by name; plain data that may be kept or sent. */
export type ModelState = {
  /** By variable name. */
  readonly weights: Values;
  readonly optimizer: {
    readonly iterations: number;
    readonly learningRate: number;
    /** By variable and slot name. */
    readonly slots: { readonly [variable: string]: Values };
  };
  /** Running sums of loss and metrics, in the order of the series. */
  readonly sums: readonly number[];
};

function read(variable: Variable): TensorData {
  const values = variable.dataSync();
  return encodeTensor(values as Float32Array | Int32Array, variable.shape);
}

function write(variable: Variable, data: TensorData): void {
  const value = tensor(decodeTensor(data), [...data.shape], variable.dtype);
  variable.assign(value);
  value.dispose();
}

/** Everything that a mismatch could leave half restored is looked up before the first write. */
function pairs(variables: ReadonlyMap<string, Variable>, values: Values): (readonly [Variable, TensorData])[] {
  return Object.entries(values).map(([name, data]) => {
    const variable = variables.get(name);
    if (!variable || variable.shape.join() !== data.shape.join()) {
      throw new RangeError(`The model has no variable ${name} of shape [${data.shape.join(', ')}].`);
    }
    return [variable, data];
  });
}

/** The present state of a model, copied. */
export function readState({ variables, optimizer, running }: CompiledModel): ModelState {
  const { iterations, learningRate, slots } = optimizer;
  const slotValues = [...slots].map(([name, held]) => [
    name,
    Object.fromEntries([...held].map(([slot, variable]) => [slot, read(variable)])),
  ]);
  return {
    weights: Object.fromEntries(variables.map(({ name, value }) => [name, read(value)])),
    optimizer: { iterations, learningRate, slots: Object.fromEntries(slotValues) as { [name: string]: Values } },
    sums: running.sums,
  };
}

/**
 * Puts a state back, in place.
 * @throws RangeError if it is of another model; nothing has changed then
 */
export function writeState({ variables, optimizer, running }: CompiledModel, state: ModelState): void {
  const weights = pairs(new Map(variables.map(({ name, value }) => [name, value])), state.weights);
  const slots = Object.entries(state.optimizer.slots).flatMap(([name, values]) =>
    pairs(optimizer.slots.get(name) ?? new Map<string, Variable>(), values),
  );
  for (const [variable, data] of [...weights, ...slots]) write(variable, data);
  optimizer.iterations = state.optimizer.iterations;
  optimizer.learningRate = state.optimizer.learningRate;
  running.sums = state.sums;
}
