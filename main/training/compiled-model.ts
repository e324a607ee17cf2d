import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { CompileOptions, Loss, Metric as MetricOption } from './experiment';
import { findLoss } from './losses/find-loss';
import type { LossFunction } from './losses/loss';
import { findMetric } from './metrics/find-metric';
import type { Metric } from './metrics/metric';
import { ForwardRunner } from './model/forward-pass';
import { watchWrites } from './model/held-writes';
import { modelVariables, trainableVariables, type ModelVariable } from './model/model-variables';
import { outputNames } from './model/model-names';
import { logitLayerOf, type LogitLayer } from './model/output-logits';
import type { RandomLayers } from './model/random-layers';
import { findOptimizer } from './optimizers/find-optimizer';
import { OptimizerState } from './optimizers/optimizer-state';
import { RunningSums, type Series } from './running-sums';

/** An output of a model with what it is trained and measured by. */
export type CompiledOutput = {
  readonly name: string;
  /** With the batch axis first, null where the size is free. */
  readonly shape: readonly (number | null)[];
  readonly loss: LossFunction;
  readonly lossWeight: number;
  readonly metrics: readonly Metric[];
  /** Weighed by the sample weights. */
  readonly weightedMetrics: readonly Metric[];
  /** Set if the loss is computed from logits. */
  readonly logits?: LogitLayer;
};

/** A model with loss, metrics and optimizer: what Keras's `compile` makes. */
export type CompiledModel = {
  /** Empty for an only model. */
  readonly name: string;
  readonly model: LayersModel;
  readonly outputs: readonly CompiledOutput[];
  /** Forward pass whose outputs are logits where the loss wants them. */
  readonly training: ForwardRunner;
  /** Forward pass with all activations. */
  readonly inference: ForwardRunner;
  readonly variables: readonly ModelVariable[];
  readonly trainable: readonly ModelVariable[];
  readonly optimizer: OptimizerState;
  readonly random: RandomLayers;
  readonly series: readonly Series[];
  /** The state of the metrics. */
  readonly running: RunningSums;
};

type ByOutput<Value> = { readonly [output: string]: Value };

function isByOutput(value: unknown, outputs: readonly string[]): value is ByOutput<never> {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => outputs.includes(key));
}

/** The entry of an output, in a list, in a dict by name, or for all. */
function entryOf<Value>(given: unknown, outputs: readonly string[], index: number): Value | undefined {
  if (Array.isArray(given)) return given[index] as Value | undefined;
  if (isByOutput(given, outputs)) return given[outputs[index]!];
  return given as Value | undefined;
}

/** A flat list of metrics is for every output; a dict or a list of lists has an entry for each. */
function metricsOf(given: unknown, outputs: readonly string[], index: number): readonly MetricOption[] {
  const isFlat = Array.isArray(given) && !given.some((each) => Array.isArray(each));
  const own = isFlat ? (given as readonly MetricOption[]) : entryOf<unknown>(given, outputs, index);
  if (own === undefined || own === null) return [];
  return Array.isArray(own) ? (own as readonly MetricOption[]) : [own as MetricOption];
}

function compileOutput(model: LayersModel, options: CompileOptions, index: number): CompiledOutput {
  const names = outputNames(model);
  const loss = findLoss(entryOf<Loss>(options.loss, names, index)!);
  const { shape } = model.outputs[index]!;
  const logits = loss.fromLogits && logitLayerOf(model, index);
  const place = { loss, outputShape: shape };
  return {
    name: names[index]!,
    shape,
    loss,
    lossWeight: entryOf<number>(options.lossWeights, names, index) ?? 1,
    metrics: metricsOf(options.metrics, names, index).map((metric) => findMetric(metric, place)),
    weightedMetrics: metricsOf(options.weightedMetrics, names, index).map((metric) => findMetric(metric, place)),
    ...(logits && logits.activation === loss.fromLogits?.activation && { logits }),
  };
}

/** Values of the running sums under Keras's names: `loss`, `<output>_loss`, then the metrics of each output. */
function seriesOf(outputs: readonly CompiledOutput[]): readonly Series[] {
  const isSingle = outputs.length === 1;
  const mean = ([sum = 0, count = 0]: readonly number[]): number => (count === 0 ? 0 : sum / count);
  const losses = isSingle ? [] : outputs.map(({ name }) => ({ key: `${name}_loss`, size: 2, value: mean }));
  const taken = new Set<string>();
  const metrics = outputs.flatMap(({ name, metrics: plain, weightedMetrics }) =>
    [...plain, ...weightedMetrics].map((metric) => {
      const base = isSingle ? metric.name : `${name}_${metric.name}`;
      const key = taken.has(base) ? base.replace(/([^_]+)$/, 'weighted_$1') : base;
      taken.add(base);
      return { key, size: metric.size, value: (sums: readonly number[]) => metric.value(sums) };
    }),
  );
  return [{ key: 'loss', size: 2, value: mean }, ...losses, ...metrics];
}

/**
 * Gives a model its loss, metrics and optimizer. What is trainable is settled here, as in Keras.
 * @throws CodedError `unknown-name`
 */
export function compileModel(
  model: LayersModel,
  options: CompileOptions,
  { name = '', random }: { readonly name?: string; readonly random: RandomLayers },
): CompiledModel {
  const outputs = model.outputs.map((_, index) => compileOutput(model, options, index));
  const variables = modelVariables(model);
  const trainable = trainableVariables(model, variables);
  const optimizer = new OptimizerState(findOptimizer(options.optimizer), trainable);
  random.adopt(model);
  watchWrites(model);
  const series = seriesOf(outputs);
  return {
    name,
    model,
    outputs,
    training: new ForwardRunner(
      model,
      outputs.map(({ logits }) => logits),
    ),
    inference: new ForwardRunner(model, []),
    variables,
    trainable,
    optimizer,
    random,
    series,
    running: new RunningSums(series),
  };
}
