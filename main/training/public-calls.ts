import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ErrorReport } from '../contract/errors';
import type { Logs } from '../contract/training-event';
import { arrayBatches, isArrays, type ValidationData } from './array-batches';
import { batchValues } from './batch-values';
import { checked } from './build-models';
import { CallbackList } from './callbacks/callback-list';
import { compileModel, type CompiledModel } from './compiled-model';
import { batchSource, type BatchSource } from './data/batch-source';
import type {
  BatchData,
  BatchGenerator,
  BatchValues,
  Callback,
  CompileOptions,
  OnBatchOptions,
  Sequence,
} from './experiment';
import { fitGenerator, type FitOptions } from './fit-generator';
import type { History } from './history';
import { RandomLayers } from './model/random-layers';
import { loadTraining, loadWeights, saveModel, saveWeights, type SaveOptions } from './models';
import { predictGenerator, type InputSource } from './predict-generator';
import { predictOnBatch, testOnBatch, trainOnBatch } from './train-on-batch';
import { idleHandle, trainingControl } from './training-control';
import { evaluateGenerator } from './validate';

/** Keras takes these too; batches are read when they are needed, and results never depend on them. */
type Ignored = {
  readonly maxQueueSize?: number;
  readonly workers?: number;
  readonly useMultiprocessing?: boolean;
};

/** Arguments of `fitGenerator` behind the generator, with Keras's defaults. */
export type FitGeneratorOptions = Ignored & {
  /** Needed for a generator; a sequence has a length. */
  readonly stepsPerEpoch?: number;
  /** Final index, not a count: epochs run from `initialEpoch` to `epochs - 1`. Default 1. */
  readonly epochs?: number;
  /** 0 says nothing, 1 draws a line for each batch, 2 writes a line for each epoch. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  readonly callbacks?: readonly Callback[];
  /** Whole arrays, or batches. */
  readonly validationData?: ValidationData;
  /** Needed for a generator. */
  readonly validationSteps?: number;
  /** Every n-th epoch, or the epochs (counted from 1) that validate. Default 1. */
  readonly validationFreq?: number | readonly number[];
  readonly classWeight?: { readonly [classIndex: number]: number };
  /** Whether a sequence has another order in each epoch. Default true. */
  readonly shuffle?: boolean;
  readonly initialEpoch?: number;
};

/** Arguments of `evaluateGenerator` and `predictGenerator` behind the generator. */
export type GeneratorOptions = Ignored & {
  /** Needed for a generator; a sequence has a length. */
  readonly steps?: number;
  readonly callbacks?: readonly Callback[];
  readonly verbose?: 0 | 1 | 2;
};

/** What is passed to {@link compile} besides Keras's arguments. */
export type CompileSurroundings = {
  /** Of everything random in training: dropout, noise, the order of sequences. Default 0. */
  readonly seed?: number;
  /** Lets NaN and infinities in the data through, as Keras does; by default they are an error. */
  readonly allowNotFinite?: boolean;
  readonly onWarning?: (warning: ErrorReport) => void;
  /** Makes the callback that shows progress, placed behind all others; there is none by default. */
  readonly progress?: (verbose: 1 | 2) => Callback;
};

/** A model with optimizer, loss and metrics, and Keras's calls on it. */
export class TrainableModel {
  readonly compiled: CompiledModel;
  readonly #around: CompileSurroundings;
  #history: History | undefined;

  constructor(compiled: CompiledModel, around: CompileSurroundings) {
    this.compiled = compiled;
    this.#around = around;
  }

  get model(): LayersModel {
    return this.compiled.model;
  }

  /** Names of the values of `trainOnBatch` and `testOnBatch`, in their order. */
  get metricsNames(): readonly string[] {
    return this.compiled.series.map(({ key }) => key);
  }

  /** Of the last training by generator. */
  get history(): History | undefined {
    return this.#history;
  }

  /**
   * Trains on batches as they come. The generator stays open, for the next call to go on with it, unless this throws.
   * @throws CodedError `steps-needed`, `generator-empty`, `already-training`, and whatever is wrong with a batch
   */
  async fitGenerator(generator: BatchGenerator | Sequence, options: FitGeneratorOptions = {}): Promise<History> {
    const { validationData, shuffle = true } = options;
    const arrays = validationData && isArrays(validationData) ? arrayBatches(this.compiled, validationData) : undefined;
    const held = arrays ?? (validationData as BatchGenerator | Sequence | undefined);
    const train = this.#source(generator, 'train', shuffle);
    const validation = held && this.#source(held, 'validation', false);
    try {
      this.#history = await fitGenerator(this.compiled, this.#fitOptions(options, keptOpen(train), validation));
      return this.#history;
    } catch (error) {
      await train.close();
      await validation?.close();
      throw error;
    } finally {
      arrays?.dispose();
    }
  }

  /** Loss and metrics over batches, with training off: a number or a list as `testOnBatch` gives them. */
  async evaluateGenerator<const Options extends GeneratorOptions & { readonly returnDict?: boolean }>(
    generator: BatchGenerator | Sequence,
    options?: Options,
  ): Promise<BatchValues<Options>> {
    const { steps, callbacks, returnDict = false } = options ?? ({} as Options);
    const logs = await evaluateGenerator(this.compiled, {
      source: this.#source(generator, 'validation', false),
      callbacks: this.#callbackList(callbacks),
      options: this.#prepareOptions(),
      ...(steps !== undefined && { steps }),
    });
    return batchValues(logs ?? {}, { returnDict }) as BatchValues<Options>;
  }

  /** Outputs for batches, one after the other: a tensor, or one for each output. The caller owns them. */
  async predictGenerator(
    generator: BatchGenerator | Sequence | Iterable<unknown> | AsyncIterable<unknown>,
    { steps, callbacks }: GeneratorOptions = {},
  ): Promise<Tensor | Tensor[]> {
    const source: InputSource = this.#source(generator as BatchGenerator, 'validation', false);
    const list = this.#callbackList(callbacks);
    const given = steps === undefined ? {} : { steps };
    return oneOrAll(await predictGenerator(this.compiled, { source, callbacks: list, ...given }));
  }

  /** One update on these samples; the values belong to the weights before it. */
  trainOnBatch<const Options extends OnBatchOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): BatchValues<Options> {
    return this.#onBatch(trainOnBatch, x, y, options);
  }

  /** Values for these samples with training off; nothing is updated. */
  testOnBatch<const Options extends OnBatchOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): BatchValues<Options> {
    return this.#onBatch(testOnBatch, x, y, options);
  }

  /** Outputs with training off: a tensor, or one for each output. The caller owns them. */
  predictOnBatch(x: BatchData): Tensor | Tensor[] {
    return oneOrAll(predictOnBatch(this.compiled, x));
  }

  /** Starts loss and metrics anew, for calls without `resetMetrics`. */
  resetMetrics(): void {
    this.compiled.running.reset();
  }

  /** Saves model, weights and optimizer in a folder, in the format of TensorFlow.js. */
  save(folder: string, options: SaveOptions = {}): Promise<void> {
    return saveModel(this.compiled, folder, options);
  }

  saveWeights(folder: string): Promise<void> {
    return saveWeights(this.model, folder);
  }

  loadWeights(folder: string): Promise<void> {
    return loadWeights(this.model, folder);
  }

  /** Goes on from what {@link save} wrote: weights, optimizer and metrics. */
  loadTraining(folder: string): Promise<void> {
    return loadTraining(this.compiled, folder);
  }

  /** Ends the tensors of model and optimizer. */
  dispose(): void {
    this.compiled.optimizer.dispose();
    for (const { value } of this.compiled.variables) value.dispose();
  }

  #source(data: BatchGenerator | Sequence, where: 'train' | 'validation', shuffle: boolean): BatchSource {
    return batchSource(data, { where, seed: this.#around.seed ?? 0, shuffle });
  }

  #prepareOptions(): { readonly allowNotFinite: boolean } {
    return { allowNotFinite: this.#around.allowNotFinite ?? false };
  }

  #warn(warning: ErrorReport): void {
    this.#around.onWarning?.(warning);
  }

  #callbackList(callbacks: readonly Callback[] = []): CallbackList {
    return new CallbackList(
      callbacks,
      trainingControl(
        this.compiled,
        idleHandle((warning) => this.#warn(warning)),
      ),
    );
  }

  #onBatch<Options extends OnBatchOptions>(
    call: typeof trainOnBatch,
    x: BatchData,
    y: BatchData,
    options: Options | undefined,
  ): BatchValues<Options> {
    const given = options ?? ({} as Options);
    const { returnDict: _, ...rest }: OnBatchOptions = given;
    const logs: Logs = call(this.compiled, x, y, { ...this.#prepareOptions(), ...rest });
    return batchValues(logs, given);
  }

  #fitOptions(options: FitGeneratorOptions, train: BatchSource, validation: BatchSource | undefined): FitOptions {
    const { verbose = 1, callbacks = [] } = options;
    const progress = verbose === 0 ? undefined : this.#around.progress?.(verbose);
    const { stepsPerEpoch, epochs, initialEpoch, validationSteps, validationFreq, classWeight } = options;
    return {
      train,
      ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
      ...(epochs !== undefined && { epochs }),
      ...(initialEpoch !== undefined && { initialEpoch }),
      ...(validation && { validation: keptOpen(validation) }),
      ...(validationSteps !== undefined && { validationSteps }),
      ...(validationFreq !== undefined && { validationFreq }),
      ...(classWeight && { classWeight }),
      ...this.#prepareOptions(),
      callbacks: progress ? [...callbacks, progress] : callbacks,
      observer: { warn: (warning) => this.#warn(warning) },
    };
  }
}

function keptOpen(source: BatchSource): BatchSource {
  return { ...source, close: () => Promise.resolve() };
}

function oneOrAll(outputs: readonly Tensor[]): Tensor | Tensor[] {
  return outputs.length === 1 ? outputs[0]! : [...outputs];
}

/**
 * Gives a model optimizer, loss and metrics, as Keras's `compile` does, and with them Keras's calls.
 * @throws CodedError `unknown-name` or `unsupported-model`
 */
export function compile(model: LayersModel, options: CompileOptions, around: CompileSurroundings = {}): TrainableModel {
  const random = new RandomLayers(around.seed ?? 0);
  return new TrainableModel(compileModel(checked(model, ''), options, { random }), around);
}
