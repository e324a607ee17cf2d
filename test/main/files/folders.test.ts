import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkWritable, makeFolder } from '../../../main/files/folders';
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
