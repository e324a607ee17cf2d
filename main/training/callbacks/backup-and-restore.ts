import { resolve } from 'node:path';
import { checkArguments, epochOrBatches, flag, text, type ArgumentRules } from '../check-arguments';
import type { Callback } from '../experiment';
import { checkWritable } from '../../files/folders';
import { deleteTrainingFile } from '../models/training-file';

export type BackupAndRestoreOptions = {
  /** Folder of the backup. */
  readonly backupDir: string;
  /** After each epoch, or after so many batches. Default `epoch`. */
  readonly saveFreq?: 'epoch' | number;
  /** Whether the backup is deleted once the training has ended. Default true. */
  readonly deleteCheckpoint?: boolean;
};

type State = { readonly of: 'backupAndRestore'; readonly batches: number };

const rules: ArgumentRules = { backupDir: text, saveFreq: epochOrBatches, deleteCheckpoint: flag };

/**
 * Keeps all that the training depends on, and goes on from there if the training is started again: weights, optimizer,
 * metrics, the place in the data and the other callbacks. The data is passed over up to that place.
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function backupAndRestore(options: BackupAndRestoreOptions): Callback {
  checkArguments(options, rules, ['backupDir'], 'backupAndRestore(…)');
  const { backupDir, saveFreq = 'epoch', deleteCheckpoint = true } = options;
  let batches = 0;
  return {
    onTrainBegin: async (control) => {
      await checkWritable(resolve(backupDir));
      batches = 0;
      control.restoreTraining(backupDir);
    },
    onBatchEnd: (_batch, _logs, control) => {
      if (saveFreq === 'epoch') return;
      batches += 1;
      if (batches < saveFreq) return;
      batches = 0;
      control.saveTraining(backupDir);
    },
    onEpochEnd: (_epoch, _logs, control) => {
      if (saveFreq === 'epoch') control.saveTraining(backupDir);
    },
    onTrainEnd: async () => {
      if (deleteCheckpoint) await deleteTrainingFile(backupDir);
    },
    getState: (): State => ({ of: 'backupAndRestore', batches }),
    setState: (state) => {
      ({ batches } = state as State);
    },
  };
}
