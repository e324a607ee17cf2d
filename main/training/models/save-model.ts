import { LayersModel } from '@tensorflow/tfjs-layers';
import { checkArguments, flag, isRecord, text, type ArgumentRule } from '../check-arguments';
import type { CompiledModel } from '../model/compiled-model';
import type { PlainData } from '../experiment';
import { modelVariables } from '../model/model-variables';
import { readState, type ModelState } from '../model/state';
import { encodeTensor, type TensorData } from '../../contract/tensor-data';
import { writeBundle } from './bundle';
import { toKeras } from './keras-json';
import { packTensors, splitTensors, type TensorSpec } from './tensor-pack';

export type SaveOptions = {
  /** Default true, for a compiled model: it can then be trained on as if it had never been away. */
  readonly includeOptimizer?: boolean;
};

/** Name of the model's file in its folder, the one that TensorFlow.js expects. */
export const modelFile = 'model.json';
/** Name of the file of weights without a model. */
export const weightsFile = 'weights_manifest.json';

/** Checks what is saved and loaded, and where. @throws CodedError `wrong-argument` */
export function checkModelFolder(model: unknown, folder: unknown): void {
  const isModel: ArgumentRule = { expected: 'tf.LayersModel', accepts: (value) => value instanceof LayersModel };
  checkArguments({ model, folder }, { model: isModel, folder: text }, ['model', 'folder']);
}

/** A `weightsManifest` of TensorFlow.js: groups of tensors with the files that hold them. */
export type Manifest = readonly { readonly paths: readonly string[]; readonly weights: readonly TensorSpec[] }[];

/** What a saved model holds besides topology and weights. */
export type SavedTraining = Omit<ModelState, 'weights'>;

function weightsOf(model: LayersModel): readonly (readonly [string, TensorData])[] {
  return modelVariables(model).map(({ name, value }) => [name, encodeTensor(value.dataSync<'float32'>(), value.shape)]);
}

function isCompiled(target: LayersModel | CompiledModel): target is CompiledModel {
  return 'optimizer' in target && 'running' in target;
}

function trainingOf({ weights: _, ...rest }: ModelState): SavedTraining {
  return rest;
}

/**
 * Saves a model as TensorFlow.js does: `model.json` with the topology, and its weights beside it. The state of the
 * optimizer stands behind them, by variable name. What was there before stays until all of it is written.
 * @param target a compiled model keeps its optimizer
 * @throws CodedError `write-failed`
 */
export async function saveModel(
  target: LayersModel | CompiledModel,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  checkArguments(options, { includeOptimizer: flag });
  checkModelFolder(isRecord(target) && isCompiled(target) ? target.model : target, folder);
  const { includeOptimizer = true } = options;
  const model = isCompiled(target) ? target.model : target;
  const training = isCompiled(target) && includeOptimizer ? trainingOf(readState(target)) : undefined;
  const state = training && splitTensors(training as unknown as PlainData, 'training');
  const own = packTensors(weightsOf(model), 'model');
  const held = packTensors(state?.tensors ?? [], 'optimizer');
  await writeBundle(folder, modelFile, Buffer.concat([own.bytes, held.bytes]), (byteFile) => ({
    format: 'layers-model',
    generatedBy: 'Batchpoint',
    convertedBy: null,
    modelTopology: toKeras(model.toJSON(undefined, false)),
    weightsManifest: [{ paths: [byteFile], weights: [...own.specs, ...held.specs] }] satisfies Manifest,
    ...(state && { userDefinedMetadata: { training: state.json } }),
  }));
}

/** Saves the weights alone, with the manifest that TensorFlow.js reads. @throws CodedError `write-failed` */
export async function saveWeights(model: LayersModel, folder: string): Promise<void> {
  checkModelFolder(model, folder);
  const { specs, bytes } = packTensors(weightsOf(model));
  await writeBundle(
    folder,
    weightsFile,
    bytes,
    (byteFile) => [{ paths: [byteFile], weights: specs }] satisfies Manifest,
  );
}
