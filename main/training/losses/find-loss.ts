import type { CustomLoss, Loss } from '../experiment';
import { partsOf, Registry, withDefaults } from '../names';
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from './crossentropy';
import type { LossFunction, LossValues } from './loss';
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

const crossentropyDefaults = { fromLogits: false, labelSmoothing: 0 };

function plain(values: LossValues): Make {
  return (given) => {
    withDefaults(given, {});
    return { values, targets: 'like-output' };
  };
}

const registry = new Registry<Make>('loss', {
  'mean_squared_error,mse': plain(meanSquaredError),
  'mean_absolute_error,mae': plain(meanAbsoluteError),
  'mean_absolute_percentage_error,mape': plain(meanAbsolutePercentageError),
  'mean_squared_logarithmic_error,msle': plain(meanSquaredLogarithmicError),
  'huber,huber_loss': (given) => ({ values: huber(withDefaults(given, { delta: 1 }).delta), targets: 'like-output' }),
  log_cosh: plain(logCosh),
  cosine_similarity: plain(cosineSimilarity),
  hinge: plain(hinge),
  squared_hinge: plain(squaredHinge),
  categorical_hinge: plain(categoricalHinge),
  poisson: plain(poisson),
  'kl_divergence,kld,kullback_leibler_divergence': plain(klDivergence),
  'binary_crossentropy,bce': (given) => binaryCrossentropy(withDefaults(given, crossentropyDefaults)),
  categorical_crossentropy: (given) => categoricalCrossentropy(withDefaults(given, crossentropyDefaults)),
  sparse_categorical_crossentropy: (given) =>
    sparseCategoricalCrossentropy({ ...withDefaults(given, { fromLogits: false }), labelSmoothing: 0 }),
});

/** A loss of the person's own may keep the last axis; it is averaged away, as if Keras had. */
export function customValues(compute: CustomLoss): LossValues {
  return (yTrue, yPred) => {
    const values = compute(yTrue, yPred);
    return values.rank === yPred.rank && values.rank > 1 ? values.mean(-1) : values;
  };
}

/**
 * A loss by Keras name, with hyperparameters, or a function of the person's own.
 * @throws CodedError `unknown-name`
 */
export function findLoss(loss: Loss): LossFunction {
  if (typeof loss === 'function') return { values: customValues(loss), targets: 'free' };
  const { name, given } = partsOf(loss);
  return registry.find(name)(given);
}

/** Whether a name is that of a loss: Keras takes those as metrics too. */
export function isLossName(name: string): boolean {
  return registry.has(name);
}

/** The names of all losses, for an error. */
export function lossNames(): string {
  return registry.known;
}
