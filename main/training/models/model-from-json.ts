import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError, reasonOf } from '../../contract/errors';
import { fromKeras } from './keras-json';
import './reset-after-gru';
import './unit-normalization';

/** What `model.to_json()` of Keras or `model.toJSON()` of TensorFlow.js gives: text, or the parsed object. */
export type ModelJson = string | object;

function parsed(json: ModelJson): object {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json) as object;
  } catch (error) {
    throw new CodedError('model-json', { got: reasonOf(error) }, { cause: error });
  }
}

/**
 * The topology in a model's JSON, ready to be built.
 * @throws CodedError `model-json` or `unsupported-layer`
 */
export function topologyOf(json: ModelJson): object {
  let topology = parsed(json) as { readonly [key: string]: unknown };
  for (const wrapper of ['modelTopology', 'model_config']) {
    if (typeof topology[wrapper] === 'object' && topology[wrapper] !== null) topology = topology[wrapper] as never;
  }
  if (typeof topology['class_name'] !== 'string' || typeof topology['config'] !== 'object') {
    throw new CodedError('model-json', { got: `{ ${Object.keys(topology).join(', ')} }` });
  }
  return fromKeras(topology) as object;
}

/** What building throws names no place; with it, the person at least learns that the model is meant. */
export async function building<Result>(build: () => Promise<Result>): Promise<Result> {
  try {
    return await build();
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('model-json', { got: reasonOf(error) }, { cause: error });
  }
}

/**
 * Builds a model from JSON as Keras 2 or tfjs-layers writes it; its weights are initialized anew.
 * @throws CodedError `model-json` if it is no model, `unsupported-layer` for a layer or setting that can't be had here
 */
export function modelFromJSON(json: ModelJson): Promise<LayersModel> {
  return building(async () => models.modelFromJSON({ modelTopology: topologyOf(json) } as never));
}
