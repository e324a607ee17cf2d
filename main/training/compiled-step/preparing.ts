import type { CompiledModel } from '../model/compiled-model';

/** Hears that a graph of a model is being prepared, and that this is over; nothing else runs meanwhile. */
export type PreparingListener = (isPreparing: boolean) => void;

const listeners = new WeakMap<CompiledModel, PreparingListener>();

/** Has somebody hear of each graph that is made for a model from now on. */
export function onPreparing(compiled: CompiledModel, listener: PreparingListener): void {
  listeners.set(compiled, listener);
}

/** Makes a graph, and says so before and after. */
export function preparing<Result>(compiled: CompiledModel, make: () => Result): Result {
  const listener = listeners.get(compiled);
  listener?.(true);
  try {
    return make();
  } finally {
    listener?.(false);
  }
}
