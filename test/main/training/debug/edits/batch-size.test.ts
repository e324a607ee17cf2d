import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Edit } from '../../../../../main/contract/debug/edits';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import { arrays } from '../../../../../main/training/data/arrays';
import { dataset } from '../../../../../main/training/data/dataset';
import { NdArray } from '../../../../../main/training/data/nd-array';
import type { Experiment, GeneratorExperiment, Sequence, Yielded } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const rows = 45;
const size = (count: number): Edit => ({ kind: 'batch-size', rows: count });

/** The first input of a row tells which it is. */
const x = (row: number): number[] => [row, Math.sin(row), Math.cos(row), 1];
const y = (row: number): number => row % 3;

function item(first: number, last: number): Yielded {
  const ids = Array.from({ length: last - first }, (_, at) => first + at);
  return [ids.map(x), ids.map(y)];
}

/** Batches of 10, the last of 5. */
const sequence: Sequence = {
  length: 5,
  item: (index) => item(index * 10, Math.min(rows, (index + 1) * 10)),
};
function* endless(): Generator<Yielded> {
  for (;;) for (let index = 0; index < 5; index += 1) yield sequence.item(index) as Yielded;
}
function shuffledArrays() {
  const all = Array.from({ length: rows }, (_, row) => row);
  return arrays({
    x: new NdArray(Float32Array.from(all.flatMap(x)), [rows, 4]),
    y: new NdArray(Int32Array.from(all.map(y)), [rows]),
    batchSize: 10,
    shuffle: true,
  });
}

const { stepsPerEpoch: _, ...common } = noisyExperiment;
const kinds: { readonly [name: string]: Experiment } = {
  'shuffled arrays': { ...common, epochs: 9, train: shuffledArrays },
  'a sequence, shuffled by the batch': { ...common, epochs: 9, train: () => sequence },
  'a dataset that joins rows': {
    ...common,
    epochs: 9,
    shuffle: false,
    train: () => dataset({ length: rows, rows, item: (row) => item(row, row + 1) }).batch(10),
  },
  'a plain generator': { ...common, epochs: 9, stepsPerEpoch: 5, train: endless },
  'batch by batch': { name: 'b', seed: 7, model: common.model, compile: common.compile, batches: shuffledArrays },
};

/** The rows of every batch that is trained, by its step. */
function watched(run: DebuggedSession): Map<number, readonly number[]> {
  const seen = new Map<number, readonly number[]>();
  run.onEvent = (event) => {
    if (event.type !== 'batch-end') return;
    const values = run.session.debugContext().last!.trained.batch.xs[0]!.dataSync();
    seen.set(
      event.step,
      Array.from({ length: event.rows }, (_, at) => values[at * 4]!),
    );
  };
  return seen;
}

const inOrder = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const allRows = Array.from({ length: rows }, (_, row) => row);

describe.each(Object.entries(kinds))('another batch size with %s', (_name, experiment) => {
  let run: DebuggedSession;
  afterEach(() => run.close());

  it('counts from the next batch on, and no row is lost or comes twice', async () => {
    run = await DebuggedSession.open(experiment);
    let seen = watched(run);
    await run.step(15);
    const plain = [...seen.values()].flat();
    run.close();
    run = await DebuggedSession.open(experiment);
    seen = watched(run);
    await run.step(2);
    expect(await run.edit(size(7))).toMatchObject({ step: 2, was: 0, edit: size(7) });
    await run.step(6);
    await run.edit(size(16));
    await run.step(4);
    const lengths = [...seen.values()].map(({ length }) => length);
    // The one of 5 comes second where items are shuffled.
    const expected =
      lengths[1] === 5 ? [10, 5, 7, 7, 7, 7, 2, 7, 16, 16, 6, 16] : [10, 10, 7, 7, 7, 4, 7, 7, 16, 15, 16, 16];
    expect(lengths).toEqual(expected);
    const cut = [...seen.values()].flat();
    expect(cut).toEqual(plain.slice(0, cut.length));
    expect(inOrder(cut.slice(0, rows))).toEqual(allRows);
    expect(inOrder(cut.slice(rows, 2 * rows))).toEqual(allRows);
  });

  it('is exact in time travel, within an item too', async () => {
    run = await DebuggedSession.open(experiment);
    const made = new Map([
      [2, size(7)],
      [4, size(3)],
      [9, size(25)],
      [10, size(0)],
    ]);
    const hashes: string[] = [];
    for (let step = 0; step <= 12; step += 1) {
      const edit = made.get(step);
      if (edit) await run.edit(edit);
      hashes.push(run.hash);
      if (step < 12) await run.step(1);
    }
    const seen = watched(run);
    for (const step of [8, 3, 11, 5, 1, 12]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({ step, why: { kind: 'moved', exactness: { kind: 'exact' } } });
      expect(run.hash).toBe(hashes[step]);
    }
    expect(seen.size).toBe(0);
    const own = batchEnds(run.events).map((end) => end.own);
    const given = readEdits(JSON.parse(JSON.stringify(run.edits)));
    run.close();
    run = await DebuggedSession.open(experiment, false, given);
    await run.step(12);
    expect(batchEnds(run.events).map((end) => end.own)).toEqual(own);
    expect(run.hash).toBe(hashes[12]);
  });

  it('goes on in another process within an item', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(1);
    await run.edit(size(4));
    await run.step(3);
    const saved = run.session.savedRun()!;
    const seen = watched(run);
    await run.step(8);
    const end = run.hash;
    const rest = [...seen.values()];
    run.close();
    run = await DebuggedSession.open(experiment, false, [], saved);
    const again = watched(run);
    await run.step(8);
    expect([...again.values()]).toEqual(rest);
    expect(run.hash).toBe(end);
  });

  it('is taken back: what is left of an item is a batch, then they come as the data gives them', async () => {
    run = await DebuggedSession.open(experiment);
    const seen = watched(run);
    await run.step(1);
    await run.edit(size(4));
    await run.step(1);
    await run.ask('undo', 1);
    expect(run.edits.at(-1)).toMatchObject({ edit: size(0), was: 4, undoes: 1 });
    await run.step(4);
    const [first, second, third, ...others] = [...seen.values()].map((each) => each.length);
    expect([first, second]).toEqual([10, 4]);
    // Where items are shuffled, the second may be the one of 5.
    expect([1, 6]).toContain(third);
    expect(others.every((length) => length === 10 || length === 5)).toBe(true);
    expect(inOrder([...seen.values()].flat().slice(0, rows))).toEqual(allRows);
  });

  it('waits for the end of a batch that has its rows, and of one that follows a discarded one', async () => {
    run = await DebuggedSession.open(experiment);
    const seen = watched(run);
    await run.step(1);
    await run.into(2);
    await run.edit(size(3));
    run.session.commit();
    await run.rest();
    expect(run.edits[0]).toMatchObject({ step: 2 });
    await run.into(1);
    run.session.discard();
    await run.rest();
    await run.edit(size(5));
    await run.step(1);
    await run.step(3);
    expect([...seen.values()].map(({ length }) => length).slice(2)).toEqual([3, 5, 5, 5]);
    expect(run.edits.slice(1)).toMatchObject([
      { step: 2, edit: { kind: 'discard' } },
      { step: 3, edit: size(5) },
    ]);
    const end = run.hash;
    await run.goTo(1);
    await run.goTo(6);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    expect(run.hash).toBe(end);
  });

  it('holds a flat number of tensors', async () => {
    const others = memory().numTensors;
    run = await DebuggedSession.open(experiment);
    const round = async (): Promise<void> => {
      await run.edit(size(7));
      await run.step(1);
      await run.edit(size(0));
      await run.step(1);
    };
    await run.step(2);
    const counts = new Set<number>();
    for (let count = 0; count < 4; count += 1) {
      await round();
      counts.add(memory().numTensors);
    }
    // An item of which rows are left is held until they are trained.
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(4);
    expect(memory().numTensors - others).toBeLessThan(200);
  });
});

describe('the steps of an epoch', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());
  const lengths = () =>
    run.events.flatMap((event) => (event.type === 'plan' ? [[event.plan.stepsPerEpoch, event.plan.totalSteps]] : []));

  it('follow the batch size', async () => {
    run = await DebuggedSession.open({ ...(kinds['shuffled arrays'] as GeneratorExperiment), epochs: 3 });
    await run.step(2);
    await run.edit(size(7));
    await run.step(5);
    await run.edit(size(0));
    run.session.run();
    const { step } = (await run.session.done) as { readonly step: number };
    // 10 10 7 7 7 4, then 7 a batch: of 38 rows that are left of the second epoch the first 3 are of an item begun.
    expect(lengths().slice(0, 3)).toEqual([
      [5, 15],
      [6, 20],
      [7, 20],
    ]);
    expect(lengths().at(-1)).toEqual([5, step]);
    expect(batchEnds(run.events)).toHaveLength(step);
  });
});

describe('a batch size', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());

  it('trains as a generator of such batches does, bit for bit', async () => {
    function* cut(): Generator<Yielded> {
      yield item(0, 10);
      for (let first = 10; first < 40; first += 6) yield item(first, first + 6);
    }
    const base: GeneratorExperiment = { ...noisyExperiment, epochs: 1, stepsPerEpoch: 6 };
    run = await DebuggedSession.open({ ...base, train: cut });
    await run.step(6);
    const hash = run.hash;
    run.close();
    run = await DebuggedSession.open({ ...base, train: endless }, false, [{ step: 1, model: '', edit: size(6) }]);
    await run.step(6);
    expect(batchEnds(run.events).map((end) => end.rows)).toEqual([10, 6, 6, 6, 6, 6]);
    expect({ ...run.compiled.settings.edits }).toEqual({ batchSize: 6 });
    run.compiled.settings.edits = {};
    expect(run.hash).toBe(hash);
  });

  it('carries weights of rows along, and rows of other shapes end a batch', async () => {
    function* sequences(): Generator<Yielded> {
      for (const steps of [3, 3, 4, 4]) {
        const xs = tf.ones([4, steps, 2]);
        yield { xs, ys: [0, 1, 2, 3], sampleWeight: [1, 0, 2, 3] };
        xs.dispose();
      }
    }
    run = await DebuggedSession.open({
      name: 'sequences',
      seed: 1,
      model: () =>
        tf.sequential({
          layers: [tf.layers.lstm({ inputShape: [null, 2], units: 2 }), tf.layers.dense({ units: 1 })],
        }),
      compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
      train: sequences,
      stepsPerEpoch: 4,
    });
    await run.step(1);
    await run.edit(size(3));
    await run.step(1);
    const { batch } = run.session.debugContext().last!.trained;
    expect([...batch.weights[0]!.dataSync()]).toEqual([1, 0, 2]);
    expect([...batch.ys[0]!.dataSync()]).toEqual([0, 1, 2]);
    await run.step(2);
    expect(batchEnds(run.events).map((end) => end.rows)).toEqual([4, 3, 1, 3]);
  });

  it('is refused where something else decides on it', async () => {
    run = await DebuggedSession.open({
      ...noisyExperiment,
      model: () => tf.sequential({ layers: [tf.layers.dense({ batchInputShape: [6, 4], units: 3 })] }),
    });
    await run.step(1);
    await expect(run.edit(size(3))).rejects.toMatchObject({ code: 'batch-size-fixed', values: { rows: 6 } });
    expect((await run.ask('settings'))[0]).not.toHaveProperty('batchSize');
    run.close();
    run = await DebuggedSession.open({
      name: 'loop',
      model: common.model,
      compile: common.compile,
      loop: async ({ trainOnBatch }) => {
        await trainOnBatch([x(1)], [y(1)]);
        await trainOnBatch([x(2)], [y(2)]);
      },
    });
    await run.step(1);
    await expect(run.edit(size(3))).rejects.toMatchObject({ code: 'batch-size-fixed', values: {} });
    expect((await run.ask('settings'))[0]).not.toHaveProperty('batchSize');
    run.close();
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(1);
    for (const wrong of [-1, 2.5, Number.NaN, Infinity]) {
      await expect(run.edit(size(wrong))).rejects.toMatchObject({ code: 'wrong-edit' });
    }
    expect((await run.ask('settings'))[0]).toHaveProperty('batchSize', 0);
  });
});
