import type * as tf from './tf';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { NdArray } from './data/nd-array';

/** What a batch may hold: a tensor, or nested numbers or a typed array that become one. */
export type TensorLike = tf.Tensor | NdArray | tf.TensorLike;

/** One array, a list in the model's input or output order, or a dict by layer name. */
export type BatchData = TensorLike | readonly TensorLike[] | { readonly [name: string]: TensorLike };

/** Whatever Keras accepts from a generator, and the named form. Tensors stay the generator's: copied, never disposed. */
export type Yielded =
  | readonly [x: BatchData, y: BatchData]
  | readonly [x: BatchData, y: BatchData, sampleWeight: BatchData]
  | { readonly xs: BatchData; readonly ys: BatchData; readonly sampleWeight?: BatchData };

export type BatchGenerator = Iterable<Yielded> | AsyncIterable<Yielded>;

/** Random access to batches (Keras `Sequence`): the order is shuffled by the run's seed each epoch. */
export type Sequence = {
  readonly length: number;
  item(index: number): Yielded | Promise<Yielded>;
  /** Called before an epoch with the run's seed, so that an order of rows can depend on both. */
  onEpochBegin?(epoch: number, seed: number): void;
  onEpochEnd?(): void;
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

export type CustomLoss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;
export type Loss = Named | CustomLoss;
export type Metric = Named | CustomLoss;
type PerOutput<T> = T | readonly T[] | { readonly [output: string]: T };

export type CompileOptions = {
  readonly optimizer: Named;
  readonly loss: PerOutput<Loss>;
  readonly metrics?: readonly Metric[] | { readonly [output: string]: readonly Metric[] };
  readonly weightedMetrics?: readonly Metric[] | { readonly [output: string]: readonly Metric[] };
  readonly lossWeights?: readonly number[] | { readonly [output: string]: number };
};

type Logs = { readonly [name: string]: number };
type Maybe = void | Promise<void>;

/** Keras's `Callback` hooks in camelCase; setting `stopTraining` on the given control ends training as Keras does. */
export type Callback = {
  onTrainBegin?(control: TrainingControl): Maybe;
  onEpochBegin?(epoch: number, control: TrainingControl): Maybe;
  onBatchBegin?(batch: number, control: TrainingControl): Maybe;
  onBatchEnd?(batch: number, logs: Logs, control: TrainingControl): Maybe;
  onTestBegin?(control: TrainingControl): Maybe;
  onTestBatchBegin?(batch: number, control: TrainingControl): Maybe;
  onTestBatchEnd?(batch: number, logs: Logs, control: TrainingControl): Maybe;
  onTestEnd?(logs: Logs, control: TrainingControl): Maybe;
  /** What a callback adds to `logs` (such as `lr`) is seen by later callbacks and recorded in the history. */
  onEpochEnd?(epoch: number, logs: { [name: string]: number }, control: TrainingControl): Maybe;
  onTrainEnd?(control: TrainingControl): Maybe;
};

export type TrainingControl = {
  stopTraining: boolean;
  learningRate: number;
  /** A copy of all weights as they are now. */
  copyWeights(): WeightsCopy;
};

export type WeightsCopy = {
  /** Puts the copied values back. */
  restore(): void;
  dispose(): void;
};

type Common = {
  readonly name: string;
  /** Default 0. */
  readonly seed?: number;
  /** Column names of table inputs, for the batch panel. */
  readonly columns?: readonly string[];
  readonly classNames?: readonly string[];
};

type OneModel = Common & {
  readonly model: (context: ExperimentContext) => LayersModel | Promise<LayersModel>;
  readonly compile: CompileOptions;
  readonly classWeight?: { readonly [classIndex: number]: number };
};

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
};

export type BatchExperiment = OneModel & {
  readonly batches: (context: ExperimentContext) => BatchGenerator | Sequence;
};

export type TrainOnBatchOptions = {
  /** Which model, where there are several. */
  readonly model?: string;
  readonly sampleWeight?: BatchData;
  readonly classWeight?: { readonly [classIndex: number]: number };
};

/** What an own loop is given; each `trainOnBatch` is one step and passes the gate. */
export type LoopTools = ExperimentContext & {
  trainOnBatch(x: BatchData, y: BatchData, options?: TrainOnBatchOptions): Promise<Logs>;
  testOnBatch(x: BatchData, y: BatchData, options?: TrainOnBatchOptions): Promise<Logs>;
  /** The caller owns the result: one tensor, or one for each output. */
  predictOnBatch(x: BatchData, options?: { readonly model?: string }): Promise<tf.Tensor | tf.Tensor[]>;
  readonly models: { readonly [name: string]: LayersModel };
};

type OwnModels =
  | { readonly model: OneModel['model']; readonly compile: CompileOptions }
  | {
      readonly model: { readonly [name: string]: OneModel['model'] };
      readonly compile: { readonly [name: string]: CompileOptions };
    };

export type LoopExperiment = Common & OwnModels & { readonly loop: (tools: LoopTools) => Promise<void> };

/** An experiment: data and functions. A file is one way to get it. */
export type Experiment = GeneratorExperiment | BatchExperiment | LoopExperiment;
