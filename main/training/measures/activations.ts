import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { CompiledModel } from '../model/compiled-model';
import { holdWrites } from '../model/held-writes';
import { replaceMethod } from '../model/watch-layer';
import { scoped } from '../step/scope';

type Layer = layers.Layer;

/** Notes what a layer gives, of several calls the last; the returned function takes the watch away. */
function watch(layer: Layer, given: Map<Layer, Tensor>): () => void {
  return replaceMethod(layer, 'call', (own) => (inputs, options) => {
    const result = own(inputs, options);
    const [first] = Array.isArray(result) ? result : [result];
    given.get(layer)?.dispose();
    if (first) given.set(layer, keep(first.clone()));
    return result;
  });
}

/**
 * Runs a training pass of its own, with the random numbers of the batch's step, and lends what some layers gave. Nothing
 * is written.
 */
export function withActivations<Result>(
  { compiled, xs, key }: { readonly compiled: CompiledModel; readonly xs: readonly Tensor[]; readonly key: number },
  watched: readonly Layer[],
  use: (given: ReadonlyMap<Layer, Tensor>) => Result,
): Result {
  const given = new Map<Layer, Tensor>();
  const unwatch = watched.map((layer) => watch(layer, given));
  try {
    compiled.random.begin(key);
    scoped(() => {
      const { writes } = holdWrites(() => compiled.inference.lend(xs, true, () => undefined));
      for (const tensor of writes.values()) tensor.dispose();
    });
    return use(given);
  } finally {
    for (const undo of unwatch) undo();
    for (const tensor of given.values()) tensor.dispose();
  }
}
