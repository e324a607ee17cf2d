import { encodeTensor } from '../../../../main/contract/tensor-data';
import type { ModelState } from '../../../../main/training/model/state';
import type { Snapshot } from '../../../../main/training/time-travel/snapshot';

/** A state of `size` weights, all `value`, with one slot. */
export function state(value: number, size = 4): ModelState {
  const weights = encodeTensor(new Float32Array(size).fill(value), [size]);
  return {
    weights: { 'dense/kernel': weights },
    optimizer: {
      iterations: value,
      learningRate: 0.1,
      slots: { 'dense/kernel': { momentum: encodeTensor(new Float32Array(size).fill(-value), [size]) } },
    },
    sums: [value, 1],
  } as ModelState;
}

/** What a run of one model stands on after `step` updates. */
export function snapshot(step: number, value = step, size = 4): Snapshot {
  return { step, models: { '': state(value, size) }, position: { epoch: 0, batch: step } };
}
