import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWritable, leavingNoFolder, makeFolder } from '../../../main/files/folders';
import { folderOf } from '../experiment/experiment-folder';

/** It says of whatever is to be made in it that it does not exist, whoever asks. */
const bottomless = '/proc/batchpoint/deep';

it('a folder is made with those it lies in, and may be there already', async () => {
  const folder = join(await folderOf({}), 'a', 'b', 'c');
  await makeFolder(folder);
  await makeFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it('two who make the same folder at once both have it', async () => {
  const folder = join(await folderOf({}), 'a', 'b');
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(folder)]);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it.each([
  ['where nothing can be made', () => bottomless, 'ENOENT'],
  ['below a file', (own: string) => join(own, 'file', 'x'), 'ENOTDIR'],
  ['where a file is', (own: string) => join(own, 'file'), 'EEXIST'],
])('%s, making a folder fails', async (_, place, code) => {
  const own = await folderOf({ file: '' });
  await expect(makeFolder(place(own))).rejects.toMatchObject({ code });
});

it('trying whether files can be written leaves nothing behind', async () => {
  const own = await folderOf({});
  await checkWritable(own);
  await checkWritable(join(own, 'not', 'there', 'yet'));
  expect(await readdir(own)).toEqual([]);
});

it.each([
  ['where nothing can be made', () => bottomless],
  ['below a file', (own: string) => join(own, 'file', 'x')],
  ['where a file is', (own: string) => join(own, 'file')],
])('%s, no file can be written, which is said with the folder', async (_, place) => {
  const own = await folderOf({ file: '' });
  const folder = place(own);
  await expect(checkWritable(folder)).rejects.toMatchObject({ code: 'write-failed', values: { file: folder } });
});

describe('work that fails', () => {
  const failing = (folder: string) => async (): Promise<never> => {
    await makeFolder(folder);
    await writeFile(join(folder, 'part'), '');
    throw new Error('no space');
  };

  it('leaves no folder behind that it has made', async () => {
    const own = await folderOf({});
    const folder = join(own, 'a', 'b');
    await expect(leavingNoFolder(folder, failing(folder))).rejects.toThrow('no space');
    expect(await readdir(own)).toEqual([]);
  });

  it('leaves what others have put in a folder meanwhile', async () => {
    const own = await folderOf({});
    const folder = join(own, 'a', 'b');
    const work = async (): Promise<never> => {
      await makeFolder(join(own, 'a', 'theirs'));
      return failing(folder)();
    };
    await expect(leavingNoFolder(folder, work)).rejects.toThrow('no space');
    expect(await readdir(join(own, 'a'))).toEqual(['theirs']);
  });

  it('leaves a folder that was there as it is', async () => {
    const own = await folderOf({ 'kept.txt': '' });
    await expect(leavingNoFolder(own, failing(own))).rejects.toThrow('no space');
    expect(await readdir(own)).toContain('kept.txt');
  });

  it('fails as it would, where no folder can be', async () => {
    const own = await folderOf({ file: '' });
    const folder = join(own, 'file', 'x');
    await expect(leavingNoFolder(folder, failing(folder))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

it('work that succeeds keeps its folder', async () => {
  const folder = join(await folderOf({}), 'a');
  expect(await leavingNoFolder(folder, () => makeFolder(folder).then(() => 7))).toBe(7);
  expect((await stat(folder)).isDirectory()).toBe(true);
});
