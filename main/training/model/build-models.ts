import type { Variable } from '@tensorflow/tfjs-core';
import { LayersModel, type Sequential } from '@tensorflow/tfjs-layers';
import { CodedError } from '../../contract/errors';
import { compileModel, type CompiledModel } from './compiled-model';
import type { CompileOptions, Experiment, ExperimentContext } from '../experiment';
import { disposeModel } from '../dispose-model';
import { beginLayerNames } from './layer-names';
import { RandomLayers } from './random-layers';
import { withKeyedInitializers } from '../random/keyed-initializers';
import { runUserCode } from '../user-code';

type ModelFunction = (context: ExperimentContext) => LayersModel | Promise<LayersModel>;
type Entry = { readonly name: string; readonly build: ModelFunction; readonly compile: CompileOptions };

function entriesOf(experiment: Experiment): readonly Entry[] {
  const { model } = experiment;
  const builds = typeof model === 'function' ? { '': model } : model;
  return Object.entries(builds).map(([name, build]) => ({ name, build, compile: compileOptionsOf(experiment, name) }));
}

/** What an experiment gives to the `compile` of one of its models. @param name '' where there is one model */
export function compileOptionsOf({ model, compile }: Experiment, name: string): CompileOptions {
  if (typeof model === 'function') return compile as CompileOptions;
  return (compile as { readonly [name: string]: CompileOptions })[name]!;
}

/** A model that is built and has outputs. @throws CodedError `unsupported-model` */
export function checked(model: unknown, name: string): LayersModel {
  const layer = name === '' ? 'model' : name;
  if (!(model instanceof LayersModel)) throw new CodedError('unsupported-model', { layer, what: 'tf.LayersModel' });
  if (!Array.isArray(model.outputs) || model.outputs.length === 0) {
    throw new CodedError('unsupported-model', { layer: model.name, what: 'inputShape' });
  }
  if (!model.built) (model as Sequential).build();
  return model;
}

/**
 * Builds and compiles the models of an experiment, one after the other: what a later one freezes stays trainable in an
 * earlier one, as in Keras. Initial weights depend on the seed alone.
 * @throws CodedError `user-code`, `unsupported-model` or `unknown-name`; nothing is left of the models then
 */
export async function buildModels(
  experiment: Experiment,
  context: ExperimentContext,
  eager = experiment.eager ?? false,
): Promise<ReadonlyMap<string, CompiledModel>> {
  const random = new RandomLayers(context.seed);
  beginLayerNames();
  const models = new Map<string, CompiledModel>();
  const weights: Variable[] = [];
  try {
    for (const { name, build, compile } of entriesOf(experiment)) {
      const at = { where: name === '' ? 'model' : `model ${name}` };
      const run = () => runUserCode(at, () => build(context));
      const made = await withKeyedInitializers(context.seed, models.size, run, weights);
      models.set(name, compileModel(checked(made, name), compile, { name, random, eager }));
    }
    return models;
  } catch (error) {
    for (const compiled of models.values()) disposeModel(compiled);
    for (const weight of weights) if (!weight.isDisposed) weight.dispose();
    throw error;
  }
}
