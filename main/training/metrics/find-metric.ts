import { CodedError } from '../../contract/errors';
import type { Metric as Named } from '../experiment';
import { customValues, findLoss, isLossName, lossNames } from '../losses/find-loss';
import type { LossFunction } from '../losses/loss';
import { cosineSimilarity, meanSquaredError } from '../losses/regression';
import { isNamed, partsOf, plainName, Registry, snakeCase, withDefaults, wrongHyperparameter } from '../names';
import {
  binaryAccuracy,
  categoricalAccuracy,
  equality,
  sparseCategoricalAccuracy,
  sparseTopKAccuracy,
  topKAccuracy,
} from './accuracy';
import {
  precisionAtRecall,
  recallAtPrecision,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
} from './at-constraint';
import { auc } from './auc';
import * as counts from './counts';
import { f1Score, fBetaScore } from './f-score';
import { binaryIoU, iou, meanIoU, oneHotIoU, oneHotMeanIoU } from './iou';
import { meanRelativeError } from './mean-relative-error';
import { meanMetric, type Metric, type MetricValues } from './metric';
import { r2Score } from './r2-score';

/** What `accuracy` depends on: the output it belongs to. */
export type MetricPlace = { readonly loss: LossFunction; readonly outputShape: readonly (number | null)[] };
type Given = { readonly [name: string]: unknown };
type Make = (name: string, given: Given, place: MetricPlace) => Metric;

/** Keras's choice: by width of the output, and by whether targets are class indices. */
function chosenBy<Value>(values: { readonly [Kind in 'binary' | 'sparse' | 'categorical']: Value }) {
  return ({ loss, outputShape }: MetricPlace): Value => {
    if (outputShape.at(-1) === 1) return values.binary;
    return loss.targets === 'class-index' ? values.sparse : values.categorical;
  };
}

const accuracyOf = chosenBy<MetricValues>({
  binary: binaryAccuracy(0.5),
  sparse: sparseCategoricalAccuracy,
  categorical: categoricalAccuracy,
});

const accuracy: Make = (name, given, place) => {
  withDefaults(given, {});
  return meanMetric(name, accuracyOf(place));
};

const crossentropyOf = chosenBy({
  binary: 'binary_crossentropy',
  sparse: 'sparse_categorical_crossentropy',
  categorical: 'categorical_crossentropy',
});

/** A loss is measured as it is trained: from logits where they are known. */
function ofLoss(name: string, loss: LossFunction): Metric {
  return meanMetric(name, loss.values, { fromLogits: loss.fromLogits?.values, ignoreClass: loss.ignoreClass });
}

function plain(values: MetricValues, value?: (mean: number) => number): Make {
  return (name, given) => {
    withDefaults(given, {});
    return meanMetric(name, values, { value });
  };
}

/** The number of best scores that count, by default 5. */
const withK =
  (values: (k: number) => MetricValues): Make =>
  (name, given) =>
    meanMetric(name, values(withDefaults(given, { k: 5 }).k));

const byShape =
  (make: (name: string, given: Given, outputShape: MetricPlace['outputShape']) => Metric): Make =>
  (name, given, { outputShape }) =>
    make(name, given, outputShape);

const registry = new Registry<Make>('metric', {
  'accuracy,acc': accuracy,
  'crossentropy,ce': (name, given, place) => ofLoss(name, findLoss({ ...given, name: crossentropyOf(place) })),
  binary_accuracy: (name, given) => meanMetric(name, binaryAccuracy(withDefaults(given, { threshold: 0.5 }).threshold)),
  categorical_accuracy: plain(categoricalAccuracy),
  sparse_categorical_accuracy: plain(sparseCategoricalAccuracy),
  top_k_categorical_accuracy: withK(topKAccuracy),
  sparse_top_k_categorical_accuracy: withK(sparseTopKAccuracy),
  'root_mean_squared_error,rmse': plain(meanSquaredError, Math.sqrt),
  // As a metric it grows with likeness, as a loss it falls.
  'cosine_similarity,cosine_proximity': (name, given) => {
    const values = cosineSimilarity(withDefaults(given, { axis: -1 }).axis);
    return meanMetric(name, (yTrue, yPred) => values(yTrue, yPred).neg());
  },
  mean_relative_error: meanRelativeError,
  precision: counts.precision,
  recall: counts.recall,
  true_positives: counts.truePositives,
  false_positives: counts.falsePositives,
  true_negatives: counts.trueNegatives,
  false_negatives: counts.falseNegatives,
  auc: byShape(auc),
  f1_score: byShape(f1Score),
  fbeta_score: byShape(fBetaScore),
  io_u: iou,
  binary_io_u: binaryIoU,
  mean_io_u: meanIoU,
  one_hot_io_u: oneHotIoU,
  one_hot_mean_io_u: oneHotMeanIoU,
  r2_score: byShape(r2Score),
  sensitivity_at_specificity: sensitivityAtSpecificity,
  specificity_at_sensitivity: specificityAtSensitivity,
  precision_at_recall: precisionAtRecall,
  recall_at_precision: recallAtPrecision,
});

/** Classes of Keras whose metrics are not called like the class. */
const ownNames: { readonly [className: string]: string } = {
  KLDivergence: 'kullback_leibler_divergence',
  LogCoshError: 'logcosh',
  FBetaScore: 'fbeta_score',
};

/** Words in capitals that are no classes. */
const wordsInCapitals = new Set(['Accuracy', 'BCE', 'KLD', 'MAE', 'MAPE', 'MSE', 'MSLE']);

/** A class name gives the name of its objects; anything else is named as the person wrote it. */
export function shownName(name: string): string {
  const isClass = /^[A-Z]/.test(name) && !wordsInCapitals.has(name);
  return isClass ? (ownNames[name] ?? snakeCase(name)) : name;
}

/**
 * A metric by Keras name (losses are metrics too), with hyperparameters, or a function of the person's own.
 * `as` among the hyperparameters is the name to show.
 * @param numbered the name to show where several are of the same class
 * @throws CodedError `unknown-name`, `wrong-hyperparameter`
 */
export function findMetric(metric: Named, place: MetricPlace, numbered?: string): Metric {
  if (typeof metric === 'function') return meanMetric(metric.name || 'custom', customValues(metric));
  if (!isNamed(metric)) throw wrongHyperparameter('metrics', 'string | { name, … } | function', metric);
  const { name, given } = partsOf(metric);
  const { as, dtype = 'float32', ...rest } = given;
  if (dtype !== null && dtype !== 'float32') throw wrongHyperparameter('dtype', 'float32', dtype);
  const shown = typeof as === 'string' ? as : (numbered ?? shownName(name));
  // Keras chooses an accuracy for the word; an object of the class compares values.
  if (name === 'Accuracy' && typeof metric === 'object') return meanMetric(snakeCase(shown), equality);
  const known = plainName(name) === 'logcosherror' ? 'log_cosh' : name;
  if (registry.has(known)) return registry.find(known)(shown, rest, place);
  if (isLossName(known)) return ofLoss(shown, findLoss({ ...rest, name: known }));
  throw new CodedError('unknown-name', { what: 'metric', name, known: `${registry.known}, ${lossNames()}` });
}
