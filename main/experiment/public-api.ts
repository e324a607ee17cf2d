/** What `import … from 'batchpoint'` gives an experiment. */
export { defineExperiment } from './define-experiment';
export { dataFile } from './shipped-data';
export { arrays, csv, idx, NdArray } from '../training/data';
export type { ArraysOptions, CsvOptions, IdxOptions } from '../training/data';
export { earlyStopping, learningRateScheduler, reduceLROnPlateau, terminateOnNaN } from '../training/callbacks';
export type { EarlyStoppingOptions, ReduceLROnPlateauOptions } from '../training/callbacks';
export * as tf from '../training/tf';
export type {
  BatchData,
  BatchExperiment,
  BatchGenerator,
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
  Sequence,
  TensorLike,
  TrainingControl,
  TrainOnBatchOptions,
  Yielded,
} from '../training/experiment';
