import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeBundle } from '../../../../main/training/models/bundle';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-bundle-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (bytes: number[]) => writeBundle(folder, 'run.json', Uint8Array.from(bytes), (file) => ({ file }));
const byteFiles = async () => (await readdir(folder)).filter((name) => name.endsWith('.bin'));

it('takes the bytes away again that no JSON came to refer to', async () => {
  await mkdir(join(folder, 'run.json')); // nothing can take its place
  await expect(write([1, 2])).rejects.toMatchObject({ code: 'write-failed' });
  expect(await readdir(folder)).toEqual(['run.json']);
});

it('leaves the bytes that an older JSON refers to, should the new one have the same', async () => {
  await write([1, 2]);
  const before = await byteFiles();
  const text = await readFile(join(folder, 'run.json'), 'utf8');
  expect(before).toEqual([(JSON.parse(text) as { readonly file: string }).file]);
  const failing = () => {
    throw new Error('no description');
  };
  await expect(writeBundle(folder, 'run.json', Uint8Array.from([1, 2]), failing)).rejects.toThrow();
  expect(await byteFiles()).toEqual(before);
  await expect(writeBundle(folder, 'run.json', Uint8Array.from([3]), failing)).rejects.toThrow();
  expect(await byteFiles()).toEqual(before);
  expect(await readFile(join(folder, 'run.json'), 'utf8')).toBe(text);
});
