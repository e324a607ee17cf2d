import { resolve } from 'node:path';
import { checkArguments, epochOrBatches, flag, number, text, type ArgumentRules } from '../check-arguments';
import type { Callback, TrainingControl } from '../experiment';
import { checkWritable } from '../../files/folders';
import { fileName, fixedFolder } from './file-name';
import { comparison, monitored, monitorRules, type MonitorMode } from './monitor';

export type ModelCheckpointOptions = {
  /** Folder to save in, with fields: `models/{epoch:02d}-{val_loss:.2f}`. Epochs and batches count from 1 in it. */
  readonly filepath: string;
  /** Default `val_loss`. */
  readonly monitor?: string;
  /** Saves only what is better than all that was before. Default false. */
  readonly saveBestOnly?: boolean;
  /** Leaves out topology and optimizer. Default false. */
  readonly saveWeightsOnly?: boolean;
  /** Default `auto`: greater is better for names with acc in them. */
  readonly mode?: MonitorMode;
  /** After each epoch, or after so many batches. Default `epoch`. */
  readonly saveFreq?: 'epoch' | number;
  /** A value that the first one to save has to beat. */
  readonly initialValueThreshold?: number;
};

type State = {
  readonly of: 'modelCheckpoint';
  readonly best: number;
  readonly batches: number;
  readonly lastBatch: number;
  readonly epoch: number;
};

const rules: ArgumentRules = {
  ...monitorRules,
  filepath: text,
  saveBestOnly: flag,
  saveWeightsOnly: flag,
  saveFreq: epochOrBatches,
  initialValueThreshold: number,
};

/**
 * Saves the model while it trains.
 * @throws CodedError `unknown-field` or `wrong-argument`; `write-failed` before the first batch where it can't be, and while training
 */
export function modelCheckpoint(options: ModelCheckpointOptions): Callback {
  checkArguments(options, rules, ['filepath'], 'modelCheckpoint(…)');
  const { filepath, monitor = 'val_loss', saveBestOnly = false, saveWeightsOnly = false, mode = 'auto' } = options;
  const { saveFreq = 'epoch', initialValueThreshold } = options;
  const { isBetter, worst } = comparison({ monitor, mode, rising: /acc|^fmeasure/ }, 0, 'value');
  let best = initialValueThreshold ?? worst;
  let batches = 0;
  let lastBatch = 0;
  let current = 0;

  const save = async (
    counts: { readonly [name: string]: number },
    logs: { readonly [name: string]: number },
    control: TrainingControl,
  ): Promise<void> => {
    const folder = fileName(filepath, { counts, logs });
    if (saveBestOnly) {
      const value = monitored('modelCheckpoint', monitor, logs, control);
      if (value === undefined || !isBetter(value, best)) return;
      best = value;
    }
    await control.saveModel(folder, { weightsOnly: saveWeightsOnly });
  };

  return {
    onTrainBegin: () => checkWritable(resolve(fixedFolder(filepath))),
    onEpochBegin: (epoch) => {
      current = epoch;
    },
    onBatchEnd: async (batch, logs, control) => {
      if (saveFreq === 'epoch') return;
      batches += batch <= lastBatch ? batch + 1 : batch - lastBatch;
      lastBatch = batch;
      if (batches < saveFreq) return;
      batches = 0;
      await save({ epoch: current + 1, batch: batch + 1 }, logs, control);
    },
    onEpochEnd: async (epoch, logs, control) => {
      if (saveFreq === 'epoch') await save({ epoch: epoch + 1 }, logs, control);
    },
    getState: (): State => ({ of: 'modelCheckpoint', best, batches, lastBatch, epoch: current }),
    setState: (state) => {
      ({ best, batches, lastBatch, epoch: current } = state as State);
    },
  };
}
