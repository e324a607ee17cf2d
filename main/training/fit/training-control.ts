import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import { decodeTensor, encodeTensor, type TensorData } from '../../contract/tensor-data';
import type { CompiledModel } from '../model/compiled-model';
import type { TrainingControl, WeightsCopy } from '../experiment';
import { saveModel, saveWeights } from '../models/save-model';

/** What a training lets its callbacks do beyond its model. */
export type TrainingHandle = Pick<TrainingControl, 'params' | 'warn' | 'saveTraining' | 'restoreTraining'>;

type Values = { readonly [variable: string]: TensorData };

/** For calls that train nothing: there is nothing to save. */
export function idleHandle(warn: TrainingControl['warn']): TrainingHandle {
  return { params: { epochs: 0 }, warn, saveTraining: () => undefined, restoreTraining: () => undefined };
}

function copyWeights({ variables }: CompiledModel, from: Values | undefined): WeightsCopy {
  const copies = variables.map(({ name, value }) => {
    const data = from?.[name];
    const copy: Tensor = data ? tensor(decodeTensor(data), [...data.shape], value.dtype) : value.clone();
    return { name, value, copy };
  });
  return {
    restore: () => {
      for (const { value, copy } of copies) value.assign(copy);
    },
    read: () =>
      Object.fromEntries(copies.map(({ name, copy }) => [name, encodeTensor(copy.dataSync<'float32'>(), copy.shape)])),
    dispose: () => {
      for (const { copy } of copies) copy.dispose();
    },
  };
}

/** What callbacks may do to a training: stop it, set the learning rate, keep and save weights. */
export function trainingControl(compiled: CompiledModel, handle: TrainingHandle): TrainingControl {
  const { optimizer } = compiled;
  return {
    stopTraining: false,
    get learningRate() {
      return optimizer.learningRate;
    },
    set learningRate(rate) {
      if (optimizer.hasSchedule) throw new CodedError('learning-rate-fixed', {});
      optimizer.learningRate = rate;
    },
    hasSchedule: optimizer.hasSchedule,
    model: compiled.model,
    get iterations() {
      return optimizer.iterations;
    },
    get params() {
      return handle.params;
    },
    copyWeights: (from) => copyWeights(compiled, from),
    warn: (warning) => handle.warn(warning),
    saveModel: (folder, { weightsOnly = false } = {}) =>
      weightsOnly ? saveWeights(compiled.model, folder) : saveModel(compiled, folder),
    saveTraining: (folder) => handle.saveTraining(folder),
    restoreTraining: (folder) => handle.restoreTraining(folder),
  };
}
