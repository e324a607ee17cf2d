import type { Variant } from '../../../contract/debug/what-if';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { eagerStep } from '../../step/eager-step';
import type { ComputedStep } from '../../step/step';
import { commitStep, type TrainedBatch } from '../../step/train-on-batch';
import { userCodeError } from '../../user-code';
import { variantBatch, variantModel, withDropoutOf, withHyperparameters } from './variant-model';

/**
 * A step as a variant makes it, to be committed in place of the model's own.
 * @param batch stays the caller's: the step has its own
 * @throws CodedError if the variant can't be computed
 */
export function variantStep(
  compiled: CompiledModel,
  batch: PreparedBatch,
  key: number,
  variant: Variant,
): ComputedStep {
  const model = variantModel(compiled, variant);
  const own = variantBatch(batch, variant);
  try {
    return withHyperparameters(compiled.optimizer, variant.hyperparameters ?? {}, () =>
      withDropoutOf(compiled, variant, () => eagerStep(model).compute(own, key)),
    );
  } catch (error) {
    disposeBatch(own);
    throw userCodeError(error, { where: 'model' });
  }
}

/**
 * Computes a variant of a step and writes it.
 * @param batch passes to the result
 */
export function trainVariant(
  compiled: CompiledModel,
  batch: PreparedBatch,
  key: number,
  variant: Variant,
): TrainedBatch {
  try {
    return commitStep(compiled, variantStep(compiled, batch, key, variant));
  } finally {
    disposeBatch(batch);
  }
}
