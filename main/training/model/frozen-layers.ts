/** By layer, whether updates change its weights, where that is not as the layer itself says. */
export type FrozenOrNot = ReadonlyMap<object, boolean>;

let now: FrozenOrNot = new Map();

/** Runs a model whose layers are frozen otherwise than they say: layers may belong to several models. */
export function whileFrozen<Result>(frozenOrNot: FrozenOrNot, run: () => Result): Result {
  const before = now;
  now = frozenOrNot;
  try {
    return run();
  } finally {
    now = before;
  }
}

/** Whether updates of the model that runs change the weights of a layer. */
export function isTrained(layer: { readonly trainable: boolean }): boolean {
  return now.get(layer) ?? layer.trainable;
}
