import { expect, it } from 'vitest';
import { csv } from '../../../../../main/training/data/csv/csv';
import { indexRecords, lineAt } from '../../../../../main/training/data/csv/record-index';
import { CsvKernel } from '../../../../../main/training/data/csv/kernel/kernel';
import { fieldsOf } from '../../../../../main/training/data/csv/row-layout';
import { FileParts } from '../../../../../main/training/data/read-at';
import { keyedPermutation } from '../../../../../main/training/random/keyed-permutation';
import { dataErrorOf, inputsOf, pairOf, scratchFolder } from '../scratch';

const folder = scratchFolder();

const kernel = new CsvKernel();

/** What the kernel makes of a text; undefined if it leaves it to the slow way. */
function numberOf(text: string, scale = 1): number | undefined {
  kernel.use({ kinds: Uint8Array.of(1), fills: Float64Array.of(Number.NaN), scale, separator: 44, words: [] });
  const end = kernel.block + kernel.bytes.write(text, kernel.block, 'latin1');
  kernel.bytes.write(',\0', end, 'latin1');
  const into = kernel.firstValue;
  return kernel.number(kernel.block, 8 * into) === end ? kernel.numbers[into] : undefined;
}

it('reads plain numbers exactly as JavaScript does', () => {
  for (const text of [
    '0',
    '-0',
    '7',
    '-12',
    '1.5',
    '.25',
    '3.',
    '0.000001',
    '123456789',
    '1234567890',
    '0.1234567891234',
    '1e5',
    '-2.5E-3',
    '1e+22',
  ]) {
    expect([text, numberOf(text)]).toEqual([text, Number(text)]);
  }
  for (const text of ['', '-', '.', '+1', 'x', '1.2.3', '0x10', '1e', 'e5', '1e-', '1e99999'])
    expect([text, numberOf(text)]).toEqual([text, undefined]);
});

it('gives the same float32 for numbers of any length, or leaves them to the slow way', () => {
  const bits = keyedPermutation(4000, [3, 5]);
  let plain = 0;
  for (let at = 0; at + 1 < bits.length; at += 1) {
    const text = String((bits[at]! - 2000) / (bits[at + 1]! + 0.37));
    const read = numberOf(text, 1 / 3);
    if (read === undefined) continue;
    plain += 1;
    expect([text, Math.fround(read)]).toEqual([text, Math.fround(Number(text))]);
    expect(Math.fround(read * (1 / 3))).toBe(Math.fround(Number(text) * (1 / 3)));
  }
  expect(plain).toBeGreaterThan(3500);
  // Exactly between two float32, but for a digit that is not read.
  const between = '1.00000005960464477539062500001';
  expect(numberOf(between)).toBeUndefined();
});

it('splits quoted fields', () => {
  expect(fieldsOf('a,"b,c", "d ""e""" ,,f"g"', ',')).toEqual(['a', 'b,c', 'd "e"', '', 'f"g"']);
  expect(fieldsOf('', ',')).toEqual(['']);
  expect(fieldsOf('"a"\t', '\t')).toEqual(['a', '']);
});

const rows = 150_000;
/** 1 MB and more, in which quotes, exponents, empty lines and Windows line ends turn up here and there. */
const large = folder.write(
  'large.csv',
  `n,half,y\n${Array.from({ length: rows }, (_, row) => {
    if (row % 1000 === 7) return `"${row}",${row / 2},0\r\n`;
    if (row % 1000 === 8) return `${row}e0,${row / 2},1\n\n`;
    return `${row},${row / 2},${row % 2}\n`;
  }).join('')}`.trimEnd(),
);

it('keeps few places of a file of many records', () => {
  const { records, stride, starts } = indexRecords(new FileParts(large));
  expect(records).toBe(rows + 1);
  expect(stride).toBe(4);
  expect(starts.length).toBe(Math.ceil(records / stride));
  expect(lineAt(new FileParts(large), starts[1]!)).toBe(5);
});

it('reads a file of several blocks in order, and begins at any batch', async () => {
  const source = csv({ file: large, target: 'y', columns: ['n'], batchSize: 997 });
  const values = await inputsOf(source);
  expect(values.length).toBe(rows);
  expect(values.every((value, row) => value === row)).toBe(true);
  for (const batch of [140, 3, 150, 4, 0]) {
    const [x] = await pairOf(source, batch);
    expect([batch, x.values[0]]).toEqual([batch, batch * 997]);
  }
});

it('shuffles many rows in windows: each once, x with y, the same order again, from any batch on', async () => {
  const options = { file: large, target: 'half', columns: ['n'], batchSize: 1000, shuffle: true } as const;
  const source = csv(options);
  const first = await inputsOf(source);
  expect(
    Float64Array.from(first)
      .sort()
      .every((value, row) => value === row),
  ).toBe(true);
  expect(await inputsOf(source, 1)).not.toEqual(first);
  const other = csv(options);
  other.onEpochBegin(0, 7);
  for (const batch of [149, 20, 66]) {
    const [x, y] = await pairOf(other, batch);
    expect([...x.values]).toEqual(first.slice(batch * 1000, (batch + 1) * 1000));
    expect(x.values.every((value, row) => y.values[row] === value / 2)).toBe(true);
  }
});

it('leaves nothing of one window in the next', async () => {
  const lines = Array.from({ length: rows }, (_, row) => `${row},${row % 2 === 0 ? 'even' : 'odd'}\n`);
  const worded = folder.write('worded.csv', `n,word\n${lines.join('')}`);
  const categorical = { word: 'one-hot' } as const;
  const source = csv({ file: worded, target: 'n', columns: ['word'], batchSize: 5000, shuffle: true, categorical });
  source.onEpochBegin(0, 3);
  for (let batch = 0; batch < source.length; batch += 1) {
    const [x, y] = await pairOf(source, batch);
    const wrong = y.values.findIndex((n, row) => [0, 1].some((word) => x.values[2 * row + word] !== +(n % 2 === word)));
    expect([batch, wrong]).toEqual([batch, -1]);
  }
});

it('holds out every n-th row of a part', async () => {
  const part = { file: large, target: 'y', columns: ['n'], batchSize: 50, rows: [11, 31] } as const;
  const nth = await inputsOf(csv({ ...part, every: { n: 5, take: 'nth' } }));
  const rest = await inputsOf(csv({ ...part, every: { n: 5, take: 'rest' } }));
  expect(nth).toEqual([14, 19, 24, 29]);
  expect([...nth, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, row) => row + 11));
});

it('reads on after it was closed', async () => {
  const source = csv({ file: large, target: 'y', columns: ['n'], batchSize: 10 });
  await source.close();
  expect((await pairOf(source, 9000))[0].values[0]).toBe(90_000);
});

it('reads many files in turns, more than there is room for at once', async () => {
  const sources = Array.from({ length: 40 }, (_, each) => {
    const rows = Array.from({ length: 50 }, (__, row) => `${1000 * each + row},0`);
    return csv({ file: folder.write(`part-${each}.csv`, `n,y\n${rows.join('\n')}\n`), target: 'y', batchSize: 5 });
  });
  for (const batch of [0, 1, 2, 9, 3]) {
    for (const [each, source] of sources.entries()) {
      expect((await pairOf(source, batch))[0].values[4]).toBe(1000 * each + 5 * batch + 4);
    }
  }
});

it('says where a quote is never closed, and that a file is empty', async () => {
  const open = folder.write('open.csv', 'a,y\n1,2\n"3,4\n5,6\n');
  expect(await dataErrorOf(() => csv({ file: open, target: 'y', batchSize: 1 }))).toMatchObject({ row: 3 });
  const empty = folder.write('empty.csv', '');
  expect(await dataErrorOf(() => csv({ file: empty, target: 'y', batchSize: 1 }))).toMatchObject({ got: '0 lines' });
});
