import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { idx } from '../../../../main/training/data/idx';
import type { NdArray } from '../../../../main/training/data/nd-array';
import { dataErrorOf } from './scratch';

const folder = mkdtempSync(join(tmpdir(), 'idx-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: readonly number[]): string {
  const file = join(folder, name);
  writeFileSync(file, Uint8Array.from(bytes));
  return file;
}

const images = write('images', [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 10, 20, 30, 40]);
const labels = write('labels', [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]);

it('gives pictures with a channel axis and their labels', async () => {
  const source = idx({ images, labels, batchSize: 2 });
  const [x, y] = (await source.item(0)) as unknown as [NdArray, NdArray];
  expect(source.length).toBe(2);
  expect(x.shape).toEqual([2, 1, 2, 1]);
  expect([...x.values]).toEqual([0, 1, Math.fround(10 / 255), Math.fround(20 / 255)]);
  expect([...y.values]).toEqual([7, 8]);
});

it('keeps picture and label together when shuffled', async () => {
  const source = idx({ images, labels, batchSize: 3, shuffle: true, scale: 1 });
  source.onEpochBegin?.(3, 1);
  const [x, y] = (await source.item(0)) as unknown as [NdArray, NdArray];
  const pairs = [0, 1, 2].map((row) => `${x.values[row * 2]}:${y.values[row]}`).sort();
  expect(pairs).toEqual(['0:7', '10:8', '30:9']);
});

it('refuses a file of another kind, a cut file, and labels of another count', async () => {
  const refused = (files: { images: string; labels: string }) => dataErrorOf(() => idx({ ...files, batchSize: 1 }));
  const zipped = write('zipped', [31, 139, 8, 0, 0, 0, 0, 0]);
  expect(await refused({ images: zipped, labels })).toMatchObject({
    expected: 'an IDX file of unsigned bytes with two or more axes (not compressed)',
    got: 'the first bytes 31 139 8 0',
  });
  const cut = write('cut', [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0]);
  expect(await refused({ images: cut, labels })).toMatchObject({ expected: '22 bytes for [3, 1, 2]', got: '17 bytes' });
  const two = write('two', [0, 0, 8, 1, 0, 0, 0, 2, 7, 8]);
  expect(await refused({ images, labels: two })).toMatchObject({ expected: '3 labels, one for each image', got: '2' });
});
