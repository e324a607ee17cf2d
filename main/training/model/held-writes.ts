import { keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { layers, LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { walkLayers } from './walk-layers';

/** Values that a forward pass wants to write, by variable. */
export type Writes = ReadonlyMap<Variable, Tensor>;

type BatchNormalization = layers.Layer & {
  readonly momentum: number;
  readonly movingVariance: LayerVariable;
  readonly axis: number | readonly number[];
};
type Call = layers.Layer['call'];
type Constraint = { apply(value: Tensor): Tensor };

let held: Map<Variable, Tensor> | undefined;
const watched = new WeakSet<object>();

/** Lets {@link holdWrites} see what layers write to their weights in a forward pass: moving statistics. */
export function watchWrites(model: LayersModel): void {
  for (const variable of new Set(model.weights)) watchVariable(variable);
  for (const layer of walkLayers(model)) {
    if (layer.getClassName() === 'BatchNormalization' && !watched.has(layer)) {
      watched.add(layer);
      correctVariance(layer as BatchNormalization);
    }
  }
}

/** Runs a forward pass without letting it write; the caller owns the tensors of the result. */
export function holdWrites<Result>(forward: () => Result): { readonly result: Result; readonly writes: Writes } {
  const outer = held;
  const writes = new Map<Variable, Tensor>();
  held = writes;
  try {
    return { result: forward(), writes };
  } catch (error) {
    for (const value of writes.values()) value.dispose();
    throw error;
  } finally {
    held = outer;
  }
}

function put(writes: Map<Variable, Tensor>, variable: Variable, value: Tensor): void {
  const before = writes.get(variable);
  writes.set(variable, keep(value.clone()));
  before?.dispose();
}

/** Writes, unless a forward pass is held: the value then waits among its {@link Writes}. */
export function writeThrough(variable: Variable, value: Tensor): void {
  if (held) put(held, variable, value);
  else variable.assign(value);
}

/** The value, with what the forward pass that is held has written so far. */
export function readThrough(variable: Variable): Tensor {
  return held?.get(variable) ?? variable;
}

function watchVariable(variable: LayerVariable): void {
  if (watched.has(variable)) return;
  watched.add(variable);
  const write = variable.write.bind(variable);
  const read = variable.read.bind(variable);
  const { constraint } = variable as unknown as { readonly constraint?: Constraint | null };
  variable.write = (value) => {
    if (!held) return write(value);
    put(held, read() as Variable, constraint ? constraint.apply(value) : value);
    return variable;
  };
  variable.read = () => readThrough(read() as Variable);
}

/**
 * On images Keras feeds the moving variance with the unbiased variance of the batch, n / (n - 1) of what tfjs-layers
 * uses. With v' = m v + (1 - m) b known, b need not be computed again.
 */
function correctVariance(layer: BatchNormalization): void {
  const call = layer.call.bind(layer) as Call;
  const own = layer.movingVariance.read() as Variable;
  layer.call = (inputs, options) => {
    const before = layer.movingVariance.read();
    const output = call(inputs, options);
    const after = held?.get(own);
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    const { shape } = input!;
    if (!held || !after || after === before || (shape.length !== 4 && shape.length !== 5)) return output;
    const [axis] = [layer.axis].flat().map((each) => (each < 0 ? each + shape.length : each));
    const count = shape.reduce((product, size, at) => (at === axis ? product : product * size), 1);
    const batchPart = after.sub(before.mul(layer.momentum));
    put(held, own, after.add(batchPart.mul(1 / Math.max(1, count - 1))));
    return output;
  };
}
