import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { batchSource } from '../../../../main/training/data/batch-source';
import { NdArray } from '../../../../main/training/data/nd-array';
import { rowIdsOf, withRowIds } from '../../../../main/training/data/row-ids';
import type { Yielded } from '../../../../main/training/experiment';
import { Journal } from '../../../../main/training/time-travel/journal';
import { passOver } from '../../../../main/training/data/counted-source';
import { decodeItem, encodeItem } from '../../../../main/training/time-travel/plain-item';
import { seekableSource } from '../../../../main/training/time-travel/recorded-source';

const item = (number: number): Yielded => [new Float32Array(100).fill(number), [[number]]];
const budget = { memory: 1500, disk: 3000 };

describe('a journal', () => {
  let folder = '';
  const open = (place = folder, troubles: unknown[] = []) =>
    new Journal('train', { folder: place, budget, onTrouble: (error) => troubles.push(error) });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'batchpoint-journal-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives items back, from memory and from disk, and forgets the oldest beyond its budgets', () => {
    const journal = open();
    const { byteLength } = encodeItem(item(0));
    for (let number = 0; number < 50; number += 1) {
      journal.add(item(number));
      const files = readdirSync(folder);
      const onDisk = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
      expect(onDisk).toBeLessThanOrEqual(budget.disk);
      const inMemory = (journal.end - journal.first - files.length) * byteLength;
      expect(inMemory).toBeLessThanOrEqual(budget.memory);
    }
    expect(journal.end).toBe(50);
    expect(journal.first).toBeGreaterThan(30);
    for (let number = journal.first; number < 50; number += 1) expect(journal.at(number)).toEqual(item(number));
    expect(() => journal.at(journal.first - 1)).toThrow(RangeError);
    journal.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes on with what memory holds when files cannot be written', () => {
    const troubles: unknown[] = [];
    const journal = open(join(folder, 'missing'), troubles);
    for (let number = 0; number < 20; number += 1) journal.add(item(number));
    expect(troubles.length).toBeGreaterThan(0);
    expect(journal.at(19)).toEqual(item(19));
    expect(journal.first).toBeGreaterThan(0);
  });

  it('lets a generator be asked again, then goes on with it', async () => {
    const pulled: number[] = [];
    function* generator(): Generator<Yielded> {
      for (let number = 0; ; number += 1) {
        pulled.push(number);
        yield item(number);
      }
    }
    const source = seekableSource(batchSource(generator(), { where: 'train', seed: 0, shuffle: false }), open());
    const next = async () => ((await source.next()) as [Float32Array, number[][]])[1][0]![0];
    expect([await next(), await next(), await next()]).toEqual([0, 1, 2]);
    source.seek(1);
    expect([await next(), await next(), await next()]).toEqual([1, 2, 3]);
    expect(pulled).toEqual([0, 1, 2, 3]);
    expect(source.taken()).toBe(4);
    expect(() => source.seek(5)).toThrow(RangeError);
  });

  it('enters a sequence anew', async () => {
    const data = { length: 5, item: (index: number) => item(index) };
    const source = seekableSource(batchSource(data, { where: 'train', seed: 3, shuffle: true }), open());
    const rest = async () => {
      const found: number[] = [];
      for (let left = 5 - found.length; left > 0; left -= 1) {
        const got = await source.next();
        if (got) found.push((got as [Float32Array, number[][]])[1][0]![0]!);
      }
      return found;
    };
    source.beginEpoch(2);
    const order = await rest();
    source.seek(13);
    source.beginEpoch(2);
    await passOver(source, 3);
    expect((await rest()).slice(0, 2)).toEqual(order.slice(3));
    expect(source.taken()).toBeGreaterThanOrEqual(15);
  });
});

describe('items as bytes', () => {
  it('come back in the form in which they were given, tensors as arrays of their shape', () => {
    const x = tensor2d([1, 2, 3, 4], [2, 2]);
    const given = {
      xs: { a: x, b: new NdArray(Int32Array.of(1, 2), [2, 1]) },
      ys: [
        [0, 1],
        [Number.NaN, 2],
      ],
    };
    const back = decodeItem(encodeItem(given));
    expect(back).toEqual({
      xs: { a: new NdArray(Float32Array.of(1, 2, 3, 4), [2, 2]), b: new NdArray(Int32Array.of(1, 2), [2, 1]) },
      ys: [
        [0, 1],
        [Number.NaN, 2],
      ],
    });
    x.dispose();
  });

  it('keep the place of their rows in the source, whatever form their inputs have', () => {
    const rows = Int32Array.of(4, 7);
    const inputs = [new NdArray(Float32Array.of(1, 2), [2, 1]), [[1], [2]], { a: [[1], [2]] }];
    for (const x of inputs) {
      const [back] = decodeItem(encodeItem(withRowIds([x, [0, 1]], 'table.csv', rows))) as [object];
      expect(back).toEqual(x);
      expect(rowIdsOf(back)).toEqual([{ source: 'table.csv', rows }]);
    }
    const [own] = decodeItem(encodeItem([[[1]], [1]])) as [object];
    expect(rowIdsOf(own)).toBeUndefined();
  });
});
