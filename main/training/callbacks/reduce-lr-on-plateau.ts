import type { Callback } from '../experiment';
import { comparison, type MonitorMode } from './monitor';

export type ReduceLROnPlateauOptions = {
  readonly monitor?: string;
  readonly factor?: number;
  readonly patience?: number;
  readonly mode?: MonitorMode;
  readonly minDelta?: number;
  readonly cooldown?: number;
  readonly minLr?: number;
};

/** Multiplies the learning rate by `factor` when a monitored value has not improved for `patience` epochs. */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): Callback {
  const { monitor = 'val_loss', factor = 0.1, patience = 10, mode = 'auto' } = options;
  const { minDelta = 1e-4, cooldown = 0, minLr = 0 } = options;
  if (factor >= 1) throw new RangeError(`reduceLROnPlateau: factor must be below 1, got ${factor}`);
  const { isBetter, worst } = comparison(monitor, mode, minDelta);
  let best = worst;
  let wait = 0;
  let cooling = 0;
  return {
    onTrainBegin: () => {
      best = worst;
      wait = 0;
      cooling = 0;
    },
    onEpochEnd: (_epoch, logs, control) => {
      logs['lr'] = control.learningRate;
      const value = logs[monitor];
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
  };
}
