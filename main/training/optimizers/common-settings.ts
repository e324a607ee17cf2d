import { plainName, withDefaults, wrongHyperparameter } from '../names';
import type { Clipping } from './clip-gradients';

/** An exponential moving average of the weights. */
export type Averaging = {
  readonly momentum: number;
  /** Updates after which the weights are set to their averages, again and again; absent: only when training ends. */
  readonly overwriteFrequency?: number;
};

/** What every optimizer of Keras takes. */
export type CommonSettings = {
  readonly clipping: Clipping;
  /** Part of each weight that an update takes away, times the learning rate. */
  readonly weightDecay: number;
  readonly averaging?: Averaging;
};

type Given = { readonly [name: string]: unknown };

const defaults = {
  clipnorm: 0,
  clipvalue: 0,
  globalClipnorm: 0,
  weightDecay: 0,
  useEma: false,
  emaMomentum: 0.99,
  emaOverwriteFrequency: 0,
  // Taken and without effect on a CPU, as in Keras.
  jitCompile: true,
  isLegacyOptimizer: false,
  as: '',
};
const names = new Set(Object.keys(defaults).map(plainName));

/** Takes what every optimizer has out of the hyperparameters of one. */
export function splitCommon(given: Given): { readonly common: Given; readonly own: Given } {
  const entries = Object.entries(given);
  const isCommon = ([name]: readonly [string, unknown]): boolean => names.has(plainName(name));
  return {
    common: Object.fromEntries(entries.filter(isCommon)),
    own: Object.fromEntries(entries.filter((entry) => !isCommon(entry))),
  };
}

/**
 * The settings that every optimizer has, checked as Keras checks them.
 * @param weightDecay the optimizer's own default
 * @throws CodedError `wrong-hyperparameter`
 */
export function commonSettings(given: Given, weightDecay: number): CommonSettings {
  const settings = withDefaults(given, { ...defaults, weightDecay });
  const { clipnorm, clipvalue, globalClipnorm, useEma, emaMomentum, emaOverwriteFrequency } = settings;
  if (settings.isLegacyOptimizer) throw wrongHyperparameter('isLegacyOptimizer', 'false', true);
  if (clipnorm > 0 && globalClipnorm > 0) throw wrongHyperparameter('globalClipnorm', 'null', globalClipnorm);
  if (useEma && !(emaMomentum >= 0 && emaMomentum <= 1)) throw wrongHyperparameter('emaMomentum', '0 … 1', emaMomentum);
  if (!Number.isInteger(emaOverwriteFrequency) || emaOverwriteFrequency < 0) {
    throw wrongHyperparameter('emaOverwriteFrequency', '1, 2, 3, …', emaOverwriteFrequency);
  }
  const overwriteFrequency = emaOverwriteFrequency > 0 && { overwriteFrequency: emaOverwriteFrequency };
  return {
    clipping: {
      ...(clipnorm > 0 && { clipnorm }),
      ...(clipvalue > 0 && { clipvalue }),
      ...(globalClipnorm > 0 && { globalClipnorm }),
    },
    weightDecay: settings.weightDecay,
    ...(useEma && { averaging: { momentum: emaMomentum, ...overwriteFrequency } }),
  };
}
