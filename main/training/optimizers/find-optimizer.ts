import type { Named } from '../experiment';
import { isNamed, partsOf, plainName, Registry, withDefaults } from '../names';
import { adadelta, adadeltaDefaults, adagrad, adagradDefaults, rmsprop, rmspropDefaults } from './accumulators';
import { adafactor, adafactorDefaults } from './adafactor';
import { adam, adamax, adamDefaults, nadam, nadamDefaults } from './adam';
import { checkSettings } from './check-settings';
import { commonSettings, splitCommon, type CommonSettings } from './common-settings';
import { ftrl, ftrlDefaults } from './ftrl';
import { lion, lionDefaults } from './lion';
import type { UpdateRule } from './optimizer';
import { findSchedule, type Schedule } from './schedules';
import { sgd, sgdDefaults } from './sgd';

/** An optimizer with its hyperparameters, without state. */
export type OptimizerSettings = CommonSettings & {
  readonly rule: UpdateRule;
  readonly learningRate: number;
  /** Takes the place of `learningRate`. */
  readonly schedule?: Schedule;
};

type Given = { readonly [name: string]: unknown };
type Entry = {
  readonly weightDecay: number;
  make(given: Given): { readonly rule: UpdateRule; readonly learningRate: number };
};

function by<Defaults extends { learningRate: number }>(
  defaults: Defaults,
  rule: (hyperparameters: Defaults) => UpdateRule,
  weightDecay = 0,
): Entry {
  return {
    weightDecay,
    make: (given) => {
      const settings = withDefaults(given, defaults);
      return { rule: rule(settings), learningRate: settings.learningRate };
    },
  };
}

const registry = new Registry<Entry>('optimizer', {
  sgd: by(sgdDefaults, sgd),
  adam: by(adamDefaults, adam),
  adam_w: by(adamDefaults, adam, 0.004),
  nadam: by(nadamDefaults, nadam),
  adamax: by(nadamDefaults, adamax),
  rmsprop: by(rmspropDefaults, rmsprop),
  adagrad: by(adagradDefaults, adagrad),
  adadelta: by(adadeltaDefaults, adadelta),
  ftrl: by(ftrlDefaults, ftrl),
  lion: by(lionDefaults, lion),
  adafactor: by(adafactorDefaults, adafactor),
});

/**
 * An optimizer by Keras name, with Keras's hyperparameters and defaults; the learning rate may be a schedule.
 * @throws CodedError `unknown-name`, `wrong-hyperparameter`
 */
export function findOptimizer(named: Named): OptimizerSettings {
  checkSettings(named);
  const { name, given } = partsOf(named);
  const { make, weightDecay } = registry.find(name);
  const { common, own } = splitCommon(given);
  const settings = commonSettings(common, weightDecay);
  const rateName = Object.keys(own).find((each) => plainName(each) === 'learningrate');
  const rate = rateName === undefined ? undefined : own[rateName];
  if (rateName === undefined || !isNamed(rate)) return { ...make(own), ...settings };
  const schedule = findSchedule(rate);
  return { ...make({ ...own, [rateName]: schedule(0) }), ...settings, schedule };
}
