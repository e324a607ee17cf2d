import type { Variant } from '../../../contract/debug/what-if';
import { CodedError } from '../../../contract/errors';
import { asked } from '../edits/apply-edit';
import type { CompiledModel, CompiledOutput } from '../../model/compiled-model';
import { gatherRows, type PreparedBatch } from '../../data/prepared-batch';
import { findLoss } from '../../losses/find-loss';
import { hasLoss } from '../../losses/loss';
import { ForwardRunner } from '../../model/forward-pass';
import { logitLayerOf } from '../../model/output-logits';
import type { OptimizerState } from '../../optimizers/optimizer-state';
import { cloneBatch } from '../looked-at-batch';

function withLoss(compiled: CompiledModel, output: CompiledOutput, index: number, name: string): CompiledOutput {
  if (!hasLoss(output)) return output;
  const loss = findLoss(name);
  const { logits: _, ...rest } = output;
  if (loss.targets !== output.loss.targets) {
    const [expected, got] = [output.loss.targets, loss.targets].map(String);
    throw new CodedError('wrong-variant', { name: 'loss', expected: `targets: ${expected}`, got: `${name}: ${got}` });
  }
  const measured = [...output.metrics, ...output.weightedMetrics].some(({ usesLogits }) => usesLogits);
  const logits = measured || loss.fromLogits !== undefined ? logitLayerOf(compiled.model, index) : undefined;
  const isLossFromLogits = logits !== undefined && loss.fromLogits !== undefined;
  return { ...rest, loss, isLossFromLogits, ...(logits && { logits }) };
}

/** The same model, trained by another loss. Weights, optimizer and running sums are the model's own. */
export function variantModel(compiled: CompiledModel, { loss }: Variant): CompiledModel {
  if (loss === undefined) return compiled;
  const outputs = compiled.outputs.map((output, index) => withLoss(compiled, output, index, loss));
  const training = new ForwardRunner(
    compiled.model,
    () => compiled.settings.freezing.changed,
    outputs.map(({ logits }) => logits),
  );
  return { ...compiled, outputs, training };
}

/**
 * The batch of a variant; the caller owns it.
 * @throws CodedError `wrong-variant` for rows that the batch does not have, or if none is left
 */
export function variantBatch(batch: PreparedBatch, { withoutRows = [] }: Variant): PreparedBatch {
  const wrong = withoutRows.find((row) => !Number.isInteger(row) || row < 0 || row >= batch.rows);
  const without = new Set(withoutRows);
  if (wrong !== undefined || without.size >= batch.rows) {
    const got = wrong === undefined ? `${without.size}` : String(wrong + 1);
    const expected = wrong === undefined ? `< ${batch.rows}` : `1 … ${batch.rows}`;
    throw new CodedError('wrong-variant', { name: 'withoutRows', expected, got });
  }
  const kept = Array.from({ length: batch.rows }, (_, row) => row).filter((row) => !without.has(row));
  return without.size === 0 ? cloneBatch(batch) : gatherRows(batch, kept);
}

/** Runs something with other hyperparameters; afterwards they are what they were. @throws CodedError */
export function withHyperparameters<Result>(
  optimizer: OptimizerState,
  changes: NonNullable<Variant['hyperparameters']>,
  run: () => Result,
): Result {
  const before = optimizer.hyperparameters;
  try {
    optimizer.setHyperparameters(changes);
  } catch (error) {
    throw asked('wrong-variant', error);
  }
  try {
    return run();
  } finally {
    optimizer.setHyperparameters(before);
  }
}

/** Runs something with a variant's dropout. */
export function withDropoutOf<Result>({ random }: CompiledModel, variant: Variant, run: () => Result): Result {
  return variant.withoutDropout ? random.withoutDropout(run) : run();
}
