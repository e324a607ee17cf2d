import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { StepMode } from '../../contract/step-mode';
import type { Logs } from '../../contract/training-event';
import { readPassSums } from './batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import { CompilingForward } from '../compiled-step/compiling-forward';
import { compilingStep, type CompilingStep } from '../compiled-step/compiling-step';
import { prepareBatch, prepareInputs, type PrepareOptions } from '../data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../data/prepared-batch';
import type { BatchData } from '../experiment';
import { valuesOf } from '../metrics/running-sums';
import { scoped } from './scope';
import type { SquareKind } from './squares';
import {
  disposeResults,
  type BatchResults,
  type ComputedStep,
  type Guarding,
  type OnMark,
  type TrainedStep,
} from './step';
import { userCodeError } from '../user-code';

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
} & Pick<TrainedStep, 'squares' | 'isFinite'>;

const steps = new WeakMap<CompiledModel, CompilingStep>();
const forwards = new WeakMap<CompiledModel, CompilingForward>();

function stepOf(compiled: CompiledModel): CompilingStep {
  const step = steps.get(compiled) ?? compilingStep(compiled);
  steps.set(compiled, step);
  return step;
}

function forwardOf(compiled: CompiledModel): CompilingForward {
  const forward = forwards.get(compiled) ?? new CompilingForward(compiled);
  forwards.set(compiled, forward);
  return forward;
}

/** How a model trains: as a graph, or operation by operation and why. Undefined before its first batch. */
export function stepMode(compiled: CompiledModel): StepMode | undefined {
  return stepOf(compiled).mode;
}

/** The same of evaluation and prediction. */
export function forwardMode(compiled: CompiledModel): StepMode | undefined {
  return forwards.get(compiled)?.mode;
}

/** Frees what a model has compiled; it may train on. To be called before its variables end. */
export function closeStep(compiled: CompiledModel): void {
  steps.get(compiled)?.close();
  forwards.get(compiled)?.close();
}

/** Runs a step that takes over a batch; if it throws, the batch is disposed of. */
function takingOver<Result>(batch: PreparedBatch, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    disposeBatch(batch);
    throw userCodeError(error, { where: 'model' });
  }
}

function trainedBatch(compiled: CompiledModel, trained: TrainedStep): TrainedBatch {
  const { batch, sums, results, squares, isFinite } = trained;
  const own = valuesOf(compiled.series, sums);
  return { rows: batch.rows, own, means: compiled.running.values, batch, results, squares, isFinite };
}

/**
 * The one step that all ways of training share: computes an update on a batch and commits it.
 * @param batch passes to the result
 * @param step key of the step's random numbers: the updates of the run before it
 */
export function trainStep(compiled: CompiledModel, batch: PreparedBatch, step: number): TrainedBatch {
  return takingOver(batch, () => trainedBatch(compiled, stepOf(compiled).train(batch, step)));
}

/**
 * The same, unless it would write NaN or infinities, or `guarding` says no.
 * @param batch passes to the result
 * @returns undefined if that can't be ruled out by a quick look: nothing is written then, and the batch stays the caller's
 */
export function trainGuardedStep(
  compiled: CompiledModel,
  batch: PreparedBatch,
  step: number,
  guarding?: Guarding,
): TrainedBatch | undefined {
  return takingOver(batch, () => {
    const trained = stepOf(compiled).trainGuarded(batch, step, guarding);
    return trained && trainedBatch(compiled, trained);
  });
}

/**
 * Moves a model's steps to another thread, where that is possible, or back to this one. While they run there,
 * {@link trainGuardedStepWhile} leaves this thread free.
 */
export function trainApart(compiled: CompiledModel, isApart: boolean): void {
  stepOf(compiled).setApart(isApart);
}

/**
 * As {@link trainGuardedStep}, with something else to do meanwhile.
 * @param meanwhile must neither throw nor wait for messages or timers; not called if the step runs in this thread
 */
export async function trainGuardedStepWhile(
  compiled: CompiledModel,
  batch: PreparedBatch,
  step: number,
  meanwhile: () => Promise<void>,
  squares?: SquareKind,
): Promise<TrainedBatch | undefined> {
  const finish = takingOver(batch, () => stepOf(compiled).beginGuarded(batch, step, squares));
  if (!finish) return trainGuardedStep(compiled, batch, step, { squares });
  await meanwhile();
  return takingOver(batch, () => {
    const trained = finish();
    return trained && trainedBatch(compiled, trained);
  });
}

/**
 * The first half of {@link trainStep}, for whoever looks before anything is written.
 * @param batch passes to the result
 * @param onMark hears where the step is
 */
export function computeStep(
  compiled: CompiledModel,
  batch: PreparedBatch,
  step: number,
  onMark?: OnMark,
): ComputedStep {
  return takingOver(batch, () => stepOf(compiled).compute(batch, step, onMark));
}

/** The second half: writes what was computed. @throws CodedError; nothing has been written then, and the step is over */
export function commitStep(compiled: CompiledModel, computed: ComputedStep): TrainedBatch {
  return takingOver(computed.batch, () => {
    try {
      stepOf(compiled).commit(computed);
    } catch (error) {
      stepOf(compiled).discard(computed);
      throw error;
    }
    return trainedBatch(compiled, computed);
  });
}

/** Disposes of a computed step, but not of its batch. */
export function forgetStep(compiled: CompiledModel, computed: ComputedStep): void {
  stepOf(compiled).discard(computed);
}

/** Disposes of a computed step and its batch; nothing has been written. */
export function discardStep(compiled: CompiledModel, computed: ComputedStep): void {
  stepOf(compiled).discard(computed);
  disposeBatch(computed.batch);
}

/** What a batch adds to the running sums, with training off. Nothing is written. */
export function testStep(compiled: CompiledModel, batch: PreparedBatch): readonly number[] {
  try {
    return forwardOf(compiled).test(batch, () =>
      scoped(() => compiled.training.lend(batch.xs, false, (pass) => readPassSums(compiled, pass, batch))),
    );
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

/** Runs what may fail: the metrics are then what they were before. */
function keepingSums<Result>({ running }: CompiledModel, run: () => Result): Result {
  const { sums } = running;
  try {
    return run();
  } catch (error) {
    running.sums = sums;
    throw error;
  }
}

/**
 * Keras's `train_on_batch`: one gradient update on these samples.
 * @returns `loss` and each metric, in Keras's order, of the weights before the update
 * @throws CodedError if the batch does not fit the model or the step fails; nothing has changed then
 */
export function trainOnBatch(compiled: CompiledModel, x: BatchData, y: BatchData, options: BatchOptions = {}): Logs {
  const batch = prepare(compiled, x, y, options);
  const trained = keepingSums(compiled, () => {
    if (options.resetMetrics ?? true) compiled.running.reset();
    return trainStep(compiled, batch, compiled.optimizer.iterations);
  });
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
    return forwardOf(compiled).predict(xs, () =>
      tidy(() => compiled.inference.lend(xs, false, ({ outputs }) => [...outputs])),
    );
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  } finally {
    for (const each of xs) each.dispose();
  }
}
