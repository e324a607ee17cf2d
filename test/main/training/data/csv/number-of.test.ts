import { expect, it } from 'vitest';
import { csv } from '../../../../../main/training/data/csv/csv';
import { numberOf } from '../../../../../main/training/data/csv/number-of';
import { dataErrorOf, inputsOf, pairOf, scratchFolder } from '../scratch';

const folder = scratchFolder();
/** A table of one input, with a field among plain ones: rows that the kernel can't read are read one by one. */
const tableOf = (field: string) => {
  const file = folder.write('table.csv', `a,b\n1,0\n${field},1\n3,0\n`);
  return csv({ file, columns: ['a'], target: 'b', batchSize: 3 });
};

it.each([
  ['1', 1],
  ['+1', 1],
  ['-1.5', -1.5],
  ['.25', 0.25],
  ['3.', 3],
  ['1e5', 1e5],
  ['+2.5E-3', 0.0025],
  ['inf', Infinity],
  ['Infinity', Infinity],
  ['-INF', -Infinity],
])('%s is a number, as it is for pandas', (text, value) => {
  expect(numberOf(text)).toBe(value);
});

it.each(['', '-', '.', 'e5', '1e', '0x10', '0b1', '0o7', '1_000', '1,5', '1 2', 'nan', 'infinite', '1n'])(
  '%j is none',
  (text) => {
    expect(numberOf(text)).toBeNaN();
  },
);

it.each([
  ['1e5', 1e5],
  [' 7 ', 7],
  ['+1', 1],
  ['-inf', -Infinity],
])('a table reads %j among others', async (field, value) => {
  expect(await inputsOf(tableOf(field))).toEqual([1, value, 3]);
});

it.each(['0x10', '1_000'])('a table refuses %s, with its line', async (field) => {
  const error = await dataErrorOf(() => inputsOf(tableOf(field)));
  expect(error).toMatchObject({ row: 3, column: 'a', expected: 'a number', got: `"${field}"` });
});

it('a target with a field that is no decimal number holds words, one with an infinity does not', async () => {
  const targets = async (field: string) => {
    const file = folder.write('targets.csv', `a,b\n1,10\n2,${field}\n`);
    return [...(await pairOf(csv({ file, target: 'b', batchSize: 2 })))[1].values];
  };
  expect(await targets('0x10')).toEqual([1, 0]);
  expect(await targets('inf')).toEqual([10, Infinity]);
});
