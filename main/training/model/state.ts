import { tensor, type Variable } from '@tensorflow/tfjs-core';
import { CodedError, MisfitError, reasonOf } from '../../contract/errors';
import { decodeTensor, encodeTensor, type TensorData } from '../../contract/tensor-data';
import { checkAssignments } from '../step/assignments';
import type { CompiledModel } from './compiled-model';
import type { SettingEdits } from './live-settings';
import type { OptimizerState } from '../optimizers/optimizer-state';

type Values = { readonly [name: string]: TensorData };

/** All that a model's training depends on, by name; plain data that may be kept or sent. */
export type ModelState = {
  /** By variable name. */
  readonly weights: Values;
  /** What stateful recurrent layers carry from batch to batch; absent if there are none. */
  readonly states?: Values;
  readonly optimizer: {
    readonly iterations: number;
    readonly learningRate: number;
    /** Those that were changed since training began, the learning rate aside; absent if there are none. */
    readonly edits?: { readonly [hyperparameter: string]: number };
    /** By variable and slot name. */
    readonly slots: { readonly [variable: string]: Values };
  };
  /** How the model differs from the compiled one; absent if it doesn't. */
  readonly settings?: SettingEdits;
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

type Pair = readonly [Variable, TensorData];

/**
 * Each variable with its value. All of a state is looked up before the first write: a mismatch must not leave it half
 * restored.
 * @throws MisfitError if a name or a shape is missing or too many
 */
function pairs(variables: ReadonlyMap<string, Variable>, values: Values, place = ''): readonly Pair[] {
  const missing = [...variables.keys()].find((name) => !(name in values));
  if (missing !== undefined) throw new MisfitError({ phrase: 'no-value-for', name: place + missing });
  return Object.entries(values).map(([name, data]) => {
    const variable = variables.get(name);
    const dtype = data.dtype === 'uint8' ? 'bool' : data.dtype;
    checkAssignments([{ name: place + name, variable, value: { shape: data.shape, dtype } }]);
    return [variable!, data];
  });
}

function byName(named: readonly { readonly name: string; readonly value: Variable }[]): Map<string, Variable> {
  return new Map(named.map(({ name, value }) => [name, value]));
}

function slotPairs({ slots }: OptimizerState, values: ModelState['optimizer']['slots']): readonly Pair[] {
  const names = new Set([...slots.keys(), ...Object.keys(values)]);
  return [...names].flatMap((name) => pairs(slots.get(name) ?? new Map(), values[name] ?? {}, `${name} `));
}

function readAll(named: readonly { readonly name: string; readonly value: Variable }[]): Values {
  return Object.fromEntries(named.map(({ name, value }) => [name, read(value)]));
}

/** What the stateful layers of a model carry on, copied; undefined if it has none. */
export function readCarried({ states }: CompiledModel): Values | undefined {
  return states.length > 0 ? readAll(states) : undefined;
}

/** Puts back what {@link readCarried} gave. */
export function writeCarried({ states }: CompiledModel, values: Values): void {
  for (const [variable, data] of pairs(byName(states), values)) write(variable, data);
}

/** The present state of a model, copied. */
export function readState({ variables, states, optimizer, running, settings }: CompiledModel): ModelState {
  const { iterations, learningRate, edits, slots } = optimizer;
  const slotValues = [...slots].map(([name, held]) => [
    name,
    Object.fromEntries([...held].map(([slot, variable]) => [slot, read(variable)])),
  ]);
  return {
    weights: readAll(variables),
    ...(states.length > 0 && { states: readAll(states) }),
    optimizer: {
      iterations,
      learningRate,
      ...(Object.keys(edits).length > 0 && { edits }),
      slots: Object.fromEntries(slotValues) as { [name: string]: Values },
    },
    ...(Object.keys(settings.edits).length > 0 && { settings: settings.edits }),
    sums: running.sums,
  };
}

/**
 * Gives the optimizer the slots that a state has, then runs `run`; layers may have been unfrozen before the state or
 * since. If `run` throws, the slots are as before.
 */
function whileSlotted<Result>({ optimizer, settings }: CompiledModel, state: ModelState, run: () => Result): Result {
  const before = new Set(optimizer.slots.keys());
  const always = settings.freezing.firstTrainable.map(({ name }) => name);
  optimizer.hold(new Set([...always, ...Object.keys(state.optimizer.slots)]), settings.freezing.mayTrain);
  try {
    return run();
  } catch (error) {
    optimizer.hold(before, settings.freezing.mayTrain);
    throw error;
  }
}

/**
 * Puts back a state that was read from a file or folder.
 * @throws CodedError `other-model` if it is one of another model; nothing has changed then
 */
export function writeSavedState(compiled: CompiledModel, state: ModelState, file: string): void {
  try {
    writeState(compiled, state);
  } catch (error) {
    const expected = compiled.variables.map(({ name, value }) => `${name} [${value.shape.join(', ')}]`).join(', ');
    throw new CodedError('other-model', { file, expected, got: reasonOf(error) }, { cause: error });
  }
}

/**
 * Puts a state back, in place.
 * @throws MisfitError, CodedError if it is of another model; nothing has changed then
 */
export function writeState(compiled: CompiledModel, state: ModelState): void {
  const { variables, states, optimizer, running, settings } = compiled;
  const all = whileSlotted(compiled, state, () => {
    if (state.sums.length !== running.sums.length) throw new MisfitError({ phrase: 'other-metrics' });
    return [
      ...pairs(byName(variables), state.weights),
      ...pairs(byName(states), state.states ?? {}),
      ...slotPairs(optimizer, state.optimizer.slots),
    ];
  });
  optimizer.edits = state.optimizer.edits ?? {};
  settings.edits = state.settings ?? {};
  for (const [variable, data] of all) write(variable, data);
  optimizer.iterations = state.optimizer.iterations;
  optimizer.learningRate = state.optimizer.learningRate;
  running.sums = state.sums;
}

/**
 * Runs something that trains; afterwards the model is in the state that it was in.
 * @param state the present one, for whoever has read it already
 */
export function keepingState<Result>(compiled: CompiledModel, run: () => Result, state = readState(compiled)): Result {
  try {
    return run();
  } finally {
    writeState(compiled, state);
  }
}
