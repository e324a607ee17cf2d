import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreparedBatch } from '../data/prepared-batch';
import type { Graph } from './graph';
import type { NativeConstants } from './native-binding';
import { inputName, type RecordedStep } from './recorded-step';
import type { Recording } from './recording';

/** Tensors of a batch with the names of their inputs, in the order in which they are fed. */
export function batchInputs({ xs, ys, weights }: PreparedBatch): readonly (readonly [name: string, tensor: Tensor])[] {
  return [
    ...xs.map((each, index) => [inputName.x(index), each] as const),
    ...ys.map((each, index) => [inputName.y(index), each] as const),
    ...weights.flatMap((each, index) => (each ? [[inputName.weight(index), each] as const] : [])),
  ];
}

/** All tensors that a run is given, with the names of their inputs, in the order in which they are fed. */
export function runInputs(
  { outside }: Recording,
  batch: PreparedBatch,
): readonly (readonly [name: string, tensor: Tensor])[] {
  return [...batchInputs(batch), ...outside];
}

/** Tells apart batches that need graphs of their own. */
export function batchKey(batch: PreparedBatch): string {
  return batchInputs(batch)
    .map(([name, { dtype, shape }]) => `${name}:${dtype}[${shape.join()}]`)
    .join();
}

/** Many small tensors travel as one: each that crosses to TensorFlow by itself costs as much as a small operation. */
function addPacked(
  graph: Graph,
  { source, type, rest }: { readonly source: string; readonly type: number; readonly rest: readonly number[] },
  count: number,
): readonly string[] {
  if (count === 0) return [];
  graph.placeholder(source, type, [count, ...rest]);
  const parts = graph.add(`${source}_parts`, 'Unpack', [source], { T: { type }, num: { i: count }, axis: { i: 0 } });
  return Array.from({ length: count }, (_, index) => `${parts}:${index}`);
}

type Inputs = {
  readonly places: Map<string, string>;
  readonly fed: readonly string[];
  readonly numbers: readonly string[];
};

/** Placeholders for all that a run is given. */
export function addInputs(graph: Graph, constants: NativeConstants, step: RecordedStep, batch: PreparedBatch): Inputs {
  const places = new Map<string, string>();
  const types = { float32: constants.TF_FLOAT, int32: constants.TF_INT32, bool: constants.TF_BOOL };
  const fed = runInputs(step.recording, batch).map(([recorded, { dtype, shape }], index) => {
    const placed = graph.placeholder(`i${index}`, types[dtype as keyof typeof types], shape);
    places.set(recorded, placed);
    return placed;
  });
  const scalars = { source: 's', type: constants.TF_FLOAT, rest: [] };
  addPacked(graph, scalars, step.scalars.length).forEach((place, index) =>
    places.set(inputName.scalar(step.scalars[index]!), place),
  );
  const seeds = { source: 'k', type: constants.TF_INT32, rest: [2] };
  addPacked(graph, seeds, step.draws.length).forEach((place, index) => places.set(inputName.seed(index), place));
  const numbers = [...(step.scalars.length > 0 ? ['s'] : [])];
  return { places, numbers, fed: [...fed, ...numbers, ...(step.draws.length > 0 ? ['k'] : [])] };
}
