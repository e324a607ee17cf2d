import type { Tensor } from '@tensorflow/tfjs-core';
import { keep } from '@tensorflow/tfjs-core';
import type { layers, LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { walkLayers } from './walk-layers';

/** Values that a forward pass wants to write, by variable. */
export type Writes = ReadonlyMap<LayerVariable, Tensor>;

type BatchNormalization = layers.Layer & {
  readonly momentum: number;
  readonly movingVariance: LayerVariable;
  readonly axis: number | readonly number[];
};
type Call = layers.Layer['call'];

let held: Map<LayerVariable, Tensor> | undefined;
const watched = new WeakSet<object>();

/** Lets `hold` see what the layers of a model write in a forward pass: moving statistics of batch normalization. */
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
  const writes = new Map<LayerVariable, Tensor>();
  held = writes;
  try {
    return { result: forward(), writes };
  } finally {
    held = outer;
  }
}

function put(writes: Map<LayerVariable, Tensor>, variable: LayerVariable, value: Tensor): void {
  writes.get(variable)?.dispose();
  writes.set(variable, keep(value.clone()));
}

function watchVariable(variable: LayerVariable): void {
  if (watched.has(variable)) return;
  watched.add(variable);
  const write = variable.write.bind(variable);
  const read = variable.read.bind(variable);
  variable.write = (value) => {
    if (!held) return write(value);
    put(held, variable, value);
    return variable;
  };
  variable.read = () => held?.get(variable) ?? read();
}

/**
 * On images Keras feeds the moving variance with the unbiased variance of the batch, n / (n - 1) of what tfjs-layers
 * uses. With v' = m v + (1 - m) b known, b need not be computed again.
 */
function correctVariance(layer: BatchNormalization): void {
  const call = layer.call.bind(layer) as Call;
  layer.call = (inputs, options) => {
    const before = layer.movingVariance.read();
    const output = call(inputs, options);
    const after = held?.get(layer.movingVariance);
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    const { shape } = input!;
    if (!held || !after || after === before || (shape.length !== 4 && shape.length !== 5)) return output;
    const [axis] = [layer.axis].flat().map((each) => (each < 0 ? each + shape.length : each));
    const count = shape.reduce((product, size, at) => (at === axis ? product : product * size), 1);
    const batchPart = after.sub(before.mul(layer.momentum));
    put(held, layer.movingVariance, after.add(batchPart.mul(1 / Math.max(1, count - 1))));
    return output;
  };
}
