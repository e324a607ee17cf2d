import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Variant, VariantOutcome } from '../../../contract/debug/what-if';
import type { Logs } from '../../../contract/training-event';
import { batchLoss, batchSums, predictionsOf, readSums } from '../../batch-loss';
import type { CompiledModel } from '../../compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { KeptTensors } from '../../kept-tensors';
import { holdWrites } from '../../model/held-writes';
import { valuesOf } from '../../running-sums';
import { scoped } from '../../scope';
import { stepTensors, type StepTensors } from '../../step-tensors';
import { normOf } from '../step-detail';
import { withUpdate } from '../with-update';
import { variantBatch, variantModel, withDropoutOf, withHyperparameters } from './variant-model';

function normOfAll(tensors: Iterable<Tensor>): number {
  return Math.hypot(...[...tensors].map((each) => normOf(each.dataSync<'float32'>())));
}

/** Loss and metrics of a batch as training computes them, with nothing written. */
function measured(compiled: CompiledModel, batch: PreparedBatch, key: number): Logs {
  return scoped(() => {
    compiled.random.begin(key);
    const { result, writes } = holdWrites(() => {
      const pass = compiled.training.run(batch.xs, true);
      const sums = batchSums(compiled, batchLoss(compiled, pass, batch), predictionsOf(compiled, pass), pass, batch);
      for (const mask of pass.masks) mask?.dispose();
      return sums;
    });
    for (const value of writes.values()) value.dispose();
    return valuesOf(compiled.series, result);
  });
}

/** Which forward pass a variant has: those with the same share it. */
export function forwardOf({ withoutDropout = false, withoutRows = [], loss }: Variant): string {
  return JSON.stringify([withoutDropout, [...withoutRows].sort((a, b) => a - b), loss]);
}

type Parts = { readonly model: CompiledModel; readonly batch: PreparedBatch; readonly key: number };

function outcome({ model, batch, key }: Parts, step: StepTensors, before: Logs, variant: Variant): VariantOutcome {
  const { optimizer, trainable } = model;
  const update = withHyperparameters(optimizer, variant.hyperparameters ?? {}, () =>
    optimizer.propose(step.raw, trainable),
  );
  try {
    const changes = trainable.filter(({ name }) => update.has(name));
    return {
      rows: batch.rows,
      before,
      after: withUpdate(model, update, () => measured(model, batch, key)),
      gradientNorm: normOfAll(step.gradients.values()),
      updateNorm: tidy(() => normOfAll(changes.map(({ name, value }) => update.get(name)!.value.sub(value)))),
    };
  } finally {
    for (const { value, slots } of update.values()) for (const tensor of [value, ...slots.values()]) tensor.dispose();
  }
}

/**
 * What steps on a batch come to that have their forward pass in common; nothing of the model has changed afterwards.
 * @param key of the steps' random numbers
 * @throws CodedError if a variant can't be computed
 */
export function outcomes(
  compiled: CompiledModel,
  given: PreparedBatch,
  key: number,
  variants: readonly [Variant, ...Variant[]],
): readonly VariantOutcome[] {
  const model = variantModel(compiled, variants[0]);
  const batch = variantBatch(given, variants[0]);
  const kept = new KeptTensors();
  try {
    return withDropoutOf(model, variants[0], () =>
      scoped(() => {
        model.random.begin(key);
        const step = stepTensors(model, batch, kept);
        try {
          const before = valuesOf(model.series, readSums(model, step.sums.dataSync(), batch.rows));
          return variants.map((variant) => outcome({ model, batch, key }, step, before, variant));
        } finally {
          for (const { value, slots } of step.update.values()) {
            for (const tensor of [value, ...slots.values()]) tensor.dispose();
          }
        }
      }),
    );
  } finally {
    kept.dispose();
    disposeBatch(batch);
  }
}
