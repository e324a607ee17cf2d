import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { compileModel, type CompiledModel } from '../../../main/training/compiled-model';
import type { CompileOptions, Named } from '../../../main/training/experiment';
import { RandomLayers } from '../../../main/training/model/random-layers';

export type Numbers = readonly (number | string)[];
export type GoldenTensor = { readonly shape: number[]; readonly dtype: 'float32' | 'int32'; readonly values: Numbers };
export type GoldenBatch = {
  readonly x: readonly GoldenTensor[];
  readonly y: readonly GoldenTensor[];
  readonly sample_weight: readonly GoldenTensor[] | null;
};
type Config = { readonly class_name: string; readonly config: { readonly [key: string]: unknown } };
type Spec = string | Config;
type PerOutput<T> = T | { readonly [output: string]: T };
type Logs = { readonly [key: string]: number | string };

export type TrainOnBatchCase = {
  readonly reset_metrics: readonly boolean[];
  readonly class_weight: { readonly [index: string]: number } | null;
  readonly metrics_names: readonly string[];
  readonly returned: readonly Numbers[];
  readonly weights_after_first_batch: readonly GoldenTensor[];
  readonly weights_after: readonly GoldenTensor[];
  readonly predictions_before: readonly GoldenTensor[];
  readonly predictions_after: readonly GoldenTensor[];
  readonly test_on_batch_after: Numbers;
};

type Validation =
  | (Omit<GoldenBatch, never> & { readonly type: 'arrays'; readonly batch_size: number })
  | { readonly type: 'batches'; readonly batches: readonly GoldenBatch[] };

export type FitGeneratorCase = {
  readonly steps_per_epoch: number;
  readonly epochs: number;
  readonly initial_epoch: number;
  readonly class_weight: { readonly [index: string]: number } | null;
  readonly validation_freq: number | readonly number[];
  readonly callbacks: readonly (readonly [name: string, values: { readonly [key: string]: unknown }])[] | null;
  readonly validation_data: Validation | null;
  readonly history: { readonly [key: string]: Numbers };
  readonly epoch: readonly number[];
  readonly batch_logs: readonly (readonly Logs[])[];
  readonly events: readonly (readonly [name: string, index?: number])[];
  readonly lr_at_epoch_begin: readonly (number | null)[];
  readonly weights_after: readonly GoldenTensor[];
  readonly predictions_after: readonly GoldenTensor[];
};

export type GoldenCase = {
  readonly name: string;
  readonly model: object;
  readonly output_names: readonly string[];
  readonly weights: readonly (GoldenTensor & { readonly layer: string })[];
  readonly compile: {
    readonly optimizer: Config;
    readonly loss: PerOutput<Spec>;
    readonly metrics: PerOutput<readonly Spec[]> | null;
    readonly weighted_metrics: PerOutput<readonly Spec[]> | null;
    readonly loss_weights: { readonly [output: string]: number } | null;
  };
  readonly batches: readonly GoldenBatch[];
  readonly train_on_batch: TrainOnBatchCase;
  readonly fit_generator: FitGeneratorCase;
  readonly sensitivity: { readonly [part: string]: number | string };
  readonly app?: { readonly fit_generator?: Partial<FitGeneratorCase> };
};

/** JSON has no NaN: three strings stand for what it lacks. */
export function numberOf(value: number | string | undefined): number {
  return Number(value);
}

export function tensorOf({ shape, dtype, values }: GoldenTensor): Tensor {
  return tensor(values.map(numberOf), shape, dtype);
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && 'class_name' in value;
}

/** Keras's `{class_name, config}` as ours, settings that are objects themselves included. */
function namedOf(spec: Spec): Named {
  if (typeof spec === 'string') return spec;
  const { name, ...config } = spec.config;
  const entries = Object.entries(config).map(([key, value]) => [key, isConfig(value) ? namedOf(value) : value]);
  const hyperparameters = Object.fromEntries(entries) as { readonly [key: string]: unknown };
  return { ...hyperparameters, name: spec.class_name, ...(typeof name === 'string' && { as: name }) };
}

function mapped<T, R>(value: PerOutput<T> | null, map: (value: T) => R): R | { [output: string]: R } | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value) || isConfig(value)) return map(value as T);
  return Object.fromEntries(Object.entries(value as { [output: string]: T }).map(([key, each]) => [key, map(each)]));
}

export function compileOptions({ compile }: GoldenCase): CompileOptions {
  const metrics = mapped(compile.metrics, (list) => list.map(namedOf));
  const weightedMetrics = mapped(compile.weighted_metrics, (list) => list.map(namedOf));
  return {
    optimizer: namedOf(compile.optimizer),
    loss: mapped(compile.loss, namedOf)!,
    ...(metrics && { metrics }),
    ...(weightedMetrics && { weightedMetrics }),
    ...(compile.loss_weights && { lossWeights: compile.loss_weights }),
  } as CompileOptions;
}

/** The model of a case with its recorded weights, set layer by layer. */
async function modelOf(golden: GoldenCase): Promise<LayersModel> {
  const model = await models.modelFromJSON({ modelTopology: golden.model } as never);
  for (const layer of new Set(golden.weights.map((weight) => weight.layer))) {
    const weights = golden.weights.filter((weight) => weight.layer === layer).map(tensorOf);
    model.getLayer(layer).setWeights(weights);
    for (const weight of weights) weight.dispose();
  }
  return model;
}

export async function compileGolden(golden: GoldenCase): Promise<CompiledModel> {
  return compileModel(await modelOf(golden), compileOptions(golden), { random: new RandomLayers(0) });
}

/** Weights in Keras's order: layer by layer. */
export function weightsOf({ model }: CompiledModel): readonly Float32Array[] {
  return model.layers.flatMap((layer) => layer.getWeights().map((weight) => weight.dataSync<'float32'>().slice()));
}
