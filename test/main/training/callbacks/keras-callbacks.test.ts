import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  csvLogger,
  earlyStopping,
  lambdaCallback,
  learningRateScheduler,
  modelCheckpoint,
  reduceLROnPlateau,
  terminateOnNaN,
} from '../../../../main/training/callbacks';
import { fileName } from '../../../../main/training/callbacks/file-name';
import { camelCase, drive, fakeControl, recorded } from './recorded';

const makers: { readonly [name: string]: typeof earlyStopping } = {
  EarlyStopping: earlyStopping,
  ReduceLROnPlateau: reduceLROnPlateau,
};
const named = <Entry extends { readonly options: object }>(entries: readonly Entry[]) =>
  entries.map((entry) => [JSON.stringify(entry.options), entry] as const);

describe('callbacks decide as those of Keras 2.15', () => {
  it.each(recorded.decisions.map((each) => [each.callback, JSON.stringify(each.options), each] as const))(
    '%s %s',
    async (_name, _options, { callback, options, trace }) => {
      const { control, warnings } = fakeControl();
      const got = await drive(makers[callback]!(camelCase(options)), recorded.logs, control);
      expect(got.map(({ lr, stop }) => ({ lr: Math.fround(lr), stop }))).toEqual(
        trace.map(({ lr, stop }) => ({ lr: Math.fround(lr), stop })),
      );
      expect(warnings.length).toBe(options['monitor'] === 'nothing' ? recorded.logs.length : 0);
    },
  );

  it.each(named(recorded.checkpoints))(
    'ModelCheckpoint saves under the same names: %s',
    async (_, { options, saved }) => {
      const { control, saved: got, warnings } = fakeControl();
      const callback = modelCheckpoint(camelCase(options) as Parameters<typeof modelCheckpoint>[0]);
      await drive(callback, recorded.logs.slice(0, 8), control, { batches: 3 });
      expect(got).toEqual(saved);
      expect(warnings.length > 0).toBe(options['monitor'] === 'nothing');
    },
  );

  it.each(recorded.formats.map((each) => [each.format, each] as const))('file names are filled in: %s', (_, each) => {
    const values = { v: each.value };
    const fields = each.integer ? { counts: values, logs: {} } : { counts: {}, logs: values };
    if (each.format === '{v:x}') expect(() => fileName(each.format, fields)).toThrow('file-name');
    else expect(fileName(each.format, fields)).toBe(each.text);
  });

  it('a field that the logs lack is said with those there are', () => {
    expect(() => fileName('{epoch}-{val_loss:.2f}', { counts: { epoch: 1 }, logs: { loss: 1 } })).toThrow(
      expect.objectContaining({
        code: 'file-name',
        values: expect.objectContaining({ field: '{val_loss:.2f}' }) as object,
      }),
    );
  });
});

describe('CSVLogger writes what Keras writes, to the byte', () => {
  let folder = '';
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-csv-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each(named(recorded.csv))('%s', async (_, { options, runs, text }) => {
    const filename = join(folder, 'log.csv');
    let start = 0;
    for (const logs of runs) {
      await drive(csvLogger({ filename, ...camelCase(options) }), logs, fakeControl().control, { start });
      start += logs.length;
    }
    expect(await readFile(filename, 'utf8')).toBe(text);
  });

  it('replaces an older file, and goes on behind what a resumed training had written', async () => {
    const filename = join(folder, 'log.csv');
    const logs = [{ loss: 0.5 }, { loss: 0.25 }, { loss: 0.125 }];
    await drive(csvLogger({ filename }), logs, fakeControl().control);
    const whole = await readFile(filename, 'utf8');
    const first = csvLogger({ filename });
    await drive(first, logs.slice(0, 2), fakeControl().control);
    const state = first.getState!();
    await drive(first, logs, fakeControl().control);
    const second = csvLogger({ filename });
    const { control } = fakeControl();
    await second.onTrainBegin?.(control);
    await second.setState?.(state, control);
    await second.onEpochEnd?.(2, { ...logs[2]! }, control);
    await second.onTrainEnd?.(control);
    expect(await readFile(filename, 'utf8')).toBe(whole);
  });
});

describe('small callbacks', () => {
  it('learningRateScheduler is given epoch and rate, and sets and logs the new one', async () => {
    const { control } = fakeControl();
    const seen: number[][] = [];
    const callback = learningRateScheduler((epoch, rate) => {
      seen.push([epoch, rate]);
      return rate / 2;
    });
    const logs: { [name: string]: number } = {};
    await callback.onTrainBegin?.(control);
    await callback.onEpochBegin?.(3, control);
    await callback.onEpochEnd?.(3, logs, control);
    expect(seen).toEqual([[3, Math.fround(0.1)]]);
    expect(logs['lr']).toBe(Math.fround(Math.fround(0.1) / 2));
    const wrong = learningRateScheduler(() => 'fast' as never);
    expect(() => wrong.onEpochBegin?.(0, control)).toThrow('fast');
  });

  it.each([NaN, Infinity, -Infinity])('terminateOnNaN stops at %s and not before', (loss) => {
    const { control } = fakeControl();
    const callback = terminateOnNaN();
    void callback.onBatchEnd?.(0, { loss: 1 }, control);
    expect(control.stopTraining).toBe(false);
    void callback.onBatchEnd?.(1, { loss }, control);
    expect(control.stopTraining).toBe(true);
  });

  it('lambdaCallback refuses a hook that would never be called', () => {
    expect(lambdaCallback({ onTrainEnd: () => undefined })).toHaveProperty('onTrainEnd');
    expect(() => lambdaCallback({ onEpochFinish: () => undefined } as never)).toThrow('unknown-name');
  });
});
