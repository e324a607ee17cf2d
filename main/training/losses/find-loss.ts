import type { CustomLoss, Loss } from '../experiment';
import { isNamed, partsOf, plainName, Registry, withDefaults, wrongHyperparameter } from '../names';
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from './crossentropy';
import { binaryFocalCrossentropy, categoricalFocalCrossentropy } from './focal';
import { noLoss, type LossFunction, type LossValues } from './loss';
import { categoricalHinge, hinge, klDivergence, poisson, squaredHinge } from './margins';
import {
  cosineSimilarity,
  huber,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
} from './regression';

type Given = { readonly [name: string]: unknown };
type Make = (given: Given) => LossFunction;

const crossentropyDefaults = { fromLogits: false, labelSmoothing: 0, axis: -1 };
const sparseDefaults = { fromLogits: false, axis: -1, ignoreClass: undefined as number | undefined };

function plain(values: LossValues): Make {
  return (given) => {
    withDefaults(given, {});
    return { values, targets: 'like-output' };
  };
}

const focalDefaults = { ...crossentropyDefaults, gamma: 2 };
const binaryFocalDefaults = { ...focalDefaults, applyClassBalancing: false, alpha: 0.25 };

/** Keras takes one weight for all classes, or a list of one for each. */
function categoricalFocal(given: Given): LossFunction {
  const { alpha, ...rest } = given;
  const weights = (alpha ?? 0.25) as number | readonly number[];
  return categoricalFocalCrossentropy({ ...withDefaults(rest, focalDefaults), alpha: weights });
}

const registry = new Registry<Make>('loss', {
  'mean_squared_error,mse': plain(meanSquaredError),
  'mean_absolute_error,mae': plain(meanAbsoluteError),
  'mean_absolute_percentage_error,mape': plain(meanAbsolutePercentageError),
  'mean_squared_logarithmic_error,msle': plain(meanSquaredLogarithmicError),
  'huber,huber_loss': (given) => ({ values: huber(withDefaults(given, { delta: 1 }).delta), targets: 'like-output' }),
  log_cosh: plain(logCosh),
  cosine_similarity: (given) => {
    const { axis } = withDefaults(given, { axis: -1 });
    return { values: cosineSimilarity(axis), targets: 'like-output', axis };
  },
  hinge: plain(hinge),
  squared_hinge: plain(squaredHinge),
  categorical_hinge: plain(categoricalHinge),
  poisson: plain(poisson),
  'kl_divergence,kld,kullback_leibler_divergence': plain(klDivergence),
  'binary_crossentropy,bce': (given) => binaryCrossentropy(withDefaults(given, crossentropyDefaults)),
  categorical_crossentropy: (given) => categoricalCrossentropy(withDefaults(given, crossentropyDefaults)),
  sparse_categorical_crossentropy: (given) => sparseCategoricalCrossentropy(withDefaults(given, sparseDefaults)),
  binary_focal_crossentropy: (given) => binaryFocalCrossentropy(withDefaults(given, binaryFocalDefaults)),
  categorical_focal_crossentropy: categoricalFocal,
});

/** What every loss of Keras takes. */
const commonDefaults = { reduction: 'auto', as: '', fn: '', dtype: 'float32' };
const commonNames = new Set(Object.keys(commonDefaults).map(plainName));

/** @throws CodedError `wrong-hyperparameter` for what we don't compute as Keras does */
function checkCommon(given: Given): Pick<LossFunction, 'reduction'> {
  const { reduction } = withDefaults(given, commonDefaults);
  if (reduction === 'sum' || reduction === 'none') return { reduction };
  if (reduction === 'auto' || reduction === 'sum_over_batch_size') return {};
  throw wrongHyperparameter('reduction', 'auto | sum_over_batch_size | sum | none', reduction);
}

/** A loss of the person's own may keep the last axis; it is averaged away, as if Keras had. */
export function customValues(compute: CustomLoss): LossValues {
  return (yTrue, yPred) => {
    const values = compute(yTrue, yPred);
    return values.rank === yPred.rank && values.rank > 1 ? values.mean(-1) : values;
  };
}

/**
 * A loss by Keras name, with hyperparameters, or a function of the person's own; null is for none.
 * @throws CodedError `unknown-name`, `wrong-hyperparameter`
 */
export function findLoss(loss: Loss | null | undefined): LossFunction {
  if (loss === null || loss === undefined) return noLoss;
  if (typeof loss === 'function') return { values: customValues(loss), targets: 'free' };
  if (!isNamed(loss)) throw wrongHyperparameter('loss', 'string | { name, … } | function', loss);
  const { name, given } = partsOf(loss);
  const make = registry.find(name);
  const isCommon = ([key]: readonly [string, unknown]): boolean => commonNames.has(plainName(key));
  const entries = Object.entries(given);
  const common = checkCommon(Object.fromEntries(entries.filter(isCommon)));
  return { ...make(Object.fromEntries(entries.filter((entry) => !isCommon(entry)))), ...common };
}

/** Whether a name is that of a loss: Keras takes those as metrics too. */
export function isLossName(name: string): boolean {
  return registry.has(name);
}

/** A loss by its long name in snake_case, whatever of its names is given: `mse` is `mean_squared_error`. */
export function longLossName(name: string): string | undefined {
  return registry.firstName(name);
}

/** The names of all losses, for an error. */
export function lossNames(): string {
  return registry.known;
}
