import { expect, it } from 'vitest';
import { csv } from '../../../../../main/training/data/csv/csv';
import { fieldsOf } from '../../../../../main/training/data/csv/row-layout';
import { dataErrorOf, pairOf, scratchFolder } from '../scratch';

const folder = scratchFolder();
const scale = 1 / 3;

/** Whole numbers below `end`, the same in each run. */
function drawer(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * end);
  };
}

function digitsOf(draw: (end: number) => number, most: number): string {
  return Array.from({ length: draw(most + 1) }, () => draw(10)).join('');
}

/** A number in one of the ways that files have them. */
function numberText(draw: (end: number) => number): string {
  const sign = ['', '', '-', '+'][draw(4)]!;
  const value = (draw(2 ** 31) - 2 ** 30) / (draw(2 ** 20) + 0.7);
  const ways = [
    () => value.toFixed(draw(8)),
    () => String(value),
    () => value.toExponential(draw(20)),
    () => String(Math.fround(value)),
    () => `${sign}${digitsOf(draw, 20)}7.${digitsOf(draw, 25)}`,
    () => `${sign}.${digitsOf(draw, 30)}3`,
    () => `${sign}${digitsOf(draw, 24)}5`,
    () => `${sign}${digitsOf(draw, 4)}1.${digitsOf(draw, 9)}e${['', '-', '+'][draw(3)]}${draw(45)}`,
    () => `${sign}0.${'0'.repeat(draw(30))}${draw(1000)}`,
    () => String(Number(`1e${draw(30) - 15}`) * draw(9)),
    // Exactly between two float32, then a little more.
    () => `${2 ** 24 + 2 * draw(1000) + 1}.${'0'.repeat(draw(20))}${draw(2)}`,
  ];
  return ways[draw(ways.length)]!();
}

/** The same with blanks or quotes around it. */
function fieldText(draw: (end: number) => number): string {
  const text = numberText(draw);
  const dress = draw(40);
  if (dress === 0) return `"${text}"`;
  if (dress === 1) return ` ${text}`;
  if (dress === 2) return `${text} `;
  return dress === 3 ? '' : text;
}

/** A file of numbers, and what it holds by the slow reference: split and Number. */
function tableOf(seed: number, rows: number, lineEnd: string): { text: string; x: number[]; y: number[] } {
  const draw = drawer(seed);
  const lines: string[] = [];
  const x: number[] = [];
  const y: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    const fields = [fieldText(draw), fieldText(draw), numberText(draw)];
    lines.push(fields.join(','));
    const [first, second, target] = fields.map((field) => field.replaceAll('"', '').trim());
    for (const each of [first!, second!]) x.push(Math.fround((each === '' ? -7 : Number(each)) * scale));
    y.push(Math.fround(Number(target)));
    if (draw(30) === 0) lines.push('');
  }
  return { text: `a,b,y${lineEnd}${lines.join(lineEnd)}${draw(2) === 0 ? lineEnd : ''}`, x, y };
}

it.each([
  ['\n', 1],
  ['\n', 2],
  ['\r\n', 3],
  ['\r\n', 4],
])('reads the same numbers as split and Number do, line ends %j, seed %i', async (lineEnd, seed) => {
  const rows = 6000;
  const { text, x, y } = tableOf(seed, rows, lineEnd);
  const file = folder.write(`fuzz-${seed}.csv`, text);
  const source = csv({ file, target: 'y', batchSize: 1000, scale, missing: -7 });
  expect(source.length).toBe(rows / 1000);
  for (let batch = 0; batch < source.length; batch += 1) {
    const [inputs, targets] = await pairOf(source, batch);
    expect(Buffer.from(inputs.values.buffer)).toEqual(
      Buffer.from(Float32Array.from(x.slice(2000 * batch, 2000 * (batch + 1))).buffer),
    );
    expect([...targets.values]).toEqual(y.slice(1000 * batch, 1000 * (batch + 1)));
  }
});

/** Rows that hold all that can go wrong at the end of what was read at once. */
const tricky = [
  '-12.5,1,a',
  '"3.25",2,"b, ""c""\r\nd"',
  '1.5e3,-3,e',
  '',
  '7,4,"f"',
  '123456789.123456789,5,g',
  '\r',
  '0.1,6,h',
];
const trickyValues = tricky.filter((row) => row.trim() !== '').map((row) => fieldsOf(row, ','));

it.each([
  [1 << 14, '\n'],
  [1 << 14, '\r\n'],
  [1 << 20, '\n'],
  [1 << 20, '\r\n'],
])('reads rows that are cut at any place, after %i bytes, line ends %j', async (border, lineEnd) => {
  const rest = `${lineEnd}${tricky.join(lineEnd)}`;
  for (let cut = 0; cut <= rest.length + 2; cut += 1) {
    const head = `n,y,word${lineEnd}0,0,`;
    const file = folder.write('cut.csv', `${head}${'z'.repeat(border - head.length - cut)}${rest}`);
    const source = csv({ file, target: 'y', columns: ['n'], batchSize: 50 });
    const [x, y] = await pairOf(source);
    expect([cut, ...x.values]).toEqual([cut, 0, ...trickyValues.map(([n]) => Math.fround(Number(n)))]);
    expect([...y.values]).toEqual([0, ...trickyValues.map(([, target]) => Number(target))]);
  }
});

it('reads words that are cut at any place', async () => {
  const words = trickyValues.map(([, , word]) => word!.trim());
  const classes = [...new Set(['first', ...words])].sort();
  for (let cut = 0; cut < 90; cut += 1) {
    const head = 'n,y,word\n0,0,first\n';
    const file = folder.write('cut.csv', `${head}${'\n'.repeat((1 << 14) - head.length - cut)}${tricky.join('\n')}`);
    const source = csv({ file, target: 'word', columns: ['n'], batchSize: 50 });
    const [, y] = await pairOf(source);
    expect([cut, ...[...y.values].map((each) => classes[each])]).toEqual([cut, 'first', ...words]);
  }
});

it('names the line and column of what is wrong among rows that are read at once', async () => {
  for (const bad of [0, 1, 63, 127, 128, 129, 500]) {
    const rows = Array.from({ length: 600 }, (_, row) => (row === bad ? `${row},1x,0` : `${row},-1.25,0`));
    const file = folder.write('bad.csv', `a,b,y\n${rows.join('\n')}\n`);
    const source = csv({ file, target: 'y', batchSize: 600 });
    expect(await dataErrorOf(() => source.item(0))).toMatchObject({ row: bad + 2, column: 'b', got: '"1x"' });
  }
});
