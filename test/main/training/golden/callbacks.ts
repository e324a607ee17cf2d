import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  lambdaCallback,
  learningRateScheduler,
  modelCheckpoint,
  progbarLogger,
  reduceLROnPlateau,
  tensorBoard,
  terminateOnNaN,
  type TensorBoardOptions,
} from '../../../../main/training/callbacks';
import type { Terminal } from '../../../../main/contract/progress-printer';
import type { Callback } from '../../../../main/training/experiment';
import { knownKeys, type CallbackSpec } from './case';

type Values = CallbackSpec[1];

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Keras's arguments in camelCase; what is null is not given. */
function optionsOf(values: Values): { readonly [key: string]: unknown } {
  const given = Object.entries(values).filter(([key, value]) => value !== null && key !== 'verbose');
  return Object.fromEntries(given.map(([key, value]) => [camelCase(key), value]));
}

/** Sets `stop_training` in the end hook of one batch. */
function stopAt({ epoch, batch }: Values): Callback {
  let current = 0;
  return {
    onEpochBegin: (begun) => void (current = begun),
    onBatchEnd: (ended, _logs, control) => {
      if (current === epoch && ended === batch) control.stopTraining = true;
    },
  };
}

/** A place of its own for what a callback writes: where Keras wrote it is of no use here. */
function scratch(file: unknown): string {
  return join(mkdtempSync(join(tmpdir(), 'batchpoint-golden-')), basename(String(file)));
}

/** The arguments that matter for what is written of losses and metrics. */
function tensorBoardOptions(values: Values): TensorBoardOptions {
  const { update_freq: updateFreq, write_steps_per_second: writeStepsPerSecond } = values;
  return optionsOf({ updateFreq, writeStepsPerSecond }) as TensorBoardOptions;
}

const silent: Terminal = {
  write: () => undefined,
  isTerminal: false,
  columns: () => 80,
  now: () => 0,
  language: 'en',
};

const makers: { readonly [name: string]: { readonly keys: string; readonly make: (values: Values) => Callback } } = {
  EarlyStopping: {
    keys: 'monitor min_delta patience verbose mode baseline restore_best_weights start_from_epoch',
    make: (values) => earlyStopping(optionsOf(values)),
  },
  ReduceLROnPlateau: {
    keys: 'monitor factor patience verbose mode min_delta cooldown min_lr',
    make: (values) => reduceLROnPlateau(optionsOf(values)),
  },
  LearningRateScheduler: {
    keys: 'lr_by_epoch verbose',
    make: (values) => learningRateScheduler((epoch) => (values['lr_by_epoch'] as readonly number[])[epoch]!),
  },
  CSVLogger: {
    keys: 'filename separator append',
    make: (values) => csvLogger({ ...optionsOf(values), filename: scratch(values['filename']) }),
  },
  ModelCheckpoint: {
    keys: 'filepath monitor verbose save_best_only save_weights_only mode save_freq initial_value_threshold',
    make: (values) => modelCheckpoint({ ...optionsOf(values), filepath: scratch(values['filepath']) }),
  },
  BackupAndRestore: {
    keys: 'backup_dir save_freq delete_checkpoint save_before_preemption',
    make: ({ save_before_preemption: _, ...values }) =>
      backupAndRestore({ ...optionsOf(values), backupDir: scratch(values['backup_dir']) }),
  },
  TensorBoard: {
    keys: 'log_dir histogram_freq write_graph write_images write_steps_per_second update_freq profile_batch embeddings_freq embeddings_metadata',
    make: (values) => tensorBoard({ ...tensorBoardOptions(values), logDir: scratch(values['log_dir']), now: () => 0 }),
  },
  // A case has no functions: what is left to see is that it changes nothing.
  LambdaCallback: { keys: '', make: () => lambdaCallback({}) },
  ProgbarLogger: { keys: 'count_mode stateful_metrics', make: () => progbarLogger(silent) },
  TerminateOnNaN: { keys: '', make: () => terminateOnNaN() },
  StopAt: { keys: 'epoch batch', make: stopAt },
};

/**
 * A callback by Keras name and arguments.
 * @throws Error for a name or an argument that is not known
 */
export function callbackOf([name, values]: CallbackSpec): Callback {
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!maker) throw new Error(`unknown callback ${name}`);
  knownKeys(values, maker.keys.split(' '), name);
  return maker.make(values);
}
