import '../../../../main/trainer/backend';
import { expect, it } from 'vitest';
import { batchSource } from '../../../../main/training/data/batch-source';
import { arrays } from '../../../../main/training/data/arrays';
import { dataset } from '../../../../main/training/data/dataset';
import { NdArray } from '../../../../main/training/data/nd-array';
import * as tf from '../../../../main/training/tf';
import { inputsOf, pairOf } from './scratch';

const numbers = (count: number): NdArray =>
  new NdArray(
    Float32Array.from({ length: count }, (_, row) => row),
    [count],
  );
const tens = (batchSize = 1) => arrays({ x: numbers(10), y: numbers(10), batchSize });
const inOrder = (count: number): number[] => Array.from({ length: count }, (_, row) => row);

it('maps items, and keeps none of the tensors that it makes', async () => {
  const factor = tf.scalar(2);
  const before = tf.memory().numTensors;
  const source = tens(5).map(([x, y]) => [tf.tensor(x.values, [...x.shape]).mul(factor), y]);
  const [x, y] = await source.item(1);
  expect([...x.values]).toEqual([10, 12, 14, 16, 18]);
  expect([...y.values]).toEqual([5, 6, 7, 8, 9]);
  expect(tf.memory().numTensors).toBe(before);
  factor.dispose();
  const waiting = tens().map((item) => Promise.resolve(item) as unknown as typeof item);
  await expect(waiting.item(0)).rejects.toMatchObject({
    code: 'wrong-result',
    values: { name: 'map', got: 'Promise' },
  });
});

it('joins items, the last of fewer, in arrays, lists, dicts and nested numbers', async () => {
  const source = tens(2).batch(3);
  expect(source.length).toBe(2);
  expect((await pairOf(source, 0))[0].shape).toEqual([6]);
  expect([...(await pairOf(source, 1))[0].values]).toEqual([6, 7, 8, 9]);
  const mixed = dataset({
    length: 2,
    item: (index) => ({ xs: { a: numbers(1), b: [[index, 1]] }, ys: [numbers(2), Float32Array.of(index)] }),
  }).batch(2);
  expect(await mixed.item(0)).toEqual({
    xs: {
      a: new NdArray(Float32Array.of(0, 0), [2]),
      b: [
        [0, 1],
        [1, 1],
      ],
    },
    ys: [new NdArray(Float32Array.of(0, 1, 0, 1), [4]), Float32Array.of(0, 1)],
  });
  const uneven = dataset({
    length: 2,
    item: (index) => [new NdArray(new Float32Array(2 + index), [1, 2 + index]), numbers(1)],
  });
  await expect(uneven.batch(2).item(0)).rejects.toMatchObject({ code: 'shape-mismatch' });
});

it('shuffles within windows by seed and epoch, from any item on', async () => {
  const source = tens().shuffle(4);
  const first = await inputsOf(source);
  expect(first).not.toEqual(inOrder(10));
  for (const window of [0, 4, 8]) {
    expect(first.slice(window, window + 4).sort((a, b) => a - b)).toEqual(inOrder(10).slice(window, window + 4));
  }
  expect(await inputsOf(source, 1)).not.toEqual(first);
  expect(await inputsOf(source, 0, 8)).not.toEqual(first);
  source.onEpochBegin(0, 7);
  expect((await pairOf(source, 9))[0].values[0]).toBe(first[9]);
  expect(await inputsOf(source)).toEqual(first);
});

it('takes only the first items and composes in any order', async () => {
  expect(await inputsOf(tens().take(3))).toEqual([0, 1, 2]);
  const composed = tens().shuffle(10).take(6).batch(2).prefetch(2);
  expect(composed.length).toBe(3);
  expect([composed.isShuffled, composed.ahead]).toEqual([true, 2]);
  expect(new Set(await inputsOf(composed)).size).toBe(6);
  const values = { name: 'batch', expected: 'integer >= 1', got: '0' };
  expect(() => tens().batch(0)).toThrow(expect.objectContaining({ code: 'wrong-argument', values }));
});

it('passes begin, end and close of an epoch on to the sequence that it is made of', async () => {
  const calls: string[] = [];
  const source = dataset({
    length: 1,
    item: () => [numbers(1), numbers(1)],
    onEpochBegin: (epoch, seed) => void calls.push(`begin ${epoch} ${seed}`),
    onEpochEnd: () => void calls.push('end'),
    close: () => void calls.push('close'),
  });
  const run = batchSource(source.shuffle(2).batch(2), { where: 'train', seed: 5, shuffle: true });
  run.beginEpoch(3);
  await run.next();
  await run.endEpoch();
  await run.close();
  expect(calls).toEqual(['begin 3 5', 'end', 'close']);
});

it('waits for an end of an epoch that takes its time, and tells what goes wrong in it', async () => {
  const source = dataset({
    length: 1,
    item: () => [numbers(1), numbers(1)],
    onEpochEnd: () => Promise.reject(new Error('at the end')),
  });
  const run = batchSource(source.take(1), { where: 'train', seed: 5, shuffle: true });
  run.beginEpoch(0);
  await expect(run.endEpoch()).rejects.toMatchObject({ code: 'user-code', values: { message: 'at the end' } });
});

/** Which items of a sequence of ten were asked for. */
function watched(ahead: number, shuffle = false) {
  const asked: number[] = [];
  const source = dataset({
    length: 10,
    item: (index) => {
      asked.push(index);
      if (index === 7) throw new Error('no seventh');
      return [numbers(index + 1), numbers(1)];
    },
  });
  const run = batchSource(ahead > 0 ? source.prefetch(ahead) : source, { where: 'train', seed: 5, shuffle });
  run.beginEpoch(0);
  return { asked, run };
}

it('asks for an item only when it is its turn, unless it is told to read ahead', async () => {
  const alone = watched(0);
  await alone.run.next();
  expect(alone.asked).toEqual([0]);
  const ahead = watched(2);
  await ahead.run.next();
  expect(ahead.asked).toEqual([0, 1, 2]);
  ahead.run.beginEpoch(1);
  await ahead.run.next();
  expect(ahead.asked).toEqual([0, 1, 2, 0, 1, 2]);
});

it('says what went wrong with an item read ahead when its turn comes, and reads no further than the epoch', async () => {
  const { run, asked } = watched(3);
  for (let item = 0; item < 7; item += 1) await run.next();
  await expect(run.next()).rejects.toThrow(/no seventh/);
  await run.next();
  await run.next();
  expect(asked).toEqual(inOrder(10));
  await run.close();
});

it('leaves the order of what is shuffled already as it is', async () => {
  const own = batchSource(tens().shuffle(10), { where: 'train', seed: 7, shuffle: true });
  own.beginEpoch(0);
  const order: number[] = [];
  for (let item = 0; item < 10; item += 1) order.push(((await own.next()) as unknown as [NdArray])[0].values[0]!);
  expect(order).toEqual(await inputsOf(tens().shuffle(10)));
});
