import { checkArguments, number, type ArgumentRules } from '../check-arguments';
import type { Callback } from '../experiment';
import { comparison, improvementRules, monitored, type MonitorMode } from './monitor';

export type ReduceLROnPlateauOptions = {
  /** Default `val_loss`. */
  readonly monitor?: string;
  /** What the learning rate is multiplied by, below 1. Default 0.1. */
  readonly factor?: number;
  /** Epochs without improvement after which it is. Default 10. */
  readonly patience?: number;
  /** Default `auto`: greater is better for names with acc in them. */
  readonly mode?: MonitorMode;
  /** What counts as an improvement: more than this. Default 0.0001. */
  readonly minDelta?: number;
  /** Epochs after a reduction that are not counted. Default 0. */
  readonly cooldown?: number;
  /** The learning rate is not set below this. Default 0. */
  readonly minLr?: number;
};

type State = {
  readonly of: 'reduceLROnPlateau';
  readonly best: number;
  readonly wait: number;
  readonly cooling: number;
};

const rules: ArgumentRules = {
  ...improvementRules,
  factor: { expected: 'number < 1', accepts: (value) => typeof value === 'number' && value < 1 },
  cooldown: number,
  minLr: number,
};

/**
 * Multiplies the learning rate by `factor` when a monitored value has not improved for `patience` epochs.
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): Callback {
  checkArguments(options, rules, [], 'reduceLROnPlateau(…)');
  const { monitor = 'val_loss', factor = 0.1, patience = 10, mode = 'auto' } = options;
  const { minDelta = 1e-4, cooldown = 0, minLr = 0 } = options;
  const { isBetter, worst } = comparison({ monitor, mode, rising: /acc/ }, minDelta, 'best');
  const start = { best: worst, wait: 0, cooling: 0 };
  let { best, wait, cooling } = start;
  return {
    onTrainBegin: () => {
      ({ best, wait, cooling } = start);
    },
    onEpochEnd: (_epoch, logs, control) => {
      logs['lr'] = control.learningRate;
      const value = monitored('reduceLROnPlateau', monitor, logs, control);
      if (value === undefined) return;
      if (cooling > 0) {
        cooling -= 1;
        wait = 0;
      }
      if (isBetter(value, best)) {
        best = value;
        wait = 0;
      } else if (cooling === 0) {
        wait += 1;
        if (wait < patience || control.learningRate <= Math.fround(minLr)) return;
        control.learningRate = Math.max(control.learningRate * factor, minLr);
        cooling = cooldown;
        wait = 0;
      }
    },
    getState: (): State => ({ of: 'reduceLROnPlateau', best, wait, cooling }),
    setState: (state) => {
      ({ best, wait, cooling } = state as State);
    },
  };
}
