import { expect, it } from 'vitest';
import { csv } from '../../../../../main/training/data/csv/csv';
import { dataErrorOf, pairOf, scratchFolder } from '../scratch';

const folder = scratchFolder();
const cars = folder.write('cars.csv', 'colour,doors,price,sold\nred,2,10,1\nblue,,20,0\n"red",4,NA,1\ngreen,3,40,0\n');
const complete = { file: cars, batchSize: 4, target: 'sold', missing: 0 } as const;

it('makes one column for each word, or the place of the word', async () => {
  const oneHot = csv({ ...complete, columns: ['colour', 'doors'], categorical: { colour: 'one-hot' } });
  const [x] = await pairOf(oneHot);
  expect(x.shape).toEqual([4, 4]);
  expect([...x.values]).toEqual([0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 1, 4, 0, 1, 0, 3]);
  const index = csv({ ...complete, columns: ['colour'], categorical: { colour: 'index' }, scale: 10 });
  expect([...(await pairOf(index))[0].values]).toEqual([2, 0, 2, 1]);
});

it('fills what is missing with the mean of the column or a number, for all inputs or by column', async () => {
  const columns = ['doors', 'price'];
  const mean = csv({ ...complete, columns, missing: 'mean' });
  expect([...(await pairOf(mean))[0].values]).toEqual([2, 10, 3, 20, 4, Math.fround(70 / 3), 3, 40]);
  const mixed = csv({ ...complete, columns, missing: { doors: -1, price: 'mean' } });
  expect([...(await pairOf(mixed))[0].values]).toEqual([2, 10, -1, 20, 4, Math.fround(70 / 3), 3, 40]);
});

it('takes a missing value for an error where no rule is given, also in a target and in words', async () => {
  const error = { file: cars, expected: 'a number' };
  const inputs = csv({ file: cars, batchSize: 4, target: 'sold', columns: ['doors'] });
  expect(await dataErrorOf(() => inputs.item(0))).toEqual({ ...error, row: 3, column: 'doors', got: 'nothing' });
  const target = csv({ ...complete, target: 'price', columns: ['sold'] });
  expect(await dataErrorOf(() => target.item(0))).toEqual({ ...error, row: 4, column: 'price', got: '"NA"' });
  const file = folder.write('word.csv', 'word,y\na,1\n,2\n');
  const words = csv({ file, batchSize: 2, target: 'y', categorical: { word: 'index' } });
  expect(await dataErrorOf(() => words.item(0))).toMatchObject({ row: 3, column: 'word', expected: 'a word' });
});

it('takes several targets, and words of a target as one-hot columns', async () => {
  const several = csv({ ...complete, target: ['sold', 'colour'], columns: ['doors'] });
  const [, y] = await pairOf(several);
  expect(y.shape).toEqual([4, 2]);
  expect([...y.values]).toEqual([1, 2, 0, 0, 1, 2, 0, 1]);
  const oneHot = csv({ ...complete, target: 'colour', columns: ['sold'], categorical: { colour: 'one-hot' } });
  expect((await pairOf(oneHot))[1].shape).toEqual([4, 3]);
});

it('says which line holds a word in a target of numbers, however far down', async () => {
  const rows = Array.from({ length: 1500 }, (_, row) => `${row},${row === 1400 ? 'many' : row}`);
  const file = folder.write('far.csv', `x,y\n\n${rows.join('\n')}\n`);
  const source = csv({ file, target: 'y', batchSize: 1500 });
  expect(await dataErrorOf(() => source.item(0))).toMatchObject({ row: 1403, column: 'y', got: '"many"' });
});

it('reads files without a header, with names given, and with another separator', async () => {
  const file = folder.write('plain.txt', '1;2;3\n4;5;6\n');
  const source = csv({ file, target: '2', batchSize: 2, header: false, separator: ';' });
  expect([...(await pairOf(source))[0].values]).toEqual([1, 2, 4, 5]);
  const named = csv({ file, target: 'a', batchSize: 2, header: ['a', 'b', 'c'], separator: ';' });
  expect([...(await pairOf(named))[1].values]).toEqual([1, 4]);
  for (const separator of ['::', '.', '-', ' ']) {
    expect(() => csv({ file, target: '2', batchSize: 2, separator })).toThrow(/wrong-argument.*';'/);
  }
});

it('names a column of words that there is not', async () => {
  expect(await dataErrorOf(() => csv({ ...complete, categorical: { make: 'index' } }))).toMatchObject({
    column: 'make',
  });
});
