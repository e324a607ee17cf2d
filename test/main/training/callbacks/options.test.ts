import { expect, it } from 'vitest';
import {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  modelCheckpoint,
  reduceLROnPlateau,
  tensorBoard,
} from '../../../../main/training/callbacks';

type Given = { readonly [name: string]: unknown };
type Make = (options: Given) => unknown;

it.each([
  ['earlyStopping', earlyStopping, {}, 'restore_best_weights'],
  ['reduceLROnPlateau', reduceLROnPlateau, {}, 'min_lr'],
  ['modelCheckpoint', modelCheckpoint, { filepath: 'a' }, 'saveBest'],
  ['backupAndRestore', backupAndRestore, { backupDir: 'a' }, 'saveFrequency'],
  ['csvLogger', csvLogger, { filename: 'a' }, 'seperator'],
  ['tensorBoard', tensorBoard, { now: () => 0 }, 'histogram_freq'],
] as const)('%s names the options there are for one there is not', (_, make, needed, field) => {
  expect(() => (make as unknown as Make)({ ...needed, [field]: 1 })).toThrow(
    expect.objectContaining({ code: 'unknown-field', values: expect.objectContaining({ field }) as unknown }),
  );
});

it.each([
  ['patience', earlyStopping, { patience: '3' }],
  ['mode', earlyStopping, { mode: 'maximum' }],
  ['baseline', earlyStopping, { baseline: NaN }],
  ['factor', reduceLROnPlateau, { factor: 1 }],
  ['factor', reduceLROnPlateau, { factor: NaN }],
  ['saveFreq', modelCheckpoint, { filepath: 'a', saveFreq: 0 }],
  ['filepath', modelCheckpoint, { filepath: 3 }],
  ['saveFreq', backupAndRestore, { backupDir: 'a', saveFreq: 'batch' }],
  ['append', csvLogger, { filename: 'a', append: 'yes' }],
  ['separator', csvLogger, { filename: 'a', separator: '::' }],
  ['separator', csvLogger, { filename: 'a', separator: '\n' }],
  ['filepath', modelCheckpoint, {}],
  ['backupDir', backupAndRestore, {}],
  ['filename', csvLogger, {}],
  ['now', tensorBoard, {}],
  ['updateFreq', tensorBoard, { now: () => 0, updateFreq: 0 }],
  ['updateFreq', tensorBoard, { now: () => 0, updateFreq: 'batches' }],
] as const)('a wrong %s is refused', (name, make, given) => {
  expect(() => (make as unknown as Make)(given)).toThrow(
    expect.objectContaining({ code: 'wrong-argument', values: expect.objectContaining({ name }) as unknown }),
  );
});
