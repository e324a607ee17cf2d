import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CodedError } from '../../contract/errors';
import { lossByOutput, lossWeightByOutput, metricsByOutput } from './by-output';
import type { CompileOptions, Loss, Metric as MetricOption } from '../experiment';
import { findLoss } from '../losses/find-loss';
import { classCount, type LossFunction } from '../losses/loss';
import { findMetric } from '../metrics/find-metric';
import type { Metric } from '../metrics/metric';
import { LiveSettings } from './live-settings';
import { numberedNames } from '../metrics/metric-names';
import './activity-regularizer';
import { ForwardRunner } from './forward-pass';
import type { FrozenOrNot } from './frozen-layers';
import { hasPenalties } from './penalties';
import { watchWrites } from './held-writes';
import { watchLookups } from './lookups';
import { useNativeLayers } from './native-layers';
import { modelVariables, trainableIfUnfrozen, trainableVariables, type ModelVariable } from './model-variables';
import { outputNames } from './model-names';
import { logitLayerOf, type LogitLayer } from './output-logits';
import type { RandomLayers } from './random-layers';
import { recurrentStates, type StateVariable } from './recurrent-states';
import { findOptimizer } from '../optimizers/find-optimizer';
import { OptimizerState } from '../optimizers/optimizer-state';
import { seriesOf } from '../metrics/series';
import { wrongHyperparameter } from '../names';
import { RunningSums, type Series } from '../metrics/running-sums';

/** An output of a model with its loss and its metrics. */
export type CompiledOutput = {
  readonly name: string;
  /** With the batch axis first, null where the size is free. */
  readonly shape: readonly (number | null)[];
  readonly loss: LossFunction;
  readonly lossWeight: number;
  readonly metrics: readonly Metric[];
  /** Weighted by the sample weights. */
  readonly weightedMetrics: readonly Metric[];
  /** Set if the loss or a metric is computed from logits. */
  readonly logits?: LogitLayer;
  readonly isLossFromLogits: boolean;
};

/** A model with loss, metrics and optimizer: what Keras's `compile` makes. */
export type CompiledModel = {
  /** Empty where an experiment has one model. */
  readonly name: string;
  readonly model: LayersModel;
  readonly outputs: readonly CompiledOutput[];
  /** Forward pass whose outputs are logits where the loss wants them. */
  readonly training: ForwardRunner;
  /** Forward pass with all activations. */
  readonly inference: ForwardRunner;
  readonly variables: readonly ModelVariable[];
  readonly trainable: readonly ModelVariable[];
  /** Of stateful recurrent layers. */
  readonly states: readonly StateVariable[];
  readonly optimizer: OptimizerState;
  readonly random: RandomLayers;
  readonly series: readonly Series[];
  /** The state of the metrics. */
  readonly running: RunningSums;
  /** What may be changed while training: `outputs` and `trainable` follow it. */
  readonly settings: LiveSettings;
  /** Whether steps run operation by operation, never as a graph. */
  readonly eager: boolean;
};

/** @throws CodedError `wrong-outputs`, `one-class-output`, `unknown-name`, `wrong-hyperparameter` */
function compileOutputs(model: LayersModel, options: CompileOptions): readonly CompiledOutput[] {
  const names = outputNames(model);
  const losses = lossByOutput(options.loss, names);
  const lossWeights = lossWeightByOutput(options.lossWeights, names);
  const metrics = metricsByOutput('metrics', options.metrics, names);
  const weightedMetrics = metricsByOutput('weightedMetrics', options.weightedMetrics, names);
  const [numbered, weightedNumbered] = numberedNames([metrics, weightedMetrics]);
  return names.map((name, index) => {
    const loss = findLoss(losses[index] as Loss | null | undefined);
    const { shape } = model.outputs[index]!;
    if (classCount({ shape, loss }) === 1) throw new CodedError('one-class-output', { name });
    const place = { loss, outputShape: shape };
    const measured =
      (shown: readonly (string | undefined)[]) =>
      (given: unknown, at: number): Metric =>
        findMetric(given as MetricOption, place, shown[at]);
    const plain = metrics[index]!.map(measured(numbered![index]!));
    const weighted = weightedMetrics[index]!.map(measured(weightedNumbered![index]!));
    const wantsLogits = loss.fromLogits !== undefined || [...plain, ...weighted].some(({ usesLogits }) => usesLogits);
    const logits = wantsLogits ? logitLayerOf(model, index) : undefined;
    return {
      name,
      shape,
      loss,
      lossWeight: lossWeights[index]!,
      metrics: plain,
      weightedMetrics: weighted,
      isLossFromLogits: logits !== undefined && loss.fromLogits !== undefined,
      ...(logits && { logits }),
    };
  });
}

/**
 * Losses that are not reduced can't be added to others that are, nor to penalties.
 * @throws CodedError `wrong-hyperparameter`
 */
function checkReductions(model: LayersModel, outputs: readonly CompiledOutput[]): void {
  const unreduced = outputs.filter(({ loss }) => loss.reduction === 'none');
  if (unreduced.length === 0 || (unreduced.length === outputs.length && !hasPenalties(model))) return;
  throw wrongHyperparameter('reduction', 'auto | sum_over_batch_size | sum', 'none');
}

/**
 * Gives a model its loss, metrics and optimizer. What is trainable is settled here, as in Keras.
 * @throws CodedError `wrong-outputs`, `one-class-output`, `unknown-name`, `wrong-hyperparameter`
 */
export function compileModel(
  model: LayersModel,
  options: CompileOptions,
  {
    name = '',
    random,
    eager = false,
  }: { readonly name?: string; readonly random: RandomLayers; readonly eager?: boolean },
): CompiledModel {
  const outputs = compileOutputs(model, options);
  checkReductions(model, outputs);
  const variables = modelVariables(model);
  const trainable = trainableVariables(model, variables);
  const optimizer = new OptimizerState(findOptimizer(options.optimizer), trainable);
  random.adopt(model);
  watchWrites(model);
  useNativeLayers(model);
  watchLookups(model);
  const series = seriesOf(outputs);
  const mayTrain = trainableIfUnfrozen(model, variables);
  const settings = new LiveSettings({ model, outputs, trainable, mayTrain });
  const frozenOrNot = (): FrozenOrNot => settings.freezing.changed;
  return {
    name,
    model,
    get outputs() {
      return settings.lossWeights.outputs;
    },
    training: new ForwardRunner(
      model,
      frozenOrNot,
      outputs.map(({ logits }) => logits),
    ),
    inference: new ForwardRunner(model, frozenOrNot),
    variables,
    get trainable() {
      return settings.freezing.trainable;
    },
    states: recurrentStates(model),
    optimizer,
    random,
    series,
    running: new RunningSums(series),
    settings,
    eager,
  };
}
