import type { Metric as Named } from '../experiment';
import { customValues, findLoss, isLossName, lossNames } from '../losses/find-loss';
import type { LossFunction } from '../losses/loss';
import { meanSquaredError } from '../losses/regression';
import { partsOf, Registry, snakeCase, withDefaults } from '../names';
import { CodedError } from '../../contract/errors';
import {
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  sparseTopKAccuracy,
  topKAccuracy,
} from './accuracy';
import { precision, recall } from './counts';
import { meanMetric, type Metric, type MetricValues } from './metric';

/** What `accuracy` depends on: the output it belongs to. */
export type MetricPlace = { readonly loss: LossFunction; readonly outputShape: readonly (number | null)[] };
type Given = { readonly [name: string]: unknown };
type Make = (name: string, given: Given, place: MetricPlace) => Metric;

/** Keras's choice: by width of the output, and by whether targets are class indices. */
const accuracy: Make = (name, given, { loss, outputShape }) => {
  withDefaults(given, {});
  if (outputShape.at(-1) === 1) return meanMetric(name, binaryAccuracy(0.5));
  return meanMetric(name, loss.targets === 'class-index' ? sparseCategoricalAccuracy : categoricalAccuracy);
};

function plain(values: MetricValues, value?: (mean: number) => number): Make {
  return (name, given) => {
    withDefaults(given, {});
    return meanMetric(name, values, value);
  };
}

const registry = new Registry<Make>('metric', {
  'accuracy,acc': accuracy,
  binary_accuracy: (name, given) => meanMetric(name, binaryAccuracy(withDefaults(given, { threshold: 0.5 }).threshold)),
  categorical_accuracy: plain(categoricalAccuracy),
  sparse_categorical_accuracy: plain(sparseCategoricalAccuracy),
  top_k_categorical_accuracy: (name, given) => meanMetric(name, topKAccuracy(withDefaults(given, { k: 5 }).k)),
  sparse_top_k_categorical_accuracy: (name, given) =>
    meanMetric(name, sparseTopKAccuracy(withDefaults(given, { k: 5 }).k)),
  'root_mean_squared_error,rmse': plain(meanSquaredError, Math.sqrt),
  precision: (name, given) => precision(name, withDefaults(given, { thresholds: 0.5 }).thresholds),
  recall: (name, given) => recall(name, withDefaults(given, { thresholds: 0.5 }).thresholds),
});

/** A class name gives the name of its objects; anything else is named as the person wrote it. */
function shownName(name: string): string {
  return /^[A-Z]/.test(name) ? snakeCase(name) : name;
}

/**
 * A metric by Keras name (losses are metrics too), with hyperparameters, or a function of the person's own.
 * `as` among the hyperparameters is the name to show.
 * @throws CodedError `unknown-name`
 */
export function findMetric(metric: Named, place: MetricPlace): Metric {
  if (typeof metric === 'function') return meanMetric(metric.name || 'custom', customValues(metric));
  const { name, given } = partsOf(metric);
  const { as, ...rest } = given;
  const shown = typeof as === 'string' ? as : shownName(name);
  if (registry.has(name)) return registry.find(name)(shown, rest, place);
  if (isLossName(name)) return meanMetric(shown, findLoss({ name, ...rest }).values);
  throw new CodedError('unknown-name', { what: 'metric', name, known: `${registry.known}, ${lossNames()}` });
}
