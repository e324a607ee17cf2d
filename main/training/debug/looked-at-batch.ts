import type { Tensor } from '@tensorflow/tfjs-core';
import type { LookedAt } from '../../contract/debug/layers';
import { stepOf } from '../../contract/run-state';
import type { Logs } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../data/prepared-batch';
import { disposeResults, type ComputedStep } from '../step/step';
import { computeStep, discardStep, trainStep } from '../step/train-on-batch';
import type { DebugContext } from './debug-context';

/** A batch that can be looked into: the one that the run stands in, or the one that was trained last. */
export type LookedAtBatch = {
  readonly place: LookedAt;
  readonly compiled: CompiledModel;
  /** Owned by the run: it may be disposed of once the training goes on. */
  readonly batch: PreparedBatch;
  /** Key of its random numbers: the dropout masks are those of its step. */
  readonly key: number;
  /** Whether it was read from a file, not from the run's data. */
  readonly isFromFile?: boolean;
  /** The step that the run stands in, if it is computed. */
  readonly computed?: ComputedStep;
};

/**
 * The batch to look into: of the step that the run stands in, else the one that was trained last.
 * @returns undefined before the first batch, and after going back to where none was trained
 */
export function lookedAtBatch({ pending, last, state }: DebugContext): LookedAtBatch | undefined {
  if (pending) {
    const { compiled, batch, key, epoch, index, computed, file } = pending;
    const place = { step: stepOf(state) + 1, epoch, batch: index, model: compiled.name, rows: batch.rows };
    return { place: { of: 'pending', ...place }, compiled, batch, key, ...ofFile(file), ...(computed && { computed }) };
  }
  if (!last) return undefined;
  const { compiled, trained, step, epoch, batch, file } = last;
  const place = { of: 'last', step, epoch, batch, model: compiled.name, rows: trained.rows } as const;
  return { place, compiled, batch: trained.batch, key: step - 1, ...ofFile(file) };
}

function ofFile(file: string | undefined): Pick<LookedAtBatch, 'isFromFile'> {
  return file === undefined ? {} : { isFromFile: true };
}

/** A copy of a batch, with tensors of its own. */
export function cloneBatch({ xs, ys, weights, rows }: PreparedBatch): PreparedBatch {
  const copy = (tensor: Tensor): Tensor => tensor.clone();
  return { xs: xs.map(copy), ys: ys.map(copy), weights: weights.map((each) => each && copy(each)), rows };
}

/** Makes an update on a copy of a batch. @returns its values, of the weights before */
export function trainOnCopy(compiled: CompiledModel, batch: PreparedBatch, key: number): Logs {
  const trained = trainStep(compiled, cloneBatch(batch), key);
  disposeBatch(trained.batch);
  disposeResults(trained.results);
  return trained.own;
}

/** Runs `use` with the computed step of a batch: the one that the run stands in, or one made for this call. Nothing is written. */
export function withStep<Result>(looked: LookedAtBatch, use: (computed: ComputedStep) => Result): Result {
  const { compiled, batch, key, computed } = looked;
  if (computed) return use(computed);
  const own = computeStep(compiled, cloneBatch(batch), key);
  try {
    return use(own);
  } finally {
    discardStep(compiled, own);
  }
}
