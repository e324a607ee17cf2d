import { CodedError } from '../contract/errors';
import type { Logs } from '../contract/training-event';
import { CallbackList } from './callbacks/callback-list';
import type { CompiledModel } from './compiled-model';
import type { BatchSource } from './data/batch-source';
import type { ClassWeight } from './data/class-weights';
import { prepareBatch } from './data/prepare-batch';
import { disposeBatch } from './data/prepared-batch';
import { partsOfYield } from './data/yielded';
import type { Callback, Yielded } from './experiment';
import { disposeResults } from './step';
import { trainStep, type TrainedBatch } from './train-on-batch';
import { trainingControl } from './training-control';
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
};

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

export type History = {
  /** The epochs that trained, zero-based. */
  readonly epoch: readonly number[];
  /** One number for each epoch that had the value. */
  readonly history: { readonly [key: string]: readonly number[] };
  /** Whether the generator ended before all batches were trained. */
  readonly isOutOfData: boolean;
};

type EpochEnd = 'complete' | 'stopped' | 'out-of-data';

/**
 * Keras's `fit_generator`: trains on batches as they come, epoch by epoch, and validates.
 * @throws CodedError `steps-needed`, `generator-empty`, and whatever is wrong with a batch; earlier updates stay
 */
export async function fitGenerator(compiled: CompiledModel, options: FitOptions): Promise<History> {
  try {
    return await new GeneratorFit(compiled, options).run();
  } finally {
    await options.train.close();
    await options.validation?.close();
  }
}

class GeneratorFit {
  readonly #compiled: CompiledModel;
  readonly #options: FitOptions;
  readonly #observer: FitObserver;
  readonly #callbacks: CallbackList;
  readonly #epochs: number[] = [];
  readonly #history: { [key: string]: number[] } = {};
  #isOutOfData = false;

  constructor(compiled: CompiledModel, options: FitOptions) {
    this.#compiled = compiled;
    this.#options = options;
    this.#observer = options.observer ?? {};
    this.#callbacks = new CallbackList(options.callbacks ?? [], trainingControl(compiled));
  }

  async run(): Promise<History> {
    const { epochs = 1, initialEpoch = 0 } = this.#options;
    await this.#callbacks.call('onTrainBegin');
    for (let epoch = initialEpoch; epoch < epochs && !this.#isOutOfData; epoch += 1) {
      if (!(await this.#epoch(epoch)) || this.#callbacks.control.stopTraining) break;
    }
    await this.#callbacks.call('onTrainEnd');
    return { epoch: this.#epochs, history: this.#history, isOutOfData: this.#isOutOfData };
  }

  /** The next item, once whoever watches lets it be asked for. */
  async #next(epoch: number, batch: number): Promise<Yielded | undefined> {
    await this.#observer.beforeBatch?.(epoch, batch);
    return this.#options.train.next();
  }

  /** @returns false if there was not even a first batch; such an epoch is not opened */
  async #epoch(epoch: number): Promise<boolean> {
    const { train } = this.#options;
    const steps = this.#options.stepsPerEpoch ?? train.length?.();
    if (steps === undefined) throw new CodedError('steps-needed', { which: 'stepsPerEpoch' });
    train.beginEpoch(epoch);
    const first = await this.#next(epoch, 0);
    if (first === undefined) {
      if (this.#epochs.length === 0) throw new CodedError('generator-empty', { which: 'train' });
      this.#isOutOfData = true;
      return false;
    }
    this.#compiled.running.reset();
    this.#observer.epochBegin?.(epoch);
    await this.#callbacks.call('onEpochBegin', epoch);
    const end = await this.#batches(epoch, steps, first);
    this.#isOutOfData = end === 'out-of-data';
    await this.#endEpoch(epoch);
    return true;
  }

  async #batches(epoch: number, steps: number, first: Yielded): Promise<EpochEnd> {
    let item: Yielded | undefined = first;
    for (let batch = 0; batch < steps; batch += 1) {
      if (batch > 0) item = await this.#next(epoch, batch);
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
    await this.#callbacks.call('onBatchEnd', batch, trained.means);
  }

  async #endEpoch(epoch: number): Promise<void> {
    const logs: { [key: string]: number } = { ...this.#compiled.running.values };
    await this.#options.train.endEpoch();
    for (const [key, value] of Object.entries((await this.#validate(epoch)) ?? {})) logs[`val_${key}`] = value;
    await this.#callbacks.call('onEpochEnd', epoch, logs);
    this.#epochs.push(epoch);
    for (const [key, value] of Object.entries(logs)) (this.#history[key] ??= []).push(value);
    this.#observer.epochEnd?.(epoch, logs);
  }

  async #validate(epoch: number): Promise<Logs | undefined> {
    const { validation, validationSteps, validationFreq = 1, allowNotFinite = false } = this.#options;
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
    const hadSome = Object.keys(this.#history).some((key) => key.startsWith('val_'));
    if (!logs && !hadSome) throw new CodedError('generator-empty', { which: 'validation' });
    return logs;
  }
}
