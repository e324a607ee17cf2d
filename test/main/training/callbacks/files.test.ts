import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  modelCheckpoint,
  tensorBoard,
} from '../../../../main/training/callbacks';
import type { Callback } from '../../../../main/training/experiment';
import { oneSided } from '../wrong-models';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-callbacks-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const item = [
  [
    [1, 2],
    [3, 4],
  ],
  [1, 2],
] as const;
const data = { length: 2, item: () => item };
const fit = (callbacks: readonly Callback[], epochs = 2) => oneSided(1).fitGenerator(data, { epochs, callbacks });

describe('a file that cannot be written', () => {
  it.each([
    ['csvLogger, below a file', () => csvLogger({ filename: join(folder, 'file', 'log.csv') })],
    ['csvLogger, where a folder is', () => csvLogger({ filename: folder })],
    ['tensorBoard', () => tensorBoard({ logDir: join(folder, 'file', 'logs'), now: () => 0 })],
    ['modelCheckpoint', () => modelCheckpoint({ filepath: join(folder, 'file', 'model') })],
    ['modelCheckpoint, with fields', () => modelCheckpoint({ filepath: join(folder, 'file', 'a-{epoch}', 'b') })],
    ['backupAndRestore', () => backupAndRestore({ backupDir: join(folder, 'file', 'backup') })],
  ])('is said by %s before anything is trained', async (_, make) => {
    await writeFile(join(folder, 'file'), '');
    const trained = vi.fn();
    const call = fit([make(), { onBatchBegin: trained }]);
    await expect(call).rejects.toMatchObject({ code: 'write-failed' });
    expect(trained).not.toHaveBeenCalled();
  });

  it.each([
    ['tensorBoard', () => tensorBoard({ logDir: join(folder, 'logs'), now: () => 0 })],
    ['modelCheckpoint', () => modelCheckpoint({ filepath: join(folder, 'logs', '{epoch}') })],
  ])('is said by %s when it writes, if it has become so', async (_, make) => {
    const spoil = { onBatchBegin: () => writeFile(join(folder, 'logs'), '') };
    await expect(fit([make(), spoil], 1)).rejects.toMatchObject({ code: 'write-failed' });
  });

  it('leaves nothing behind where it was tried', async () => {
    const stop = { onBatchBegin: () => Promise.reject(new Error('stop')) };
    const filepath = join(folder, 'a', '{epoch}');
    await expect(fit([modelCheckpoint({ filepath }), stop])).rejects.toMatchObject({ code: 'user-code' });
    expect(await readdir(folder)).toEqual([]);
  });
});

it('an older log is gone once the first epoch has begun, unless it is gone on with', async () => {
  const filename = join(folder, 'log.csv');
  await writeFile(filename, 'old');
  const seen: string[] = [];
  const look: Callback = { onBatchBegin: async () => void seen.push(await readFile(filename, 'utf8')) };
  await fit([csvLogger({ filename, append: true }), look], 1);
  await fit([csvLogger({ filename }), look], 1);
  expect(seen[0]).toBe('old');
  expect(seen.at(-1)).toBe('');
});

describe('a backup', () => {
  const backup = (): Callback => backupAndRestore({ backupDir: folder, deleteCheckpoint: false });
  const bytesOf = async (): Promise<string> => {
    const names = await readdir(folder);
    return join(
      folder,
      names.find((name) => name.endsWith('.bin'))!,
    );
  };

  it.each(['{}', 'null', '[]', '5', '{"version":2,"bytes":"a","specs":[],"state":1}', '{"version":1}'])(
    'of another form is told apart: %s',
    async (text) => {
      await writeFile(join(folder, 'training.json'), text);
      const expected = '{ version: 1, bytes, specs, state }';
      await expect(fit([backup()])).rejects.toMatchObject({ code: 'model-file', values: { expected } });
    },
  );

  it.each([
    ['fewer bytes', (bytes: Buffer) => bytes.subarray(8)],
    ['another byte', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 8 ? byte ^ 255 : byte)))],
  ])('that holds %s is not gone on from', async (_, damage) => {
    await fit([backup()]);
    const file = await bytesOf();
    await writeFile(file, damage(await readFile(file)));
    await expect(fit([backup()], 4)).rejects.toMatchObject({
      code: 'model-file',
      values: { file, expected: expect.stringContaining('SHA-256') as unknown },
    });
  });

  it('of fewer callbacks lets the others begin anew', async () => {
    const stopping = (): Callback => earlyStopping({ monitor: 'loss', patience: 9 });
    await fit([backup(), stopping()]);
    const more = await fit([stopping(), stopping(), backup()], 5);
    expect(more.epoch).toEqual([2, 3, 4]);
  });
});
