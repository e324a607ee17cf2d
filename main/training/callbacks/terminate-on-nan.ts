import type { Callback } from '../experiment';

/** Stops when the loss is no longer a finite number. */
export function terminateOnNaN(): Callback {
  return {
    onBatchEnd: (_batch, logs, control) => {
      const loss = logs['loss'];
      if (loss !== undefined && !Number.isFinite(loss)) control.stopTraining = true;
    },
  };
}
