import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import '../../../../../main/trainer/backend';
import type { PreparedBatch } from '../../../../../main/training/data/prepared-batch';
import { rowHashes } from '../../../../../main/training/debug/batch/row-hash';
import { SeenRows } from '../../../../../main/training/debug/batch/seen-rows';

const made: Tensor[] = [];
afterEach(() => {
  for (const each of made.splice(0)) each.dispose();
});

const own = (values: number[][], type?: 'int32' | 'bool'): PreparedBatch => {
  const x = tensor(values, undefined, type);
  made.push(x);
  return { xs: [x], ys: [], weights: [], rows: values.length };
};
const known = (...rows: number[]): PreparedBatch => ({
  ...own(rows.map(() => [0])),
  rowIds: [{ source: 'array', rows: Int32Array.from(rows) }],
});

describe('rows that an epoch has seen', () => {
  it('are known by id, and forgotten with the epoch', () => {
    const seen = new SeenRows();
    seen.add(known(1, 2), { epoch: 0, batch: 0, step: 1 });
    seen.add(known(3, 1), { epoch: 0, batch: 1, step: 2 });
    expect(seen.before(known(3, 1), 0, 2)).toEqual([1]);
    seen.add(known(1, 3), { epoch: 1, batch: 0, step: 3 });
    expect(seen.before(known(1, 3), 1, 3)).toEqual([]);
  });

  it('are told apart by their source', () => {
    const seen = new SeenRows();
    const of = (...sources: string[]): PreparedBatch => ({
      ...own(sources.map(() => [0])),
      rowIds: sources.map((source) => ({ source, rows: Int32Array.of(5) })),
    });
    seen.add(of('a', 'b'), { epoch: 0, batch: 0, step: 1 });
    expect(seen.before(of('c', 'b', 'a'), 0, 2)).toEqual([1, 2]);
  });

  it('stay right for a run that went back', () => {
    const seen = new SeenRows();
    for (const step of [1, 2, 3]) seen.add(known(step), { epoch: 0, batch: step - 1, step });
    seen.add(known(3), { epoch: 0, batch: 1, step: 2 });
    expect(seen.before(known(3), 0, 2)).toEqual([]);
    expect(seen.before(known(3), 0, 3)).toEqual([0]);
  });

  it('are forgotten where a run that went back has not come to them', () => {
    const seen = new SeenRows();
    for (const step of [1, 2, 3]) seen.add(known(step), { epoch: 0, batch: step - 1, step });
    seen.wentBack(1);
    seen.add(known(9), { epoch: 0, batch: 1, step: 2 });
    expect(seen.before(known(1, 2, 3, 9), 0, 7)).toEqual([0, 3]);
  });

  it('are told apart by their values only where somebody looks', () => {
    const seen = new SeenRows();
    const batch = own([[1], [2]]);
    seen.add(batch, { epoch: 0, batch: 0, step: 1 });
    expect(seen.before(batch, 0, 9)).toEqual([]);
    seen.watch({ epoch: 0, batch: 1, step: 2 });
    seen.add(batch, { epoch: 0, batch: 1, step: 2 });
    expect(seen.before(batch, 0, 9)).toEqual([0, 1]);
    expect(seen.since).toBe(1);
  });
});

it('gives rows different hashes unless they are the same', () => {
  const rows = Array.from({ length: 4096 }, (_, row) => [row % 2, (row >> 1) % 2, row >> 2, 0, 1]);
  expect(new Set(rowHashes(own(rows))).size).toBe(4096);
  expect(new Set(rowHashes(own(rows, 'int32'))).size).toBe(4096);
  expect(
    new Set(
      rowHashes(
        own(
          rows.slice(0, 4).map((row) => row.slice(0, 2)),
          'bool',
        ),
      ),
    ).size,
  ).toBe(4);
  const [first, second, third] = rowHashes(
    own([
      [1.5, 2],
      [1.5, 2],
      [2, 1.5],
    ]),
  );
  expect(first).toBe(second);
  expect(third).not.toBe(first);
});
