import type { CompiledModel } from './model/compiled-model';
import { closeStep } from './step/train-on-batch';

/** Disposes of all tensors of a model and its optimizer; nothing may be called on it afterwards. */
export function disposeModel(compiled: CompiledModel): void {
  const { optimizer, variables, states } = compiled;
  closeStep(compiled);
  optimizer.dispose();
  for (const { value } of [...variables, ...states]) value.dispose();
}
