import { join } from 'node:path';
import { io, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError, reasonOf } from '../../contract/errors';
import { decodeTensor, encodeTensor, type TensorData } from '../../contract/tensor-data';
import { checkArguments, text } from '../check-arguments';
import type { CompiledModel } from '../model/compiled-model';
import { modelVariables } from '../model/model-variables';
import { writeSavedState } from '../model/state';
import { readBundleJson, readBytes } from './bundle';
import { building, topologyOf } from './model-from-json';
import { checkModelFolder, modelFile, weightsFile, type Manifest, type SavedTraining } from './save-model';
import { joinTensors } from './tensor-pack';

type Values = ReadonlyMap<string, TensorData>;
type Saved = {
  readonly topology: object;
  readonly weights: Values;
  /** Absent if the model was saved without its optimizer. */
  readonly training?: SavedTraining;
};
type ModelJson = {
  readonly weightsManifest?: Manifest;
  readonly userDefinedMetadata?: { readonly training?: unknown };
};

/** Decodes by TensorFlow.js itself: weights that others have quantized are read too. */
async function readManifest(folder: string, file: string, manifest: Manifest): Promise<readonly [Values, Values]> {
  const found = { model: new Map<string, TensorData>(), optimizer: new Map<string, TensorData>() };
  for (const { paths, weights } of manifest) {
    const bytes = await readBytes(folder, paths);
    const buffer = Uint8Array.from(bytes).buffer;
    let decoded: { [name: string]: Tensor };
    try {
      decoded = io.decodeWeights(buffer, weights as unknown as io.WeightsManifestEntry[]);
    } catch (error) {
      const got = reasonOf(error);
      throw new CodedError(
        'model-file',
        { file: join(folder, file), expected: paths.join(', '), got },
        { cause: error },
      );
    }
    for (const { name, group } of weights) {
      const value = decoded[name]!;
      found[group ?? 'model'].set(name, encodeTensor(value.dataSync<'float32'>(), value.shape));
      value.dispose();
    }
  }
  return [found.model, found.optimizer];
}

async function read(folder: string): Promise<Saved> {
  const content = (await readBundleJson(folder, modelFile)) as ModelJson | undefined;
  const file = join(folder, modelFile);
  if (!content) throw new CodedError('model-file', { file, expected: modelFile, got: '-' });
  const topology = topologyOf(content);
  const [weights, optimizer] = await readManifest(folder, modelFile, content.weightsManifest ?? []);
  const training = content.userDefinedMetadata?.training;
  if (training === undefined) return { topology, weights };
  return { topology, weights, training: joinTensors(training, optimizer) as unknown as SavedTraining };
}

/** @throws CodedError `model-file` if a weight is missing or of another shape; nothing has been written then */
function setWeights(model: LayersModel, weights: Values, file: string): void {
  const pairs = modelVariables(model).map(({ name, value }) => {
    const data = weights.get(name);
    const expected = `${name} [${value.shape.join(', ')}]`;
    const got = data ? `${name} [${data.shape.join(', ')}]` : [...weights.keys()].join(', ');
    if (data?.shape.join() !== value.shape.join()) throw new CodedError('model-file', { file, expected, got });
    return [value, data] as const;
  });
  for (const [value, data] of pairs) {
    const fresh = tensor(decodeTensor(data), [...data.shape], value.dtype);
    value.assign(fresh);
    fresh.dispose();
  }
}

/**
 * Loads a model that {@link saveModel} or TensorFlow.js saved.
 * @param folder holds `model.json` and its weights
 * @throws CodedError `model-file`, `model-json` or `unsupported-layer`
 */
export async function loadModel(folder: string): Promise<LayersModel> {
  checkArguments({ folder }, { folder: text }, ['folder']);
  const { topology, weights } = await read(folder);
  const model = await building(() => models.modelFromJSON({ modelTopology: topology } as never));
  setWeights(model, weights, join(folder, modelFile));
  return model;
}

/**
 * Puts the weights of a saved model, and the state of its optimizer and metrics if it was saved with them, into a
 * compiled one: training goes on from there bit for bit.
 * @throws CodedError `model-file` if it is another model or optimizer
 */
export async function loadTraining(compiled: CompiledModel, folder: string): Promise<void> {
  checkModelFolder(compiled.model, folder);
  const { weights, training } = await read(folder);
  const file = join(folder, modelFile);
  if (!training) return setWeights(compiled.model, weights, file);
  writeSavedState(compiled, { weights: Object.fromEntries(weights), ...training }, file);
}

/** Loads what {@link saveWeights} saved, or the weights of a saved model. @throws CodedError `model-file` */
export async function loadWeights(model: LayersModel, folder: string): Promise<void> {
  checkModelFolder(model, folder);
  const manifest = (await readBundleJson(folder, weightsFile)) as Manifest | undefined;
  if (!manifest) return setWeights(model, (await read(folder)).weights, join(folder, modelFile));
  const [weights] = await readManifest(folder, weightsFile, manifest);
  setWeights(model, weights, join(folder, weightsFile));
}
