import type { Callback } from '../experiment';

/** Sets the learning rate at the beginning of each epoch, and writes it into the epoch's logs as `lr`. */
export function learningRateScheduler(schedule: (epoch: number, learningRate: number) => number): Callback {
  return {
    onEpochBegin: (epoch, control) => {
      const rate = schedule(epoch, control.learningRate);
      if (typeof rate !== 'number') throw new TypeError(`The schedule must give a number, got ${String(rate)}.`);
      control.learningRate = rate;
    },
    onEpochEnd: (_epoch, logs, control) => {
      logs['lr'] = control.learningRate;
    },
  };
}
