import { customGrad, keep, zerosLike, type Tensor, type Tensor1D, type Variable } from '@tensorflow/tfjs-core';
import type { layers, LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { walkLayers } from './walk-layers';

/** Rows that an embedding took from its table. */
export type Lookup = {
  readonly table: Variable;
  /** Not connected to the table: its gradient is that of the rows. */
  readonly output: Tensor;
  /** Kept: whoever catches it disposes it. */
  readonly indices: Tensor1D;
};

type Embedding = layers.Layer & { readonly embeddings: LayerVariable };
type Call = layers.Layer['call'];

let caught: ((lookup: Lookup) => void) | undefined;
let tables: ReadonlySet<Variable> = new Set();
const watched = new WeakSet<object>();

/** Lets {@link catchLookups} see the lookups of a model's embeddings. */
export function watchLookups(model: LayersModel): void {
  for (const layer of walkLayers(model)) {
    if (layer.getClassName() !== 'Embedding' || watched.has(layer)) continue;
    watched.add(layer);
    watchEmbedding(layer as Embedding);
  }
}

/**
 * Runs a forward pass in which lookups in these tables do not lead back to the table. A table's gradient is then only
 * what comes from its other uses, and whether there are any shows.
 */
export function catchLookups<Result>(
  { among, onLookup }: { readonly among: ReadonlySet<Variable>; readonly onLookup: (lookup: Lookup) => void },
  forward: () => Result,
): Result {
  const outer = [caught, tables] as const;
  [caught, tables] = [onLookup, among];
  try {
    return forward();
  } finally {
    [caught, tables] = outer;
  }
}

function watchEmbedding(layer: Embedding): void {
  const call = layer.call.bind(layer) as Call;
  layer.call = (inputs, options) => {
    const table = layer.embeddings.read() as Variable;
    if (!caught || !tables.has(table)) return call(inputs, options);
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    const output = customGrad((positions) => ({
      value: call(positions as Tensor, options) as Tensor,
      gradFunc: () => zerosLike(input),
    }))(input);
    caught({ table, output, indices: keep(input.cast('int32').reshape([input.size])) as Tensor1D });
    return output;
  };
}
