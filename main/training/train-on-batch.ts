import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Logs } from '../contract/training-event';
import { batchLoss, batchSums, predictionsOf } from './batch-loss';
import type { CompiledModel } from './compiled-model';
import { prepareBatch, prepareInputs, type PrepareOptions } from './data/prepare-batch';
import { disposeBatch, type PreparedBatch } from './data/prepared-batch';
import { eagerStep } from './eager-step';
import type { BatchData } from './experiment';
import { valuesOf } from './running-sums';
import { scoped } from './scope';
import { disposeResults, type BatchResults, type Step } from './step';
import { userCodeError } from './user-code';

/** One update, as plain numbers, and its batch for whoever wants to look at it. */
export type TrainedBatch = {
  readonly rows: number;
  /** The batch's own values. They belong to the weights before the update. */
  readonly own: Logs;
  /** Values since the metrics were last reset. */
  readonly means: Logs;
  /** Owned by the caller. */
  readonly batch: PreparedBatch;
  readonly results: BatchResults;
};

const steps = new WeakMap<CompiledModel, Step>();

function stepOf(compiled: CompiledModel): Step {
  const step = steps.get(compiled) ?? eagerStep(compiled);
  steps.set(compiled, step);
  return step;
}

/**
 * The one step that all ways of training share: computes an update on a batch and commits it.
 * @param batch passes to the result
 * @param step key of the step's random numbers: the updates of the run before it
 */
export function trainStep(compiled: CompiledModel, batch: PreparedBatch, step: number): TrainedBatch {
  const training = stepOf(compiled);
  try {
    const computed = training.compute(batch, step);
    training.commit(computed);
    const own = valuesOf(compiled.series, computed.sums);
    return { rows: batch.rows, own, means: compiled.running.values, batch, results: computed.results };
  } catch (error) {
    disposeBatch(batch);
    throw userCodeError(error, { where: 'model' });
  }
}

/** What a batch adds to the running sums, with training off. Nothing is written. */
export function testStep(compiled: CompiledModel, batch: PreparedBatch): readonly number[] {
  try {
    return scoped(() => {
      const pass = compiled.training.run(batch.xs, false);
      const loss = batchLoss(compiled, pass, batch);
      const sums = batchSums(compiled, loss, predictionsOf(compiled, pass), pass, batch);
      for (const mask of pass.masks) mask?.dispose();
      return sums;
    });
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  } finally {
    disposeBatch(batch);
  }
}

export type BatchOptions = PrepareOptions & {
  readonly sampleWeight?: BatchData;
  /** Default true: the values are this batch's; else they run on since the last reset. */
  readonly resetMetrics?: boolean;
};

function prepare(compiled: CompiledModel, x: BatchData, y: BatchData, options: BatchOptions): PreparedBatch {
  const { sampleWeight, ...rest } = options;
  const parts = sampleWeight === undefined ? { x, y } : { x, y, sampleWeight };
  return prepareBatch(compiled, parts, rest);
}

/**
 * Keras's `train_on_batch`: one gradient update on these samples.
 * @returns `loss` and each metric, in Keras's order, of the weights before the update
 * @throws CodedError if the batch does not fit the model; nothing has changed then
 */
export function trainOnBatch(compiled: CompiledModel, x: BatchData, y: BatchData, options: BatchOptions = {}): Logs {
  const batch = prepare(compiled, x, y, options);
  if (options.resetMetrics ?? true) compiled.running.reset();
  const trained = trainStep(compiled, batch, compiled.optimizer.iterations);
  disposeBatch(trained.batch);
  disposeResults(trained.results);
  return trained.means;
}

/** Keras's `test_on_batch`: the same values with training off, nothing updated. */
export function testOnBatch(compiled: CompiledModel, x: BatchData, y: BatchData, options: BatchOptions = {}): Logs {
  const sums = testStep(compiled, prepare(compiled, x, y, options));
  if (options.resetMetrics ?? true) compiled.running.reset();
  compiled.running.add(sums);
  return compiled.running.values;
}

/** Keras's `predict_on_batch`: outputs with training off; the caller owns them. */
export function predictOnBatch(compiled: CompiledModel, x: BatchData): readonly Tensor[] {
  const xs = prepareInputs(compiled, x, { allowNotFinite: true });
  try {
    return tidy(() => {
      const { outputs, masks } = compiled.inference.run(xs, false);
      for (const mask of masks) mask?.dispose();
      return [...outputs];
    });
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  } finally {
    for (const each of xs) each.dispose();
  }
}
