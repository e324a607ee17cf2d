import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepPicture, pictureFolder } from '../../main/kept-picture';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-pictures-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps pictures beside the experiment, each of a step under a name of its own', async () => {
  const file = join(folder, 'mine.ts');
  const first = await keepPicture(file, 12, Uint8Array.of(1));
  const second = await keepPicture(file, 12, Uint8Array.of(2));
  const paths = ['step-12.png', 'step-12-2.png'].map((name) => join(folder, 'mine-pictures', name));
  expect([first, second]).toEqual(paths.map((path) => ({ outcome: 'saved', path })));
  expect(paths.map((path) => readFileSync(path)[0])).toEqual([1, 2]);
});

it('says why it could not, and keeps nothing where no experiment is open', async () => {
  const file = join(folder, 'mine.ts');
  const taken = pictureFolder(file);
  writeFileSync(taken, 'no folder');
  const error = { code: 'write-failed', values: { file: taken } };
  expect(await keepPicture(file, 1, Uint8Array.of(1))).toMatchObject({ outcome: 'failed', error });
  expect(await keepPicture(undefined, 1, Uint8Array.of(1))).toEqual({ outcome: 'cancelled' });
});
