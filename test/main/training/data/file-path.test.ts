import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { csv, idx, imageFolder, npy, npz } from '../../../../main/training/data';
import { filePath, pathOf } from '../../../../main/training/data/file-path';
import { rowIdsOf } from '../../../../main/training/data/row-ids';
import { pairOf, scratchFolder } from './scratch';

const scratch = scratchFolder();

it('a file is named by its path, or by its URL as an object or as text', async () => {
  const path = scratch.write('äa b.csv', 'a,y\n1,0\n2,1\n');
  const url = pathToFileURL(path);
  for (const file of [path, url, url.href]) {
    const source = csv({ file, target: 'y', batchSize: 2 });
    const [x] = await pairOf(source);
    expect(rowIdsOf(x)).toMatchObject([{ source: path }]);
    await source.close?.();
  }
});

it.each([
  ["'https://data.example/a.csv'", 'https://data.example/a.csv'],
  ["new URL('https://data.example/a.csv')", new URL('https://data.example/a.csv')],
  ["'file:///a%2Fb.csv'", 'file:///a%2Fb.csv'],
  ["''", ''],
  ['{}', {}],
])('%s is none, and what would be is said', (got, given) => {
  const file = given as string;
  const values = { expected: filePath.expected, got };
  const refused = (name: string) =>
    expect.objectContaining({ code: 'wrong-argument', values: { name, ...values } }) as Error;
  expect(() => csv({ file, target: 'y', batchSize: 2 })).toThrow(refused('file'));
  expect(() => npz({ file, batchSize: 2 })).toThrow(refused('file'));
  expect(() => npy({ x: file, y: 'y.npy', batchSize: 2 })).toThrow(refused('x'));
  expect(() => idx({ images: 'a', labels: file, batchSize: 2 })).toThrow(refused('labels'));
  expect(() => imageFolder({ folder: file, size: [2, 2], batchSize: 2 })).toThrow(refused('folder'));
});

it.each(['./mine.csv', 'C:\\data\\mine.csv', 'C:/data/mine.csv', '/data/a:b.csv'])('%s is a path', (path) => {
  expect(filePath.accepts(path)).toBe(true);
  expect(pathOf(path)).toBe(path);
});
