import { addN, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { nativeBackend } from '../../compiled-step/native-binding';
import type { OptimizerState } from '../../optimizers/optimizer-state';

/** Rates beyond which a finite gradient may make an infinite update. */
const highestRate = 1e9;

/**
 * Whether an update with finite gradients may come out as NaN or infinite: a rate that is none, or a division by the root
 * of what may be 0.
 */
export function mayOverflow({ learningRate, hyperparameters }: OptimizerState): boolean {
  return !(Math.abs(learningRate) < highestRate) || hyperparameters['epsilon'] === 0;
}

/**
 * Whether all numbers of some tensors of type float32 are finite, from their squares: one pass over them in TensorFlow. That
 * a square overflows counts as not sure.
 */
export function areSurelyFinite(tensors: readonly Tensor[]): boolean {
  if (tensors.length === 0) return true;
  const backend = nativeBackend();
  if (!backend) return tidy(() => Number.isFinite(addN(tensors.map((each) => each.square().sum())).dataSync()[0]));
  const { binding } = backend;
  const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const count = { name: 'N', type: binding.TF_ATTR_INT, value: tensors.length };
  const halves = backend.getInputTensorIds(tensors).map((id) => binding.executeOp('L2Loss', [type], [id], 1)[0]!.id);
  const all = [...halves, binding.executeOp('AddN', [count, type], halves, 1)[0]!.id];
  const [sum] = binding.tensorDataSync(all.at(-1)!);
  for (const id of all) binding.deleteTensor(id);
  return Number.isFinite(sum);
}
