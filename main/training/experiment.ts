import type * as tf from './tf';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ErrorReport } from '../contract/errors';
import type { TensorData } from '../contract/tensor-data';
import type { NdArray } from './data/nd-array';

/** What a batch may hold: a tensor, or nested numbers or a typed array that become one. */
export type TensorLike = tf.Tensor | NdArray | tf.TensorLike;

/**
 * One array, a list in the model's input or output order, or a dict by layer name. null stands for the target of an output
 * without a loss.
 */
export type BatchData = TensorLike | readonly (TensorLike | null)[] | { readonly [name: string]: TensorLike | null };

/** Whatever Keras accepts from a generator, and the named form. Tensors stay the generator's: copied, never disposed. */
export type Yielded =
  | readonly [x: BatchData, y: BatchData]
  | readonly [x: BatchData, y: BatchData, sampleWeight: BatchData]
  | { readonly xs: BatchData; readonly ys: BatchData; readonly sampleWeight?: BatchData };

/** What yields batches, one after the other; an array of batches is one too. */
export type BatchGenerator = Iterable<Yielded> | AsyncIterable<Yielded>;

/** Random access to batches (Keras `Sequence`): the order is shuffled by the run's seed each epoch. */
export type Sequence = {
  readonly length: number;
  /** Rows of all its items, if they are known: with another batch size, steps are then counted exactly. */
  readonly rows?: number | undefined;
  item(index: number): Yielded | Promise<Yielded>;
  /** Called before an epoch with the run's seed, so that an order of rows can depend on both. */
  onEpochBegin?(epoch: number, seed: number): void;
  onEpochEnd?(): void | Promise<void>;
  /** Whether the items come shuffled already: their order is then left as it is. */
  readonly isShuffled?: boolean;
  /** Items that may be read before they are asked for. Default 0. */
  readonly ahead?: number;
  /** Called when the run has ended, however it ended. */
  close?(): void | Promise<void>;
};

/** Keyed random numbers for the person's own code: the same key gives the same numbers, whatever was drawn before. */
export type KeyedRandom = {
  /** Values in [minval, maxval). */
  uniform(shape: readonly number[], purpose: string, minval?: number, maxval?: number): tf.Tensor;
  normal(shape: readonly number[], purpose: string, mean?: number, stddev?: number): tf.Tensor;
  /** A permutation of 0..length-1. */
  permutation(length: number, purpose: string): Int32Array;
};

/** What every function of an experiment is given. */
export type ExperimentContext = {
  readonly tf: typeof tf;
  readonly seed: number;
  readonly random: KeyedRandom;
  /** The epoch that has begun; 0 before the first. */
  readonly epoch: number;
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
};

/** A Keras name (`adam`), or a name with Keras's hyperparameters in camelCase. */
export type Named = string | { readonly name: string; readonly [hyperparameter: string]: unknown };

/**
 * A loss or metric of one's own, made of TensorFlow's operations.
 * @returns a value for each row, shape [batch, …], or a scalar
 */
export type CustomLoss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;
/** A loss of Keras's, or one of one's own. */
export type Loss = Named | CustomLoss;
/** A metric of Keras's, or one of one's own. */
export type Metric = Named | CustomLoss;
type PerOutput<T> = T | readonly T[] | { readonly [output: string]: T };

/** For every output, or an entry for each. */
export type Metrics =
  | readonly Metric[]
  | readonly (Metric | readonly Metric[])[]
  | { readonly [output: string]: Metric | readonly Metric[] };

/** Arguments of Keras's `compile`. */
export type CompileOptions = {
  readonly optimizer: Named;
  /** An output with null, or left out of a dict, has none: it needs no target. */
  readonly loss: PerOutput<Loss | null>;
  readonly metrics?: Metrics;
  readonly weightedMetrics?: Metrics;
  /** 1 for an output that is left out of a dict. */
  readonly lossWeights?: readonly number[] | { readonly [output: string]: number };
};

type Logs = { readonly [name: string]: number };
type Maybe = void | Promise<void>;

/** Data that can be kept in a file: NaN, infinities and the bytes of tensors too. */
export type PlainData =
  null | boolean | number | string | TensorData | readonly PlainData[] | { readonly [key: string]: PlainData };

/** Keras's `Callback` hooks in camelCase; setting `stopTraining` on the given control ends training as Keras does. */
export type Callback = {
  onTrainBegin?(control: TrainingControl): Maybe;
  onEpochBegin?(epoch: number, control: TrainingControl): Maybe;
  onBatchBegin?(batch: number, control: TrainingControl): Maybe;
  onBatchEnd?(batch: number, logs: Logs, control: TrainingControl): Maybe;
  /** Called in place of `onBatchBegin`. */
  onTrainBatchBegin?(batch: number, control: TrainingControl): Maybe;
  /** Called in place of `onBatchEnd`. */
  onTrainBatchEnd?(batch: number, logs: Logs, control: TrainingControl): Maybe;
  onTestBegin?(control: TrainingControl): Maybe;
  onTestBatchBegin?(batch: number, control: TrainingControl): Maybe;
  onTestBatchEnd?(batch: number, logs: Logs, control: TrainingControl): Maybe;
  onTestEnd?(logs: Logs, control: TrainingControl): Maybe;
  /** What a callback adds to `logs` (such as `lr`) is seen by later callbacks and recorded in the history. */
  onEpochEnd?(epoch: number, logs: { [name: string]: number }, control: TrainingControl): Maybe;
  onTrainEnd?(control: TrainingControl): Maybe;
  onPredictBegin?(control: TrainingControl): Maybe;
  onPredictBatchBegin?(batch: number, control: TrainingControl): Maybe;
  onPredictBatchEnd?(batch: number, control: TrainingControl): Maybe;
  onPredictEnd?(control: TrainingControl): Maybe;
  /** What it needs to go on, in a training that is resumed, as if that had never stopped. */
  getState?(): PlainData;
  /** Called after `onTrainBegin`. */
  setState?(state: PlainData, control: TrainingControl): Maybe;
  /** Called last, however the training ended, for what holds files or tensors. */
  close?(): Maybe;
};

/** What a callback may ask and change of the training that it is called in. */
export type TrainingControl = {
  /** Set to true to end the training after the present batch or epoch, as in Keras. */
  stopTraining: boolean;
  /** @throws CodedError `learning-rate-fixed` if it is set while it follows a schedule */
  learningRate: number;
  /** A copy of all weights as they are now, or of values that were read from another. */
  copyWeights(from?: { readonly [variable: string]: TensorData }): WeightsCopy;
  readonly model: LayersModel;
  /** Whether the learning rate follows a schedule, so that it can't be set. */
  readonly hasSchedule: boolean;
  /** Updates of the model so far. */
  readonly iterations: number;
  /** Of the training that runs; `steps` is absent where it is not known. */
  readonly params: { readonly epochs: number; readonly steps?: number };
  /** Tells the person of something that is wrong and does not end the training. */
  warn(warning: ErrorReport): void;
  /** Saves the model in the format of TensorFlow.js: a folder with its weights and, unless left out, the optimizer. */
  saveModel(folder: string, options?: { readonly weightsOnly?: boolean }): Promise<void>;
  /** All that the training goes on from once the present hook has been called on every callback. */
  saveTraining(folder: string): void;
  /** Lets the training go on, after the present hook, from where it was saved, if it was. */
  restoreTraining(folder: string): void;
};

/** Values of a model's weights, kept until `dispose`. */
export type WeightsCopy = {
  /** Puts the copied values back. */
  restore(): void;
  /** The values by variable name. */
  read(): { readonly [variable: string]: TensorData };
  dispose(): void;
};

type Common = {
  readonly name: string;
  /** Default 0. */
  readonly seed?: number;
  /** Column names of table inputs, for the batch panel. */
  readonly columns?: readonly string[];
  readonly classNames?: readonly string[];
  /** Words or letters by their number, for sequences of tokens in the batch panel. */
  readonly vocabulary?: readonly string[];
  /** Computes operation by operation instead of compiling the step: slower, for comparing. Default false. */
  readonly eager?: boolean;
};

type OneModel = Common & {
  readonly model: (context: ExperimentContext) => LayersModel | Promise<LayersModel>;
  readonly compile: CompileOptions;
  readonly classWeight?: { readonly [classIndex: number]: number };
};

/** Keras's `verbose` and what it reads ahead with: taken and without effect, since results never depend on them. */
export type IgnoredArguments = {
  readonly verbose?: 0 | 1 | 2 | 'auto';
  readonly maxQueueSize?: number;
  readonly workers?: number;
  readonly useMultiprocessing?: boolean;
};

/** Trains as Keras's `fit_generator` does. */
export type GeneratorExperiment = OneModel & {
  readonly train: (context: ExperimentContext) => BatchGenerator | Sequence;
  readonly validation?: (context: ExperimentContext) => BatchGenerator | Sequence;
  readonly stepsPerEpoch?: number;
  readonly epochs?: number;
  readonly initialEpoch?: number;
  readonly validationSteps?: number;
  readonly validationFreq?: number | readonly number[];
  readonly shuffle?: boolean;
  readonly callbacks?: readonly Callback[];
} & IgnoredArguments;

/** Trains batch by batch, as the person asks for them in the window: Keras's `train_on_batch`. */
export type BatchExperiment = OneModel & {
  readonly batches: (context: ExperimentContext) => BatchGenerator | Sequence;
};

/** Of `testOnBatch`, with Keras's defaults. */
export type TestOnBatchOptions = {
  readonly sampleWeight?: BatchData;
  /** Default true: the values are this batch's; else they run on since the last reset. */
  readonly resetMetrics?: boolean;
  /** Default false. True gives the values by name. */
  readonly returnDict?: boolean;
};

/** Of `trainOnBatch`, with Keras's defaults. */
export type TrainOnBatchOptions = TestOnBatchOptions & {
  readonly classWeight?: { readonly [classIndex: number]: number };
};

/** What each call of a custom loop takes besides. */
export type CustomLoopOptions = {
  /** Which model, where there are several. */
  readonly model?: string;
};

/** The loss; with metrics a list in the order of their names; with `returnDict` the values by name. */
export type BatchValues<Options extends TestOnBatchOptions> = Options extends { readonly returnDict: true }
  ? Logs
  : number | number[];

/** What a custom loop is given; each `trainOnBatch` is one step and passes the gate. */
export type LoopTools = ExperimentContext & {
  trainOnBatch<const Options extends TrainOnBatchOptions & CustomLoopOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): Promise<BatchValues<Options>>;
  testOnBatch<const Options extends TestOnBatchOptions & CustomLoopOptions>(
    x: BatchData,
    y: BatchData,
    options?: Options,
  ): Promise<BatchValues<Options>>;
  /** The caller owns the result: one tensor, or one for each output. */
  predictOnBatch(x: BatchData, options?: CustomLoopOptions): Promise<tf.Tensor | tf.Tensor[]>;
  readonly models: { readonly [name: string]: LayersModel };
};

type OwnModels =
  | { readonly model: OneModel['model']; readonly compile: CompileOptions }
  | {
      readonly model: { readonly [name: string]: OneModel['model'] };
      readonly compile: { readonly [name: string]: CompileOptions };
    };

/** Trains by a loop of one's own, which may have several models. */
export type LoopExperiment = Common & OwnModels & { readonly loop: (tools: LoopTools) => Promise<void> };

/** An experiment: data and functions. A file is one way to get it. */
export type Experiment = GeneratorExperiment | BatchExperiment | LoopExperiment;
