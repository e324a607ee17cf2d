import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Variant, VariantOutcome } from '../../../contract/debug/what-if';
import type { Logs } from '../../../contract/training-event';
import { readPassSums, readSums } from '../../step/batch-loss';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { KeptTensors } from '../../step/kept-tensors';
import { holdWrites } from '../../model/held-writes';
import { valuesOf } from '../../metrics/running-sums';
import { disposeUpdate } from '../../optimizers/optimizer-state';
import { scoped } from '../../step/scope';
import type { ComputedStep } from '../../step/step';
import { stepTensors, type StepTensors } from '../../step/step-tensors';
import { tensorNorm } from '../../measures/statistics';
import { withUpdate } from '../with-update';
import { variantBatch, variantModel, withDropoutOf, withHyperparameters } from './variant-model';

function normOfAll(tensors: Iterable<Tensor>): number {
  return Math.hypot(...[...tensors].map(tensorNorm));
}

/** Loss and metrics of a batch as training computes them, with nothing written. */
function measured(compiled: CompiledModel, batch: PreparedBatch, key: number): Logs {
  return scoped(() => {
    compiled.random.begin(key);
    const { result, writes } = holdWrites(() =>
      compiled.training.lend(batch.xs, true, (pass) => readPassSums(compiled, pass, batch)),
    );
    for (const value of writes.values()) value.dispose();
    return valuesOf(compiled.series, result);
  });
}

/** Which forward pass a variant of a model has: those with the same share it. */
export function forwardOf({ random }: CompiledModel, { withoutDropout, withoutRows = [], loss }: Variant): string {
  const isWithout = withoutDropout === true && random.hasDropout;
  return JSON.stringify([isWithout, [...new Set(withoutRows)].sort((a, b) => a - b), loss]);
}

type Parts = { readonly model: CompiledModel; readonly batch: PreparedBatch; readonly key: number };

/** What is known of a step, whoever computed it. */
type Computed = Pick<StepTensors, 'gradients' | 'update'>;

/** What a forward pass and its gradients come to before an update: the same for all variants that share it. */
type Before = Pick<VariantOutcome, 'before' | 'gradientNorm'>;

const beforeOf = ({ gradients }: Pick<Computed, 'gradients'>, before: Logs): Before => ({
  before,
  gradientNorm: normOfAll(gradients.values()),
});

function outcome({ model, batch, key }: Parts, update: Computed['update'], before: Before): VariantOutcome {
  const changes = model.trainable.filter(({ name }) => update.has(name));
  return {
    rows: batch.rows,
    before: before.before,
    after: withUpdate(model, update, () => measured(model, batch, key)),
    gradientNorm: before.gradientNorm,
    updateNorm: tidy(() => normOfAll(changes.map(({ name, value }) => update.get(name)!.value.sub(value)))),
  };
}

/** The same with an update of the variant's own. */
function ownOutcome(parts: Parts, step: StepTensors, before: Before, { hyperparameters }: Variant): VariantOutcome {
  if (hyperparameters === undefined) return outcome(parts, step.update, before);
  const { optimizer, trainable } = parts.model;
  const update = withHyperparameters(optimizer, hyperparameters, () => optimizer.propose(step.raw, trainable));
  try {
    return outcome(parts, update, before);
  } finally {
    disposeUpdate(update);
  }
}

/** What a step comes to that has been computed; nothing of the model has changed afterwards. */
export function outcomeOf(compiled: CompiledModel, key: number, computed: ComputedStep): VariantOutcome {
  const { batch, sums, update } = computed;
  const parts = { model: compiled, batch, key };
  return scoped(() => outcome(parts, update, beforeOf(computed, valuesOf(compiled.series, sums))));
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
          const before = beforeOf(step, valuesOf(model.series, readSums(model, step.sums.dataSync(), batch.rows)));
          const found = new Map<string, VariantOutcome>();
          return variants.map((variant) => {
            const update = JSON.stringify(variant.hyperparameters ?? {});
            const one = found.get(update) ?? ownOutcome({ model, batch, key }, step, before, variant);
            found.set(update, one);
            return one;
          });
        } finally {
          disposeUpdate(step.update);
        }
      }),
    );
  } finally {
    kept.dispose();
    disposeBatch(batch);
  }
}
