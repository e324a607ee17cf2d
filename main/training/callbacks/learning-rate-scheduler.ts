import { CodedError } from '../../contract/errors';
import { checkArguments, functionOf } from '../check-arguments';
import type { Callback } from '../experiment';
import { notationOf } from '../notation';

type State = { readonly of: 'learningRateScheduler'; readonly begun: number };

/**
 * Sets the learning rate at the beginning of each epoch, and writes it into the epoch's logs as `lr`.
 * @param schedule is given the zero-based epoch and the learning rate so far
 * @throws CodedError `wrong-argument` if it is no function; `wrong-result` while training if it gives no number
 */
export function learningRateScheduler(schedule: (epoch: number, learningRate: number) => number): Callback {
  checkArguments({ schedule }, { schedule: functionOf('(epoch, learningRate) => number') }, ['schedule']);
  let begun = -1;
  return {
    onTrainBegin: () => {
      begun = -1;
    },
    onEpochBegin: (epoch, control) => {
      if (epoch === begun) return; // resumed in its midst: the rate is set already
      const rate: unknown = schedule(epoch, control.learningRate);
      if (typeof rate !== 'number') {
        throw new CodedError('wrong-result', { name: 'schedule', expected: 'number', got: notationOf(rate) });
      }
      control.learningRate = rate;
      begun = epoch;
    },
    onEpochEnd: (_epoch, logs, control) => {
      logs['lr'] = control.learningRate;
    },
    getState: (): State => ({ of: 'learningRateScheduler', begun }),
    setState: (state) => {
      ({ begun } = state as State);
    },
  };
}
