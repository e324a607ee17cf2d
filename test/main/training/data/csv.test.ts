import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CodedError } from '../../../../main/contract/errors';
import { csv, type CsvOptions } from '../../../../main/training/data/csv';
import type { NdArray } from '../../../../main/training/data/nd-array';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(
    folder,
    `${Math.abs([...text].reduce((hash, each) => (hash * 31 + each.charCodeAt(0)) | 0, 7))}.csv`,
  );
  writeFileSync(file, text);
  return file;
}

async function batchOf(options: CsvOptions, batch = 0): Promise<{ x: NdArray; y: NdArray }> {
  const [x, y] = (await csv(options).item(batch)) as unknown as [NdArray, NdArray];
  return { x, y };
}

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return (error as CodedError<'data-file'>).values;
  }
  throw new Error('expected a coded error');
}

const flowers = fileOf('a,b,kind\n1,2,rose\n3,4,iris\n5,6,rose\n');

it('gives inputs and the classes of words in alphabetical order', async () => {
  const { x, y } = await batchOf({ file: flowers, target: 'kind', batchSize: 2 });
  expect([...x.values]).toEqual([1, 2, 3, 4]);
  expect(x.shape).toEqual([2, 2]);
  expect([...y.values]).toEqual([1, 0]);
});

it('ends with a smaller batch', async () => {
  const source = csv({ file: flowers, target: 'kind', batchSize: 2 });
  expect(source.length).toBe(2);
  expect(((await source.item(1)) as unknown as [NdArray])[0].shape).toEqual([1, 2]);
});

it('reads quotes, commas and line breaks inside fields, and Windows line ends', async () => {
  const file = fileOf('"a",kind\r\n"1","x, ""y""\nz"\r\n2,plain\r\n');
  const { x, y } = await batchOf({ file, target: 'kind', batchSize: 2 });
  expect([...x.values]).toEqual([1, 2]);
  expect([...y.values]).toEqual([1, 0]);
});

it('takes numeric targets as they are, and shapes and scales the inputs', async () => {
  const file = fileOf('p,q,r,s,y\n1,2,3,4,0.5\n');
  const { x, y } = await batchOf({ file, target: 'y', batchSize: 1, shape: [2, 2, 1], scale: 0.5 });
  expect(x.shape).toEqual([1, 2, 2, 1]);
  expect([...x.values]).toEqual([0.5, 1, 1.5, 2]);
  expect([...y.values]).toEqual([0.5]);
});

it('repeats the order of an epoch and has another in the next', async () => {
  const file = fileOf(`x,y\n${Array.from({ length: 50 }, (_, row) => `${row},0`).join('\n')}`);
  const source = csv({ file, target: 'y', batchSize: 50, shuffle: true });
  const orderOf = async (epoch: number): Promise<number[]> => {
    source.onEpochBegin?.(epoch, 7);
    return [...((await source.item(0)) as unknown as [NdArray])[0].values];
  };
  const first = await orderOf(0);
  expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
  expect(await orderOf(1)).not.toEqual(first);
  expect(await orderOf(0)).toEqual(first);
});

it('splits a sorted file into every n-th row and the rest', async () => {
  const part = async (take: 'nth' | 'rest'): Promise<number[]> => {
    const { x } = await batchOf({ file: flowers, target: 'kind', columns: ['a'], batchSize: 9, every: { n: 2, take } });
    return [...x.values];
  };
  expect(await part('nth')).toEqual([3]);
  expect(await part('rest')).toEqual([1, 5]);
});

it('names file, line and column of a bad value', async () => {
  const file = fileOf('a,y\n1,2\nnone,3\n');
  const source = csv({ file, target: 'y', batchSize: 2 });
  const values = errorOf(() => source.item(0));
  expect(values).toEqual({ file, row: 3, column: 'a', expected: 'a number', got: '"none"' });
});

it('names the columns there are when one is missing', () => {
  expect(errorOf(() => csv({ file: flowers, target: 'species', batchSize: 1 }))).toMatchObject({
    column: 'species',
    expected: 'one of the columns a, b, kind',
  });
});

it('names a row with too few fields', () => {
  const file = fileOf('a,b,y\n1,2,3\n1,2\n');
  expect(errorOf(() => csv({ file, target: 'y', batchSize: 2 }))).toMatchObject({
    row: 3,
    expected: '3 fields',
    got: '2',
  });
});

it('says that a file is missing', () => {
  expect(errorOf(() => csv({ file: join(folder, 'no.csv'), target: 'y', batchSize: 1 }))).toMatchObject({
    expected: 'a readable file',
  });
});
