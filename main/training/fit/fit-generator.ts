import { resolve } from 'node:path';
import { CodedError } from '../../contract/errors';
import { CallbackList } from '../callbacks/callback-list';
import { checkArguments, lengthRules } from '../check-arguments';
import { closing } from '../closing';
import type { CompiledModel } from '../model/compiled-model';
import { counted, stepsOf, type CountedSource } from '../data/counted-source';
import { CutSource } from '../data/cut-source';
import { prepareBatch } from '../data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../data/prepared-batch';
import { partsOfYield } from '../data/yielded';
import { placing } from '../error-place';
import type { Yielded } from '../experiment';
import type { FitObserver, FitOptions } from './fit-options';
import { FitPosition } from './fit-position';
import { FitValidation } from './fit-validation';
import { HistoryRecorder, type History } from './history';
import { writeTrainingFile } from '../models/training-file';
import { disposeResults } from '../step/step';
import { trainStep, type TrainedBatch } from '../step/train-on-batch';
import { trainingControl } from './training-control';
import { Rewound } from '../time-travel/rewound';
import type { BatchNumber } from './training-position';

type EpochEnd = 'complete' | 'stopped' | 'out-of-data';

const training = new WeakSet<CompiledModel>();

/**
 * Keras's `fit_generator`: trains on batches as they come, epoch by epoch, and validates.
 * @throws CodedError `wrong-argument`, `steps-needed`, `generator-empty`, `already-training`, and whatever is wrong with
 * a batch, which is named by epoch and batch; earlier updates stay
 */
export async function fitGenerator(compiled: CompiledModel, options: FitOptions): Promise<History> {
  checkOptions(options);
  if (training.has(compiled)) throw new CodedError('already-training', { model: compiled.name });
  training.add(compiled);
  const fit = new GeneratorFit(compiled, options);
  try {
    return await closing(
      () => fit.run(),
      () => fit.close(),
    );
  } finally {
    training.delete(compiled);
  }
}

/** Checks what can be checked before the data is asked for anything. */
function checkOptions(options: FitOptions): void {
  const { stepsPerEpoch, epochs, initialEpoch, validationSteps, validationFreq, train, validation } = options;
  checkArguments({ stepsPerEpoch, epochs, initialEpoch, validationSteps, validationFreq }, lengthRules);
  stepsOf(stepsPerEpoch, train, 'stepsPerEpoch');
  if (validation) stepsOf(validationSteps, validation, 'validationSteps');
}

class GeneratorFit {
  readonly #compiled: CompiledModel;
  readonly #options: FitOptions;
  readonly #observer: FitObserver;
  readonly #callbacks: CallbackList;
  readonly #train: CutSource;
  readonly #validationSource: CountedSource | undefined;
  readonly #validation: FitValidation | undefined;
  readonly #position: FitPosition;
  readonly #history = new HistoryRecorder();
  readonly #first: number;
  readonly #epochs: number;
  #isOutOfData = false;
  /** The batch that is being asked for or trained. */
  #at: { readonly epoch: number; readonly batch: number };

  constructor(compiled: CompiledModel, options: FitOptions) {
    this.#compiled = compiled;
    this.#options = options;
    this.#observer = options.observer ?? {};
    this.#train = new CutSource(counted(options.train), compiled);
    const validation = options.validation && counted(options.validation);
    this.#validationSource = validation;
    this.#validation = validation && new FitValidation(compiled, options, validation);
    this.#first = options.initialEpoch ?? 0;
    this.#epochs = options.epochs ?? 1;
    this.#at = { epoch: this.#first, batch: 0 };
    const steps = this.#steps();
    const control = trainingControl(compiled, {
      params: { epochs: this.#epochs, ...(steps !== undefined && { steps }) },
      warn: (warning) => this.#observer.warn?.(warning),
      saveTraining: (folder) => this.#callbacks.afterHook(() => this.#save(folder)),
      restoreTraining: (folder) => {
        if (!options.resumes) this.#callbacks.afterHook(() => this.#position.restore(folder));
      },
    });
    this.#callbacks = new CallbackList(options.callbacks ?? [], control);
    const parts = { compiled, train: this.#train, validation, callbacks: this.#callbacks, history: this.#history };
    this.#position = new FitPosition(parts, this.#first);
  }

  async run(): Promise<History> {
    if (this.#first >= this.#epochs) {
      const values = { initialEpoch: this.#first, epochs: this.#epochs };
      this.#observer.warn?.({ code: 'nothing-to-train', values });
    }
    await placing(
      () => this.#at,
      () => this.#allEpochs(),
    );
    return this.#history.result(this.#isOutOfData);
  }

  /** Closes callbacks and data, however the training ended. */
  close(): Promise<void> {
    return closing(
      () => this.#callbacks.close(),
      () =>
        closing(
          () => this.#train.close(),
          async () => this.#validationSource?.close(),
        ),
    );
  }

  async #allEpochs(): Promise<void> {
    await this.#callbacks.call('onTrainBegin');
    for (let isDone = false; !isDone;) {
      try {
        await this.#epochsFrom(this.#position.place);
        this.#compiled.optimizer.finalize(this.#compiled.trainable);
        await this.#callbacks.call('onTrainEnd');
        await this.#observer.trainEnd?.(this.#isOutOfData);
        isDone = true;
      } catch (error) {
        if (!(error instanceof Rewound)) throw error;
        await this.#position.goTo(error.position);
        this.#isOutOfData = false;
      }
    }
  }

  async #epochsFrom(first: BatchNumber): Promise<void> {
    const { control } = this.#callbacks;
    let isOver = this.#position.isRestored && control.stopTraining && first.batch === 0;
    for (let { epoch } = first; epoch < this.#epochs && !isOver; epoch += 1) {
      const isOpened = await this.#epoch(epoch === first.epoch ? first : { epoch, batch: 0 });
      isOver = !isOpened || this.#isOutOfData || control.stopTraining;
    }
  }

  async #save(folder: string): Promise<void> {
    await writeTrainingFile(folder, this.#position.state());
    this.#observer.saved?.(resolve(folder));
  }

  #steps(): number | undefined {
    return this.#options.stepsPerEpoch ?? this.#train.length?.();
  }

  /** The next item, once the observer lets it be asked for. */
  async #next(epoch: number, batch: number): Promise<Yielded | undefined> {
    this.#at = { epoch, batch };
    await this.#observer.beforeBatch?.(epoch, batch, () => this.#position.capture());
    const item = await this.#train.next();
    if (item !== undefined) this.#observer.lengths?.(this.#train.lengths(batch + 1));
    return item;
  }

  /**
   * @param from its batch is 0 for a new epoch
   * @returns false if there was not even a first batch; such an epoch is not opened
   */
  async #epoch({ epoch, batch: start, cut }: BatchNumber): Promise<boolean> {
    const train = this.#train;
    const steps = this.#steps()!;
    await train.beginEpoch(epoch, () => steps, start, cut);
    const isDone = train.isOver || (start > 0 && this.#callbacks.control.stopTraining);
    const first = isDone ? undefined : await this.#next(epoch, start);
    if (first === undefined && start === 0) {
      if (this.#history.isEmpty && train.taken() === 0) throw new CodedError('generator-empty', { which: 'train' });
      this.#outOfData(steps);
      return false;
    }
    if (start === 0) this.#compiled.running.reset();
    if (start === 0 || !this.#position.isRewound) {
      this.#observer.epochBegin?.(epoch);
      await this.#callbacks.call('onEpochBegin', epoch);
    }
    const end = isDone ? 'complete' : await this.#batches(epoch, start, first);
    if (end === 'out-of-data') this.#outOfData(steps);
    await this.#endEpoch(epoch, end === 'out-of-data' ? this.#at.batch : undefined);
    return true;
  }

  /** Keras warns too: all epochs were to have their batches. */
  #outOfData(steps: number): void {
    this.#isOutOfData = true;
    const { epoch, batch, cut } = this.#position.place;
    const batches = (epoch - this.#first) * steps + (cut?.items ?? batch);
    const expected = (this.#epochs - this.#first) * steps;
    if (this.#compiled.settings.batches.repeats) this.#observer.warn?.({ code: 'data-not-repeated', values: {} });
    else this.#observer.warn?.({ code: 'ran-out-of-data', values: { which: 'train', batches, expected } });
  }

  async #batches(epoch: number, start: number, first: Yielded | undefined): Promise<EpochEnd> {
    let item = first;
    for (let batch = start; batch === start || !this.#train.isOver; batch += 1) {
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
    const isWatched = this.#observer.train !== undefined;
    const prepare = (): PreparedBatch =>
      prepareBatch(this.#compiled, partsOfYield(item), {
        // The observer looks for them itself.
        allowNotFinite: allowNotFinite || isWatched,
        ...(classWeight && { classWeight }),
        of: { epoch, batch },
      });
    const prepared = prepare();
    const { askAhead } = this.#train;
    const trained = this.#observer.train
      ? await this.#observer.train({
          batch: prepared,
          epoch,
          index: batch,
          again: prepare,
          ...(askAhead && { askAhead }),
        })
      : trainStep(this.#compiled, prepared, this.#compiled.optimizer.iterations);
    if (trained) await this.#trained(epoch, batch, trained);
    const cut = this.#train.cut(batch + 1);
    this.#position.place = { epoch, batch: batch + 1, ...(cut && { cut }) };
    if (trained) await this.#callbacks.call('onBatchEnd', batch, trained.means);
  }

  async #trained(epoch: number, batch: number, trained: TrainedBatch): Promise<void> {
    if (this.#observer.batchEnd) return this.#observer.batchEnd(epoch, batch, trained);
    disposeBatch(trained.batch);
    disposeResults(trained.results);
  }

  async #endEpoch(epoch: number, early: number | undefined): Promise<void> {
    const logs: { [key: string]: number } = { ...this.#compiled.running.values };
    await this.#train.endEpoch();
    const validated = this.#validation?.isDue(epoch) ? await this.#validation.run(this.#callbacks) : undefined;
    for (const [key, value] of Object.entries(validated ?? {})) logs[`val_${key}`] = value;
    this.#position.place = { epoch: epoch + 1, batch: 0 };
    await this.#callbacks.call('onEpochEnd', epoch, logs);
    this.#history.add(epoch, logs);
    this.#observer.epochEnd?.(epoch, logs, early);
  }
}
