import { engine } from '@tensorflow/tfjs-core';

/** Ends every tensor that `compute` makes, unless it was kept. For results that are not tensors (those: `tidy`). */
export function scoped<Result>(compute: () => Result): Result {
  const state = engine();
  state.startScope();
  try {
    return compute();
  } finally {
    state.endScope();
  }
}
