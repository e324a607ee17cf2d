import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { arrays } from '../../../../main/training/data/arrays';
import { csv } from '../../../../main/training/data/csv/csv';
import { dataset, type Dataset } from '../../../../main/training/data/dataset';
import { idx } from '../../../../main/training/data/idx';
import { NdArray } from '../../../../main/training/data/nd-array';
import { npy, npz } from '../../../../main/training/data/npy';
import { firstRows, hasRow, rowIdsOf } from '../../../../main/training/data/row-ids';
import { npzBytes } from '../../../../main/training/data/write-npz';
import type { Yielded } from '../../../../main/training/experiment';

const rows = 23;
let folder = '';
const at = (name: string) => join(folder, name);

/** Row r holds the number r, so that a batch says itself which rows it has. */
const numbers = Int32Array.from({ length: rows }, (_, row) => row);
const x = new NdArray(Float32Array.from(numbers), [rows, 1]);
const y = new NdArray(numbers, [rows]);

function idxBytes(axes: readonly number[], bytes: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * axes.length));
  header.setUint32(0, 0x0800 + axes.length);
  axes.forEach((size, axis) => header.setUint32(4 + 4 * axis, size));
  return Buffer.concat([new Uint8Array(header.buffer), bytes]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-rows-'));
  mkdirSync(at('part'));
  writeFileSync(at('table.csv'), `x,y\n${Array.from(numbers, (row) => `${row},${row}`).join('\n')}\n`);
  writeFileSync(
    at('images'),
    idxBytes(
      [rows, 1, 2],
      Uint8Array.from({ length: 2 * rows }, (_, i) => i >> 1),
    ),
  );
  writeFileSync(at('labels'), idxBytes([rows], Uint8Array.from(numbers)));
  const file = npzBytes([
    { name: 'x', values: Float32Array.from(numbers), shape: [rows, 1] },
    { name: 'y', values: numbers, shape: [rows] },
  ]);
  writeFileSync(at('both.npz'), file);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Source = { readonly source: string; readonly data: Dataset<readonly [NdArray, NdArray]> };
const common = { batchSize: 5, shuffle: true };
const sources: { readonly [name: string]: () => Source } = {
  arrays: () => ({ source: 'array', data: arrays({ x, y, ...common }) }),
  'a part of a CSV file': () => ({
    source: at('table.csv'),
    data: csv({ file: at('table.csv'), target: 'y', every: { n: 3, take: 'rest' }, ...common }),
  }),
  'IDX files': () => ({
    source: at('images'),
    data: idx({ images: at('images'), labels: at('labels'), scale: 1, ...common }),
  }),
  'an npz file': () => {
    const data = npz({ file: at('both.npz'), ...common });
    return { source: at('both.npz'), data };
  },
};

const idsOf = (item: Yielded) => rowIdsOf('xs' in item ? item.xs : item[0]);

describe.each(Object.entries(sources))('rows of %s', (_, open) => {
  it('are known by their place in the source, in whatever order they come', async () => {
    const { source, data } = open();
    data.onEpochBegin(1, 7);
    const seen: number[] = [];
    for (let batch = 0; batch < data.length; batch += 1) {
      const item = await data.item(batch);
      const ids = idsOf(item)!;
      expect(ids).toHaveLength(1);
      expect(ids[0]!.source.startsWith(source)).toBe(true);
      expect([...ids[0]!.rows]).toEqual([...item[1].values]);
      seen.push(...ids[0]!.rows);
    }
    expect(new Set(seen).size).toBe(seen.length);
    await data.close();
  });

  it('stay known when items are shuffled, changed, joined and cut', async () => {
    const { data } = open();
    const composed = data
      .shuffle(3)
      .map(([inputs, targets]) => ({ xs: { input: inputs }, ys: targets }))
      .batch(2)
      .take(2);
    composed.onEpochBegin(0, 7);
    for (const batch of [0, 1]) {
      const item = await composed.item(batch);
      const rowsOfItem = idsOf(item)!.flatMap((part) => [...part.rows]);
      expect(rowsOfItem).toEqual([...item.ys.values]);
    }
    await composed.close();
  });
});

it('knows the rows of npy files too', async () => {
  const file = at('x.npy');
  const bytes = npzBytes([{ name: 'x', values: Float32Array.from(numbers), shape: [rows, 1] }]);
  writeFileSync(file, bytes.subarray(30 + 'x.npy'.length, 30 + 'x.npy'.length + 128 + 4 * rows));
  const data = npy({ x: file, y: file, ...common });
  data.onEpochBegin(2, 1);
  const [inputs] = await data.item(0);
  const [ids] = rowIdsOf(inputs)!;
  expect(ids).toEqual({ source: file, rows: Int32Array.from(inputs.values) });
  await data.close();
});

it('knows nothing of items that were never in a source', async () => {
  const own = dataset({ length: 2, item: () => [[[1]], [1]] as const });
  expect(idsOf((await own.batch(2).item(0)) as Yielded)).toBeUndefined();
});

it('finds a row by its number, or by source and number', () => {
  const ids = [
    { source: 'a.csv', rows: Int32Array.of(4, 8) },
    { source: 'b.csv', rows: Int32Array.of(15) },
  ];
  expect([4, 15, 16, '8', 'b.csv:15', 'a.csv:15', 'x'].map((id) => hasRow(ids, id))).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(firstRows(ids, 2)).toEqual([
    { source: 'a.csv', row: 4 },
    { source: 'a.csv', row: 8 },
  ]);
});
