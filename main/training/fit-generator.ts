import { CodedError, messageOf, type ErrorReport } from '../contract/errors';
import type { Logs } from '../contract/training-event';
import { CallbackList } from './callbacks/callback-list';
import type { CompiledModel } from './compiled-model';
import type { BatchSource } from './data/batch-source';
import type { ClassWeight } from './data/class-weights';
import { prepareBatch } from './data/prepare-batch';
import { disposeBatch } from './data/prepared-batch';
import { partsOfYield } from './data/yielded';
import type { Callback, PlainData, Yielded } from './experiment';
import { HistoryRecorder, type History } from './history';
import { readTrainingFile, writeTrainingFile } from './models/training-file';
import { readState, writeState } from './state';
import { disposeResults } from './step';
import { trainStep, type TrainedBatch } from './train-on-batch';
import { trainingControl } from './training-control';
import { counted, passOver, type CountedSource, type TrainingState } from './training-position';
import { evaluateGenerator } from './validate';

/** What happens around the batches of a run: pausing, reporting. All optional. */
export type FitObserver = {
  /** Awaited before a training batch is asked for. */
  beforeBatch?(epoch: number, batch: number): Promise<void>;
  /** Awaited before a validation batch is asked for. */
  beforeTestBatch?(): Promise<void>;
  epochBegin?(epoch: number): void;
  /** Takes over the tensors of the batch. */
  batchEnd?(epoch: number, batch: number, trained: TrainedBatch): Promise<void>;
  epochEnd?(epoch: number, logs: Logs): void;
  warn?(warning: ErrorReport): void;
};

/** What a training by generator takes. */
export type FitOptions = {
  readonly train: BatchSource;
  /** Needed for a plain generator; by default the length of a sequence, read again for each epoch. */
  readonly stepsPerEpoch?: number;
  /** Final index, not a count: epochs run from `initialEpoch` to `epochs - 1`. Default 1. */
  readonly epochs?: number;
  readonly initialEpoch?: number;
  readonly validation?: BatchSource;
  readonly validationSteps?: number;
  /** Every n-th epoch, or the epochs (counted from 1) that validate. Default 1. */
  readonly validationFreq?: number | readonly number[];
  readonly classWeight?: ClassWeight;
  readonly callbacks?: readonly Callback[];
  readonly allowNotFinite?: boolean;
  readonly observer?: FitObserver;
};

type EpochEnd = 'complete' | 'stopped' | 'out-of-data';

const training = new WeakSet<CompiledModel>();

/**
 * Keras's `fit_generator`: trains on batches as they come, epoch by epoch, and validates.
 * @throws CodedError `steps-needed`, `generator-empty`, `already-training`, and whatever is wrong with a batch; earlier
 * updates stay
 */
export async function fitGenerator(compiled: CompiledModel, options: FitOptions): Promise<History> {
  if (training.has(compiled)) throw new CodedError('already-training', { model: compiled.name });
  training.add(compiled);
  const fit = new GeneratorFit(compiled, options);
  try {
    return await fit.run();
  } finally {
    training.delete(compiled);
    await fit.close();
  }
}

class GeneratorFit {
  readonly #compiled: CompiledModel;
  readonly #options: FitOptions;
  readonly #observer: FitObserver;
  readonly #callbacks: CallbackList;
  readonly #train: CountedSource;
  readonly #validation: CountedSource | undefined;
  readonly #history = new HistoryRecorder();
  #isOutOfData = false;
  #isRestored = false;
  /** The batch to be trained next. */
  #place: { readonly epoch: number; readonly batch: number };

  constructor(compiled: CompiledModel, options: FitOptions) {
    this.#compiled = compiled;
    this.#options = options;
    this.#observer = options.observer ?? {};
    this.#train = counted(options.train);
    this.#validation = options.validation && counted(options.validation);
    this.#place = { epoch: options.initialEpoch ?? 0, batch: 0 };
    const steps = options.stepsPerEpoch ?? options.train.length?.();
    const control = trainingControl(compiled, {
      params: { epochs: options.epochs ?? 1, ...(steps !== undefined && { steps }) },
      warn: (warning) => this.#observer.warn?.(warning),
      saveTraining: (folder) => this.#callbacks.afterHook(() => writeTrainingFile(folder, this.#state())),
      restoreTraining: (folder) => this.#callbacks.afterHook(() => this.#restore(folder)),
    });
    this.#callbacks = new CallbackList(options.callbacks ?? [], control);
  }

  async run(): Promise<History> {
    const { epochs = 1 } = this.#options;
    const { control } = this.#callbacks;
    await this.#callbacks.call('onTrainBegin');
    let { epoch, batch } = this.#place;
    let isOver = this.#isRestored && control.stopTraining && batch === 0;
    for (; epoch < epochs && !isOver; epoch += 1) {
      const isOpened = await this.#epoch(epoch, batch);
      isOver = !isOpened || this.#isOutOfData || control.stopTraining;
      batch = 0;
    }
    this.#compiled.optimizer.finalize(this.#compiled.trainable);
    await this.#callbacks.call('onTrainEnd');
    return this.#history.result(this.#isOutOfData);
  }

  /** Lets go of data, files and tensors, however the training ended. */
  async close(): Promise<void> {
    try {
      await this.#callbacks.close();
    } finally {
      await this.#train.close();
      await this.#validation?.close();
    }
  }

  #state(): PlainData {
    const taken = { train: this.#train.taken(), validation: this.#validation?.taken() ?? 0 };
    const state: TrainingState = {
      model: readState(this.#compiled),
      ...this.#place,
      taken,
      isStopped: this.#callbacks.control.stopTraining,
      callbacks: this.#callbacks.getStates(),
    };
    return state as unknown as PlainData;
  }

  async #restore(folder: string): Promise<void> {
    const saved = await readTrainingFile(folder);
    if (saved === undefined) return;
    const { model, epoch, batch, taken, isStopped, callbacks } = saved as unknown as TrainingState;
    try {
      writeState(this.#compiled, model);
    } catch (error) {
      const expected = this.#compiled.variables.map(({ name }) => name).join(', ');
      throw new CodedError('model-file', { file: folder, expected, got: messageOf(error) }, { cause: error });
    }
    this.#place = { epoch, batch };
    this.#isRestored = true;
    this.#callbacks.control.stopTraining = isStopped;
    if (!this.#train.length) await passOver(this.#train, taken.train);
    if (this.#validation && !this.#validation.length) await passOver(this.#validation, taken.validation);
    await this.#callbacks.setStates(callbacks);
  }

  /** The next item, once whoever watches lets it be asked for. */
  async #next(epoch: number, batch: number): Promise<Yielded | undefined> {
    await this.#observer.beforeBatch?.(epoch, batch);
    return this.#train.next();
  }

  /**
   * @param start where the epoch goes on; 0 for a new one
   * @returns false if there was not even a first batch; such an epoch is not opened
   */
  async #epoch(epoch: number, start: number): Promise<boolean> {
    const train = this.#train;
    const steps = this.#options.stepsPerEpoch ?? train.length?.();
    if (steps === undefined) throw new CodedError('steps-needed', { which: 'stepsPerEpoch' });
    train.beginEpoch(epoch);
    if (train.length && start > 0) await passOver(train, start);
    const isDone = start >= steps || (start > 0 && this.#callbacks.control.stopTraining);
    const first = isDone ? undefined : await this.#next(epoch, start);
    if (first === undefined && start === 0) {
      if (this.#history.isEmpty && train.taken() === 0) throw new CodedError('generator-empty', { which: 'train' });
      this.#isOutOfData = true;
      return false;
    }
    if (start === 0) this.#compiled.running.reset();
    this.#observer.epochBegin?.(epoch);
    await this.#callbacks.call('onEpochBegin', epoch);
    const end = isDone ? 'complete' : await this.#batches(epoch, { start, steps }, first);
    this.#isOutOfData = end === 'out-of-data';
    await this.#endEpoch(epoch);
    return true;
  }

  async #batches(
    epoch: number,
    { start, steps }: { readonly start: number; readonly steps: number },
    first: Yielded | undefined,
  ): Promise<EpochEnd> {
    let item = first;
    for (let batch = start; batch < steps; batch += 1) {
      if (batch > start) item = await this.#next(epoch, batch);
      if (item === undefined) return 'out-of-data';
      await this.#batch(epoch, batch, item);
      if (this.#callbacks.control.stopTraining) return 'stopped';
    }
    return 'complete';
  }

  async #batch(epoch: number, batch: number, item: Yielded): Promise<void> {
    const { classWeight, allowNotFinite = false } = this.#options;
    await this.#callbacks.call('onBatchBegin', batch);
    const prepared = prepareBatch(this.#compiled, partsOfYield(item), {
      allowNotFinite,
      ...(classWeight && { classWeight }),
    });
    const trained = trainStep(this.#compiled, prepared, this.#compiled.optimizer.iterations);
    if (this.#observer.batchEnd) await this.#observer.batchEnd(epoch, batch, trained);
    else {
      disposeBatch(trained.batch);
      disposeResults(trained.results);
    }
    this.#place = { epoch, batch: batch + 1 };
    await this.#callbacks.call('onBatchEnd', batch, trained.means);
  }

  async #endEpoch(epoch: number): Promise<void> {
    const logs: { [key: string]: number } = { ...this.#compiled.running.values };
    await this.#train.endEpoch();
    for (const [key, value] of Object.entries((await this.#validate(epoch)) ?? {})) logs[`val_${key}`] = value;
    this.#place = { epoch: epoch + 1, batch: 0 };
    await this.#callbacks.call('onEpochEnd', epoch, logs);
    this.#history.add(epoch, logs);
    this.#observer.epochEnd?.(epoch, logs);
  }

  async #validate(epoch: number): Promise<Logs | undefined> {
    const { validationSteps, validationFreq = 1, allowNotFinite = false } = this.#options;
    const validation = this.#validation;
    const isDue =
      typeof validationFreq === 'number' ? (epoch + 1) % validationFreq === 0 : validationFreq.includes(epoch + 1);
    if (!validation || !isDue) return undefined;
    const { beforeTestBatch } = this.#observer;
    const logs = await evaluateGenerator(this.#compiled, {
      source: validation,
      callbacks: this.#callbacks,
      options: { allowNotFinite },
      ...(validationSteps !== undefined && { steps: validationSteps }),
      ...(beforeTestBatch && { enter: beforeTestBatch }),
    });
    const hadSome = this.#history.has((key) => key.startsWith('val_')) || validation.taken() > 0;
    if (!logs && !hadSome) throw new CodedError('generator-empty', { which: 'validation' });
    return logs;
  }
}
