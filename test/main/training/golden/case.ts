import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { CompileOptions, Named } from '../../../../main/training/experiment';
import { modelFromJSON } from '../../../../main/training/models';
import { compile, type TrainableModel } from '../../../../main/training/calls/public-calls';

export type Numbers = readonly (number | string)[];
export type GoldenTensor = { readonly shape: number[]; readonly dtype: 'float32' | 'int32'; readonly values: Numbers };
export type GoldenBatch = {
  readonly x: readonly GoldenTensor[];
  /** null for an output without a target. */
  readonly y: readonly (GoldenTensor | null)[];
  readonly sample_weight: readonly (GoldenTensor | null)[] | null;
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
  | (GoldenBatch & { readonly type: 'arrays'; readonly batch_size: number })
  | { readonly type: 'batches'; readonly batches: readonly GoldenBatch[] };

export type CallbackSpec = readonly [name: string, values: { readonly [key: string]: unknown }];

export type FitGeneratorCase = {
  readonly steps_per_epoch: number;
  readonly epochs: number;
  readonly initial_epoch: number;
  readonly class_weight: { readonly [index: string]: number } | null;
  readonly validation_freq: number | readonly number[];
  readonly validation_steps?: number | null;
  readonly callbacks: readonly CallbackSpec[] | null;
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
  readonly input_names: readonly string[];
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
  readonly sensitivity?: { readonly [part: string]: number | string };
};

/** JSON has no NaN: three strings stand for what it lacks. */
export function numberOf(value: number | string | undefined): number {
  return Number(value);
}

export function tensorOf({ shape, dtype, values }: GoldenTensor): Tensor {
  return tensor(values.map(numberOf), shape, dtype);
}

/** Several, by name where some are missing: so a dict without them is told from a list. */
export function entriesOf(
  data: readonly (GoldenTensor | null)[],
  names: readonly string[],
): Tensor[] | { readonly [output: string]: Tensor } {
  const given = data.flatMap((each, index) => (each ? [[names[index]!, tensorOf(each)] as const] : []));
  return given.length === data.length ? given.map(([, each]) => each) : Object.fromEntries(given);
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && 'class_name' in value;
}

/** Keras's `{class_name, config}` as ours, settings that are objects themselves included. */
function namedOf(spec: Spec): Named {
  if (typeof spec === 'string') return spec;
  knownKeys(spec, ['class_name', 'config', 'module', 'registered_name'], 'an object of Keras');
  const { name, ...config } = spec.config;
  const entries = Object.entries(config).map(([key, value]) => [key, isConfig(value) ? namedOf(value) : value]);
  const hyperparameters = Object.fromEntries(entries) as { readonly [key: string]: unknown };
  return { ...hyperparameters, name: spec.class_name, ...(typeof name === 'string' && { as: name }) };
}

function mapped<T, R>(value: PerOutput<T> | null, map: (value: T) => R): R | { [output: string]: R } | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value) || isConfig(value)) return map(value as T);
  return Object.fromEntries(Object.entries(value as { [output: string]: T }).map(([key, each]) => [key, map(each)]));
}

/** A list of metrics, or one for each output. */
function metricsOf(list: readonly Spec[] | Spec): unknown {
  return Array.isArray(list) ? list.map((each: Spec) => metricsOf(each)) : namedOf(list as Spec);
}

/** How a case was compiled, as an experiment would say it. */
export function compileOptions({ compile }: GoldenCase): CompileOptions {
  const metrics = mapped(compile.metrics, metricsOf);
  const weightedMetrics = mapped(compile.weighted_metrics, metricsOf);
  const losses: unknown = compile.loss;
  return {
    optimizer: namedOf(compile.optimizer),
    loss: Array.isArray(losses)
      ? losses.map((each: Spec | null) => each && namedOf(each))
      : mapped(compile.loss, namedOf)!,
    ...(metrics !== undefined && { metrics }),
    ...(weightedMetrics !== undefined && { weightedMetrics }),
    ...(compile.loss_weights && { lossWeights: compile.loss_weights }),
  } as CompileOptions;
}

/**
 * The model of a case with its recorded weights, set layer by layer, compiled as it was in Keras.
 * @param eager whether it computes operation by operation, and not as a graph
 */
export async function compileGolden(golden: GoldenCase, eager: boolean): Promise<TrainableModel> {
  const model = await modelFromJSON(golden.model);
  for (const layer of new Set(golden.weights.map((weight) => weight.layer))) {
    const weights = golden.weights.filter((weight) => weight.layer === layer).map(tensorOf);
    model.getLayer(layer).setWeights(weights);
    for (const weight of weights) weight.dispose();
  }
  return compile(model, compileOptions(golden), { allowNotFinite: true, eager });
}

/** Weights in Keras's order: layer by layer. */
export function weightsOf({ model }: TrainableModel): readonly Float32Array[] {
  return model.layers.flatMap((layer) => layer.getWeights().map((weight) => weight.dataSync<'float32'>().slice()));
}

/** What the model predicts for the inputs of a batch. */
export function predictions(model: TrainableModel, batch: GoldenBatch): readonly ArrayLike<number>[] {
  const outputs = [model.predictOnBatch(batch.x.map(tensorOf))].flat();
  return outputs.map((each) => each.dataSync());
}

/** @throws Error for a key that is not among the known ones: it could mean anything */
export function knownKeys(value: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`unknown key ${unknown.join(', ')} in ${what}`);
}
