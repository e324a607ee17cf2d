import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError, type ErrorReport } from '../../contract/errors';
import type { Logs } from '../../contract/training-event';
import { arrayBatches, isArrays } from './array-batches';
import { batchValues } from './batch-values';
import { checked } from '../model/build-models';
import { CallbackList } from '../callbacks/callback-list';
import {
  checkArguments,
  compileSurroundingsRules,
  compileRules,
  evaluateRules,
  fitRules,
  predictRules,
  testOnBatchRules,
  trainOnBatchRules,
} from '../check-arguments';
import type { CompileSurroundings, FitGeneratorOptions, GeneratorOptions } from './call-options';
import { closingAfterError } from '../closing';
import { disposeModel } from '../dispose-model';
import { compileModel, type CompiledModel } from '../model/compiled-model';
import { batchSource, type BatchSource, type SourceOptions } from '../data/batch-source';
import { counted, stepsOf } from '../data/counted-source';
import { prepareBatch } from '../data/prepare-batch';
import { disposeBatch } from '../data/prepared-batch';
import { partsOfYield } from '../data/yielded';
import type {
  BatchData,
  BatchGenerator,
  BatchValues,
  Callback,
  CompileOptions,
  Sequence,
  TestOnBatchOptions,
  TrainOnBatchOptions,
  Yielded,
} from '../experiment';
import { fitGenerator } from '../fit/fit-generator';
import type { FitOptions } from '../fit/fit-options';
import type { History } from '../fit/history';
import { RandomLayers } from '../model/random-layers';
import { loadTraining, loadWeights, saveModel, saveWeights, type SaveOptions } from '../models';
import { predictGenerator } from './predict-generator';
import { predictOnBatch, testOnBatch, trainOnBatch } from '../step/train-on-batch';
import { idleHandle, trainingControl } from '../fit/training-control';
import { evaluateGenerator } from '../fit/evaluate-generator';

/** A model with optimizer, loss and metrics, and Keras's calls on it. */
export class TrainableModel {
  readonly compiled: CompiledModel;
  readonly #surroundings: CompileSurroundings;
  #history: History | undefined;

  constructor(compiled: CompiledModel, surroundings: CompileSurroundings) {
    this.compiled = compiled;
    this.#surroundings = surroundings;
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
   * @throws CodedError `wrong-argument`, `steps-needed`, `generator-empty`, `already-training`, and whatever is wrong
   * with a batch, which is named by epoch and batch
   */
  async fitGenerator(generator: BatchGenerator | Sequence, options: FitGeneratorOptions = {}): Promise<History> {
    // What else the options may be is said where the data is closed again.
    const { shuffle } = Object(options) as FitGeneratorOptions;
    const train = this.#source(generator, 'train', shuffle ?? true);
    this.#history = await closingAfterError(
      () => this.#fit(train, options),
      () => train.close(),
    );
    return this.#history;
  }

  /** Loss and metrics over batches, with training off: a number or a list as `testOnBatch` gives them. */
  async evaluateGenerator<const Options extends GeneratorOptions & { readonly returnDict?: boolean }>(
    generator: BatchGenerator | Sequence,
    options?: Options,
  ): Promise<BatchValues<Options>> {
    const source = counted(this.#source(generator, 'evaluation', false));
    const evaluate = async (): Promise<BatchValues<Options>> => {
      checkArguments(options ?? {}, evaluateRules);
      const { callbacks, returnDict = false } = options ?? ({} as Options);
      const steps = stepsOf(options?.steps, source, 'steps');
      const list = this.#callbackList(callbacks);
      const evaluation = { source, steps, callbacks: list, options: this.#prepareOptions() };
      const logs = await evaluateGenerator(this.compiled, evaluation);
      if (!logs) throw new CodedError('generator-empty', { which: 'evaluation' });
      this.#warnIfShort('evaluation', source.taken(), steps);
      return batchValues(logs, { returnDict }) as BatchValues<Options>;
    };
    return closingAfterError(evaluate, () => source.close());
  }

  /** Outputs for batches, one after the other: a tensor, or one for each output. The caller owns them. */
  async predictGenerator(
    generator: BatchGenerator | Sequence | Iterable<unknown> | AsyncIterable<unknown>,
    options: GeneratorOptions = {},
  ): Promise<Tensor | Tensor[]> {
    const source = counted(this.#source(generator as BatchGenerator, 'prediction', false));
    const predict = async (): Promise<Tensor | Tensor[]> => {
      checkArguments(options, predictRules);
      const steps = stepsOf(options.steps, source, 'steps');
      const callbacks = this.#callbackList(options.callbacks);
      const outputs = await predictGenerator(this.compiled, { source, steps, callbacks });
      this.#warnIfShort('prediction', source.taken(), steps);
      return oneOrAll(outputs);
    };
    return closingAfterError(predict, () => source.close());
  }

  /** One update on these samples; the values belong to the weights before it. */
  trainOnBatch<const Options extends TrainOnBatchOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): BatchValues<Options> {
    checkArguments(options ?? {}, trainOnBatchRules);
    return this.#onBatch(trainOnBatch, x, y, options);
  }

  /** Values for these samples with training off; nothing is updated. */
  testOnBatch<const Options extends TestOnBatchOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): BatchValues<Options> {
    checkArguments(options ?? {}, testOnBatchRules);
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

  /** Disposes of the tensors of model and optimizer. */
  dispose(): void {
    disposeModel(this.compiled);
  }

  #source(data: BatchGenerator | Sequence, where: SourceOptions['where'], shuffle: boolean): BatchSource {
    return batchSource(data, { where, seed: this.#surroundings.seed ?? 0, shuffle });
  }

  async #fit(train: BatchSource, options: FitGeneratorOptions): Promise<History> {
    checkArguments(options, fitRules);
    const { validationData } = options;
    const arrays = validationData && isArrays(validationData) ? this.#arrays(validationData) : undefined;
    const held = arrays ?? (validationData as BatchGenerator | Sequence | undefined);
    try {
      const validation = held && this.#source(held, 'validation', false);
      const fit = this.#fitOptions(options, keptOpen(train), validation);
      return await closingAfterError(
        () => fitGenerator(this.compiled, fit),
        async () => validation?.close(),
      );
    } finally {
      arrays?.dispose();
    }
  }

  /** Whole arrays are checked at once: an error comes before anything is trained. */
  #arrays(data: Yielded): ReturnType<typeof arrayBatches> {
    disposeBatch(prepareBatch(this.compiled, partsOfYield(data), this.#prepareOptions()));
    return arrayBatches(this.compiled, data);
  }

  #warnIfShort(which: 'evaluation' | 'prediction', batches: number, expected: number): void {
    if (batches < expected) this.#warn({ code: 'ran-out-of-data', values: { which, batches, expected } });
  }

  #prepareOptions(): { readonly allowNotFinite: boolean } {
    return { allowNotFinite: this.#surroundings.allowNotFinite ?? false };
  }

  #warn(warning: ErrorReport): void {
    this.#surroundings.onWarning?.(warning);
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

  #onBatch<Options extends TrainOnBatchOptions>(
    call: typeof trainOnBatch,
    x: BatchData,
    y: BatchData,
    options: Options | undefined,
  ): BatchValues<Options> {
    const given = options ?? ({} as Options);
    const { returnDict: _, ...rest }: TrainOnBatchOptions = given;
    const logs: Logs = call(this.compiled, x, y, { ...this.#prepareOptions(), ...rest });
    return batchValues(logs, given);
  }

  #fitOptions(options: FitGeneratorOptions, train: BatchSource, validation: BatchSource | undefined): FitOptions {
    const { verbose = 1, callbacks = [] } = options;
    const progress = verbose === 0 ? undefined : this.#surroundings.progress?.(verbose === 2 ? 2 : 1);
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
 * @throws CodedError `unknown-field`, `unknown-name`, `wrong-hyperparameter`, `wrong-outputs` or `unsupported-model`
 */
export function compile(
  model: LayersModel,
  options: CompileOptions,
  surroundings: CompileSurroundings = {},
): TrainableModel {
  checkArguments(options, compileRules);
  checkArguments(surroundings, compileSurroundingsRules, [], 'surroundings');
  const random = new RandomLayers(surroundings.seed ?? 0);
  return new TrainableModel(
    compileModel(checked(model, ''), options, { random, eager: surroundings.eager ?? false }),
    surroundings,
  );
}
