import { engine } from '@tensorflow/tfjs-core';

/** Disposes of every tensor that `compute` makes and does not keep. For results that are tensors, use `tidy`. */
export function scoped<Result>(compute: () => Result): Result {
  const state = engine();
  state.startScope();
  try {
    return compute();
  } finally {
    state.endScope();
  }
}
