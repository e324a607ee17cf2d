import { join, resolve } from 'node:path';
import { checkArguments, epochOrBatches, flag, functionOf, oneOf, text, type ArgumentRules } from '../check-arguments';
import type { Callback } from '../experiment';
import { checkWritable } from '../../files/folders';
import { EventFile, type ScalarEvent } from './tensorboard/event-file';

export type TensorBoardOptions = {
  /** Folder to write to: `train` and `validation` are made in it. Default `logs`. */
  readonly logDir?: string;
  /** Values of batches are written too: of each one, or of every n-th. Default `epoch`: they are not. */
  readonly updateFreq?: 'batch' | 'epoch' | number;
  /** Writes how many batches were trained in a second. Default false. */
  readonly writeStepsPerSecond?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

const batchOr = oneOf('batch');

const rules: ArgumentRules = {
  logDir: text,
  updateFreq: {
    expected: `${batchOr.expected} | ${epochOrBatches.expected}`,
    accepts: (value) => batchOr.accepts(value) || epochOrBatches.accepts(value),
  },
  writeStepsPerSecond: flag,
  now: functionOf('Date.now | () => number'),
};

type Logs = { readonly [name: string]: number };

function events(logs: Logs, step: number, name: (key: string) => string): ScalarEvent[] {
  return Object.entries(logs).map(([key, value]) => ({ tag: name(key), value, step }));
}

function ofKind(logs: Logs, isValidation: boolean): Logs {
  return Object.fromEntries(Object.entries(logs).filter(([key]) => key.startsWith('val_') === isValidation));
}

/**
 * Writes event files for TensorBoard, with the names that Keras gives them.
 * @throws CodedError `unknown-field` or `wrong-argument`; `write-failed` before the first batch and while training
 */
export function tensorBoard(options: TensorBoardOptions): Callback {
  // Without a clock no event could be written.
  checkArguments(options, rules, ['now'], 'tensorBoard(…)');
  const { logDir = 'logs', updateFreq = 'epoch', writeStepsPerSecond = false, now } = options;
  const every = updateFreq === 'batch' ? 1 : updateFreq === 'epoch' ? 0 : updateFreq;
  const train = new EventFile(join(logDir, 'train'), now);
  const validation = new EventFile(join(logDir, 'validation'), now);
  let epochBegan = { time: 0, iterations: 0 };
  let batchBegan = 0;
  const perSecond = (steps: number, began: number): Logs =>
    writeStepsPerSecond ? { steps_per_second: steps / (Math.max(now() - began, 1e-3) / 1000) } : {};
  const close = async (): Promise<void> => {
    await train.close();
    await validation.close();
  };

  return {
    onTrainBegin: () => checkWritable(resolve(logDir)),
    onEpochBegin: (_epoch, { iterations }) => {
      epochBegan = { time: now(), iterations };
    },
    onBatchBegin: () => {
      batchBegan = now();
    },
    onBatchEnd: async (_batch, logs, { iterations }) => {
      if (every === 0 || iterations % every !== 0) return;
      const all = { ...perSecond(1, batchBegan), ...logs };
      await train.write(events(all, iterations, (key) => `batch_${key}`));
    },
    onTestEnd: async (logs, { iterations }) => {
      await validation.write(events(logs, iterations, (key) => `evaluation_${key}_vs_iterations`));
    },
    onEpochEnd: async (epoch, logs, { iterations, learningRate, hasSchedule }) => {
      const own = {
        ...ofKind(logs, false),
        ...(hasSchedule && { learning_rate: learningRate }),
        ...perSecond(iterations - epochBegan.iterations, epochBegan.time),
      };
      await train.write(events(own, epoch, (key) => `epoch_${key}`));
      await validation.write(events(ofKind(logs, true), epoch, (key) => `epoch_${key.slice('val_'.length)}`));
    },
    onTrainEnd: close,
    close,
  };
}
