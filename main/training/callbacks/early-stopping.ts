import type { Callback, WeightsCopy } from '../experiment';
import { comparison, type MonitorMode } from './monitor';

export type EarlyStoppingOptions = {
  readonly monitor?: string;
  readonly minDelta?: number;
  readonly patience?: number;
  readonly mode?: MonitorMode;
  readonly baseline?: number;
  readonly restoreBestWeights?: boolean;
  readonly startFromEpoch?: number;
};

/** Stops when a monitored value has not improved for `patience` epochs. */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const { monitor = 'val_loss', minDelta = 0, patience = 0, mode = 'auto', baseline } = options;
  const { restoreBestWeights = false, startFromEpoch = 0 } = options;
  const { isBetter, worst } = comparison(monitor, mode, minDelta);
  let best = worst;
  let wait = 0;
  let bestWeights: WeightsCopy | undefined;
  return {
    onTrainBegin: () => {
      best = worst;
      wait = 0;
      bestWeights = undefined;
    },
    onEpochEnd: (epoch, logs, control) => {
      const value = logs[monitor];
      if (value === undefined || epoch < startFromEpoch) return;
      if (restoreBestWeights) bestWeights ??= control.copyWeights();
      wait += 1;
      if (isBetter(value, best)) {
        best = value;
        if (restoreBestWeights) {
          bestWeights?.dispose();
          bestWeights = control.copyWeights();
        }
        if (baseline === undefined || isBetter(value, baseline)) {
          wait = 0;
          return;
        }
      }
      if (wait < patience || epoch === 0) return;
      control.stopTraining = true;
      bestWeights?.restore();
    },
    onTrainEnd: () => {
      bestWeights?.dispose();
      bestWeights = undefined;
    },
  };
}
