/** What `import … from 'batchpoint'` gives an experiment. */
export { defineExperiment } from './define-experiment';
export { dataFile } from './shipped-data';
export { arrays, csv, dataset, idx, imageFolder, NdArray, npy, npz } from '../training/data';
export type {
  ArraysOptions,
  CsvOptions,
  Dataset,
  IdxOptions,
  ImageFolderOptions,
  NpyOptions,
  NpzOptions,
  SequenceOf,
} from '../training/data';
export {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  lambdaCallback,
  learningRateScheduler,
  modelCheckpoint,
  progbarLogger,
  reduceLROnPlateau,
  tensorBoard,
  terminateOnNaN,
} from '../training/callbacks';
export type {
  BackupAndRestoreOptions,
  CSVLoggerOptions,
  EarlyStoppingOptions,
  ModelCheckpointOptions,
  ReduceLROnPlateauOptions,
  TensorBoardOptions,
} from '../training/callbacks';
export { loadModel, loadWeights, modelFromJSON, saveModel, saveWeights } from '../training/models';
export { compile, TrainableModel } from '../training/calls/public-calls';
export type { CompileSurroundings, FitGeneratorOptions, GeneratorOptions } from '../training/calls/call-options';
export type { History } from '../training/fit/history';
export * as tf from '../training/tf';
export type {
  BatchData,
  BatchExperiment,
  BatchGenerator,
  BatchValues,
  Callback,
  CompileOptions,
  CustomLoss,
  Experiment,
  ExperimentContext,
  GeneratorExperiment,
  KeyedRandom,
  LoopExperiment,
  LoopTools,
  Loss,
  Metric,
  Named,
  CustomLoopOptions,
  PlainData,
  Sequence,
  TensorLike,
  TrainingControl,
  TestOnBatchOptions,
  TrainOnBatchOptions,
  WeightsCopy,
  Yielded,
} from '../training/experiment';
