import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { keepJson, writeAtomically } from '../../../main/files/atomic-file';
import { folderOf } from '../experiment/experiment-folder';

afterEach(() => {
  vi.restoreAllMocks();
});

it('a value is kept as JSON in a folder that is made, in place of an older one', async () => {
  const own = await folderOf({});
  const file = join(own, 'a', 'kept.json');
  keepJson(file, { a: 1 });
  keepJson(file, { a: 2 });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ a: 2 });
  expect(await readdir(join(own, 'a'))).toEqual(['kept.json']);
});

it('what can’t take its place leaves nothing beside it, and is logged', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const own = await folderOf({});
  await mkdir(join(own, 'kept.json'));
  keepJson(join(own, 'kept.json'), { a: 1 });
  expect(log).toHaveBeenCalledTimes(1);
  await expect(writeAtomically(join(own, 'kept.json'), 'text')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(own)).toEqual(['kept.json']);
});
