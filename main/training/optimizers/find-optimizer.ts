import type { Named } from '../experiment';
import { partsOf, plainName, Registry, withDefaults } from '../names';
import { adadelta, adadeltaDefaults, adagrad, adagradDefaults, rmsprop, rmspropDefaults } from './accumulators';
import { adam, adamax, adamDefaults, nadam, nadamDefaults } from './adam';
import type { Clipping } from './clip-gradients';
import { findSchedule, type Schedule } from './learning-rate';
import type { UpdateRule } from './optimizer';
import { sgd, sgdDefaults } from './sgd';

/** An optimizer with its hyperparameters, without state. */
export type OptimizerSettings = {
  readonly rule: UpdateRule;
  readonly learningRate: number;
  /** Takes the place of `learningRate`. */
  readonly schedule?: Schedule;
  readonly clipping: Clipping;
  /** Part of each weight that an update takes away, times the learning rate. */
  readonly weightDecay: number;
};

type Given = { readonly [name: string]: unknown };
type Make = (given: Given) => {
  readonly rule: UpdateRule;
  readonly learningRate: number;
  readonly weightDecay: number;
};

function by<Defaults extends { learningRate: number }>(
  defaults: Defaults,
  rule: (hyperparameters: Defaults) => UpdateRule,
  weightDecay = 0,
): Make {
  return (given) => {
    const settings = withDefaults(given, { ...defaults, weightDecay });
    return { rule: rule(settings), learningRate: settings.learningRate, weightDecay: settings.weightDecay };
  };
}

const registry = new Registry<Make>('optimizer', {
  sgd: by(sgdDefaults, sgd),
  adam: by(adamDefaults, adam),
  adam_w: by(adamDefaults, adam, 0.004),
  nadam: by(nadamDefaults, nadam),
  adamax: by(nadamDefaults, adamax),
  rmsprop: by(rmspropDefaults, rmsprop),
  adagrad: by(adagradDefaults, adagrad),
  adadelta: by(adadeltaDefaults, adadelta),
});

const clippingNames = ['clipnorm', 'clipvalue', 'globalClipnorm'] as const;

function splitClipping(given: Given): { readonly clipping: Clipping; readonly rest: Given } {
  const clipping: { [name: string]: number } = {};
  const rest: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(given)) {
    const known = clippingNames.find((each) => plainName(each) === plainName(name));
    if (!known) rest[name] = value;
    else if (typeof value === 'number') clipping[known] = value;
  }
  return { clipping, rest };
}

/**
 * An optimizer by Keras name, with Keras's hyperparameters and defaults.
 * @throws CodedError `unknown-name`
 */
export function findOptimizer(named: Named): OptimizerSettings {
  const { name, given } = partsOf(named);
  const make = registry.find(name);
  const { clipping, rest } = splitClipping(given);
  const rateName = Object.keys(rest).find((each) => plainName(each) === 'learningrate');
  const rate = rateName === undefined ? undefined : rest[rateName];
  if (rateName === undefined || typeof rate === 'number' || rate === undefined || rate === null) {
    return { ...make(rest), clipping };
  }
  const schedule = findSchedule(rate as Named);
  return { ...make({ ...rest, [rateName]: schedule(0) }), schedule, clipping };
}
