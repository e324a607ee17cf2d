import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { arrays, csv, idx, imageFolder, NdArray, npy, npz } from '../../../../main/training/data';
import { scratchFolder } from './scratch';

type Given = { readonly [option: string]: unknown };
type Make = (options: Given) => unknown;

const scratch = scratchFolder();
const table = (text: string): string => scratch.write('table.csv', text);
const two = new NdArray(Float32Array.of(1, 2), [2]);

const sources: { readonly [name: string]: readonly [make: unknown, good: () => Given] } = {
  csv: [csv, () => ({ file: table('a,b,y\n1,2,0\n3,4,1\n'), target: 'y', batchSize: 2 })],
  npy: [npy, () => ({ x: 'x.npy', y: 'y.npy', batchSize: 2 })],
  npz: [npz, () => ({ file: 'a.npz', batchSize: 2 })],
  idx: [idx, () => ({ images: 'a', labels: 'b', batchSize: 2 })],
  imageFolder: [imageFolder, () => ({ folder: 'a', size: [2, 2], batchSize: 2 })],
  arrays: [arrays, () => ({ x: two, y: two, batchSize: 2 })],
};

/** What a source says of options, with some of them changed. */
function refused(source: string, changed: Given): unknown {
  const [make, good] = sources[source]!;
  try {
    return (make as Make)({ ...good(), ...changed });
  } catch (error) {
    return error;
  }
}

describe('options of a source of data', () => {
  it.each(Object.keys(sources))('of %s that there are not are named, with those there are', (source) => {
    const error = refused(source, { shufle: true });
    expect(error).toMatchObject({ code: 'unknown-field', values: { field: 'shufle' } });
    expect((error as { values: { known: string } }).values.known).toContain('shuffle');
  });

  it.each([
    ['csv', { batchSize: 0 }],
    ['csv', { target: [] }],
    ['csv', { separator: ';;' }],
    ['csv', { separator: '' }],
    ['csv', { missing: 'median' }],
    ['csv', { missing: { a: 'median' } }],
    ['csv', { categorical: { a: 'onehot' } }],
    ['csv', { every: { n: 2 } }],
    ['csv', { every: { n: 0, take: 'nth' } }],
    ['csv', { rows: [2, 1] }],
    ['csv', { shape: [3] }],
    ['csv', { columns: 'a' }],
    ['npy', { batchSize: 1.5 }],
    ['npz', { x: 3 }],
    ['idx', { scale: '2' }],
    ['imageFolder', { size: [0, 2] }],
    ['imageFolder', { size: undefined }],
    ['imageFolder', { channels: 2 }],
    ['arrays', { x: [[1], [2]] }],
    ['arrays', { batchSize: undefined }],
  ])('of %s are refused by value: %j', (source, changed) => {
    const [name] = Object.keys(changed);
    expect(refused(source, changed)).toMatchObject({ code: 'wrong-argument', values: { name } });
  });
});

it('a list in the place of an array is told its length, and how an array is made', () => {
  const error = refused('arrays', { x: Array.from({ length: 300 }, (_, row) => [row / 7, -row]) });
  const values = { name: 'x', expected: 'new NdArray(values, shape)', got: 'Array(300)' };
  expect(error).toMatchObject({ code: 'wrong-argument', values });
});

describe('columns of one name', () => {
  const file = (): string => scratch.write('twice.csv', 'a,a,b,y\n1,2,3,0\n');
  it('are refused, for only the first could be read', () => {
    const error = refused('csv', { file: file() });
    expect(error).toMatchObject({
      code: 'data-file',
      values: { column: 'a', got: { phrase: 'columns-of-this-name', count: 2 } },
    });
  });
  it('do no harm if they are not used', async () => {
    const source = csv({ file: file(), target: 'y', columns: ['b'], batchSize: 1 });
    expect([...(await source.item(0))[0].values]).toEqual([3]);
  });
});

it('folders of a class may be links', () => {
  const folder = scratch.path;
  scratch.write('cats/one.png', 'not looked into yet');
  for (const name of ['all', 'cats/no-picture.png']) mkdirSync(join(folder, name));
  symlinkSync(join(folder, 'cats'), join(folder, 'all', 'cats'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'all', 'gone'));
  expect(imageFolder({ folder: join(folder, 'all'), size: [2, 2], batchSize: 1 }).rows).toBe(1);
});
