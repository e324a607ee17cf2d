import type { TensorData } from '../../contract/tensor-data';
import { checkArguments, flag, number, type ArgumentRules } from '../check-arguments';
import type { Callback, WeightsCopy } from '../experiment';
import { comparison, improvementRules, monitored, type MonitorMode } from './monitor';

export type EarlyStoppingOptions = {
  /** Default `val_loss`. */
  readonly monitor?: string;
  /** What counts as an improvement: more than this. Default 0. */
  readonly minDelta?: number;
  /** Epochs without improvement after which training stops. Default 0. */
  readonly patience?: number;
  /** Default `auto`: greater is better for names that end in acc, accuracy or auc. */
  readonly mode?: MonitorMode;
  /** The count of epochs without improvement starts anew only for a value better than this. */
  readonly baseline?: number;
  readonly restoreBestWeights?: boolean;
  /** Epochs before this one are not looked at. Default 0. */
  readonly startFromEpoch?: number;
};

type State = {
  readonly of: 'earlyStopping';
  readonly best: number;
  readonly wait: number;
  readonly weights: { readonly [variable: string]: TensorData } | null;
};

const rising = /(acc|accuracy|auc)$/;

const rules: ArgumentRules = {
  ...improvementRules,
  baseline: number,
  restoreBestWeights: flag,
  startFromEpoch: number,
};

/**
 * Stops when a monitored value has not improved for `patience` epochs.
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  checkArguments(options, rules, [], 'earlyStopping(…)');
  const { monitor = 'val_loss', minDelta = 0, patience = 0, mode = 'auto', baseline } = options;
  const { restoreBestWeights = false, startFromEpoch = 0 } = options;
  const { isBetter, worst } = comparison({ monitor, mode, rising }, Math.abs(minDelta), 'value');
  let best = worst;
  let wait = 0;
  let bestWeights: WeightsCopy | undefined;
  const keepWeights = (copy: WeightsCopy | undefined): void => {
    bestWeights?.dispose();
    bestWeights = copy;
  };
  return {
    onTrainBegin: () => {
      best = worst;
      wait = 0;
      keepWeights(undefined);
    },
    onEpochEnd: (epoch, logs, control) => {
      const value = monitored('earlyStopping', monitor, logs, control);
      if (value === undefined || epoch < startFromEpoch) return;
      if (restoreBestWeights && !bestWeights) keepWeights(control.copyWeights());
      wait += 1;
      if (isBetter(value, best)) {
        best = value;
        if (restoreBestWeights) keepWeights(control.copyWeights());
        if (baseline === undefined || isBetter(value, baseline)) wait = 0;
        return;
      }
      if (wait < patience || epoch === 0) return;
      control.stopTraining = true;
      bestWeights?.restore();
    },
    getState: (): State => ({ of: 'earlyStopping', best, wait, weights: bestWeights?.read() ?? null }),
    setState: (state, control) => {
      const { weights, ...counts } = state as State;
      ({ best, wait } = counts);
      keepWeights(weights ? control.copyWeights(weights) : undefined);
    },
    close: () => keepWeights(undefined),
  };
}
