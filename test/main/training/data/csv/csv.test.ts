import { expect, it } from 'vitest';
import { csv } from '../../../../../main/training/data/csv/csv';
import { dataErrorOf, inputsOf, pairOf, scratchFolder } from '../scratch';

const folder = scratchFolder();
let files = 0;

function fileOf(text: string): string {
  files += 1;
  return folder.write(`${files}.csv`, text);
}

const flowers = fileOf('a,b,kind\n1,2,rose\n3,4,iris\n5,6,rose\n');

it('gives inputs and the classes of words in alphabetical order', async () => {
  const [x, y] = await pairOf(csv({ file: flowers, target: 'kind', batchSize: 2 }));
  expect([...x.values]).toEqual([1, 2, 3, 4]);
  expect(x.shape).toEqual([2, 2]);
  expect([...y.values]).toEqual([1, 0]);
});

it('ends with a smaller batch', async () => {
  const source = csv({ file: flowers, target: 'kind', batchSize: 2 });
  expect(source.length).toBe(2);
  const [x] = await pairOf(source, 1);
  expect(x.shape).toEqual([1, 2]);
});

it('reads quotes, commas and line breaks inside fields, and Windows line ends', async () => {
  const file = fileOf('"a",kind\r\n"1","x, ""y""\nz"\r\n2,plain\r\n');
  const [x, y] = await pairOf(csv({ file, target: 'kind', batchSize: 2 }));
  expect([...x.values]).toEqual([1, 2]);
  expect([...y.values]).toEqual([1, 0]);
});

it('takes numeric targets as they are, and shapes and scales the inputs', async () => {
  const file = fileOf('p,q,r,s,y\n1,2,3,4,0.5\n');
  const [x, y] = await pairOf(csv({ file, target: 'y', batchSize: 1, shape: [2, 2, 1], scale: 0.5 }));
  expect(x.shape).toEqual([1, 2, 2, 1]);
  expect([...x.values]).toEqual([0.5, 1, 1.5, 2]);
  expect([...y.values]).toEqual([0.5]);
});

it('repeats the order of an epoch and has another in the next', async () => {
  const file = fileOf(`x,y\n${Array.from({ length: 50 }, (_, row) => `${row},0`).join('\n')}`);
  const source = csv({ file, target: 'y', batchSize: 50, shuffle: true });
  const first = await inputsOf(source, 0);
  expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
  expect(await inputsOf(source, 1)).not.toEqual(first);
  expect(await inputsOf(source, 0)).toEqual(first);
});

it('splits a sorted file into every n-th row and the rest', async () => {
  const source = (take: 'nth' | 'rest') =>
    csv({ file: flowers, target: 'kind', columns: ['a'], batchSize: 9, every: { n: 2, take } });
  expect(await inputsOf(source('nth'))).toEqual([3]);
  expect(await inputsOf(source('rest'))).toEqual([1, 5]);
});

it('names file, line and column of a bad value', async () => {
  const file = fileOf('a,y\n1,2\nnone,3\n');
  const source = csv({ file, target: 'y', batchSize: 2 });
  expect(await dataErrorOf(() => source.item(0))).toEqual({
    file,
    row: 3,
    column: 'a',
    expected: 'a number',
    got: '"none"',
  });
});

it('names the columns there are when one is missing', async () => {
  expect(await dataErrorOf(() => csv({ file: flowers, target: 'species', batchSize: 1 }))).toMatchObject({
    column: 'species',
    expected: 'one of the columns a, b, kind',
  });
});

it('names a row with too few fields', async () => {
  const file = fileOf('a,b,y\n1,2,3\n1,2\n');
  expect(await dataErrorOf(() => csv({ file, target: 'y', batchSize: 2 }))).toMatchObject({
    row: 3,
    expected: '3 fields',
    got: '2',
  });
});

it('says that a file is missing', async () => {
  expect(await dataErrorOf(() => csv({ file: `${folder.path}/no.csv`, target: 'y', batchSize: 1 }))).toMatchObject({
    expected: 'a readable file',
  });
});

it('says that a file is in UTF-16', async () => {
  const file = folder.write('wide.csv', Buffer.from('\uFEFFa,y\n1,2\n', 'utf16le'));
  expect(await dataErrorOf(() => csv({ file, target: 'y', batchSize: 1 }))).toMatchObject({
    expected: 'text in UTF-8',
    got: 'UTF-16',
  });
});

it('shows characters that nobody sees, and only the beginning of a long field', async () => {
  const gotOf = async (field: string): Promise<string | undefined> => {
    const file = fileOf(`a,y\n1,2\n${field},2\n`);
    return (await dataErrorOf(() => inputsOf(csv({ file, target: 'y', batchSize: 1 })))).got;
  };
  expect(await gotOf('\0')).toBe(String.raw`"\x00"`);
  expect(await gotOf('1\u001B[2J')).toBe(String.raw`"1\x1b[2J"`);
  expect(await gotOf('x'.repeat(100_000))).toBe(`"${'x'.repeat(80)}…"`);
});
