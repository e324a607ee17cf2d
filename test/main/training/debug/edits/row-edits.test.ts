import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Edit } from '../../../../../main/contract/debug/edits';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import { arrays } from '../../../../../main/training/data/arrays';
import { NdArray } from '../../../../../main/training/data/nd-array';
import type { Experiment, Yielded } from '../../../../../main/training/experiment';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const rows = 24;
const x = (row: number): number[] => [row, Math.sin(row), Math.cos(row), 1];
const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);

function shuffled(y = labels) {
  const values = Float32Array.from(Array.from({ length: rows }, (_, row) => x(row)).flat());
  const all = { x: new NdArray(values, [rows, 4]), y: new NdArray(y, [rows]) };
  return arrays({ ...all, batchSize: 8, shuffle: true });
}

/** A generator of one's own that takes its batches from a source. */
async function* handedOn() {
  const source = shuffled();
  for (let epoch = 0; ; epoch += 1) {
    source.onEpochBegin(epoch, 3);
    for (let batch = 0; batch < source.length; batch += 1) yield await source.item(batch);
  }
}

const { stepsPerEpoch: _, ...common } = noisyExperiment;
const { model, compile } = common;
const experiment: Experiment = { ...common, epochs: 9, train: () => shuffled() };
const at = (row: number) => ({ source: 'array', row });
const skip = (row: number): Edit => ({ kind: 'skip-row', row: at(row), isSkipped: true });

/** Row and class of each row of the batch that was trained last. */
function lastBatch(run: DebuggedSession): readonly (readonly [row: number, label: number])[] {
  const { xs, ys } = run.session.debugContext().last!.trained.batch;
  const labelsOf = ys[0]!.dataSync();
  const values = xs[0]!.dataSync();
  return Array.from(labelsOf, (label, row) => [values[row * 4]!, label]);
}

async function epoch(run: DebuggedSession): Promise<(readonly [row: number, label: number])[]> {
  const all: (readonly [number, number])[] = [];
  for (let batch = 0; batch < 3; batch += 1) {
    await run.step(1);
    all.push(...lastBatch(run));
  }
  return all.sort(([a], [b]) => a - b);
}

describe('rows of data with ids', () => {
  let run: DebuggedSession;
  const output = () => run.compiled.outputs[0]!.name;
  const relabel = (row: number, target: readonly number[] | null): Edit => ({
    kind: 'relabel-row',
    row: at(row),
    output: output(),
    target,
  });
  afterEach(() => run.close());

  it('are left out wherever they come, until that is taken back', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(3);
    expect(await run.edit(skip(5))).toMatchObject({ step: 3, was: false });
    await run.edit(skip(17));
    const without = await epoch(run);
    expect(without).toHaveLength(22);
    expect(without.map(([row]) => row).filter((row) => row === 5 || row === 17)).toEqual([]);
    expect(await epoch(run)).toHaveLength(22);
    await run.ask('undo', 1);
    expect((await epoch(run)).map(([row]) => row)).toContain(5);
  });

  it('are given another target, the same for every update that follows as if the data said so', async () => {
    const other = labels.slice();
    other[4] = 0;
    const mended: Experiment = {
      ...common,
      epochs: 9,
      classWeight: { 0: 1, 1: 3, 2: 2 },
      train: () => shuffled(other),
    };
    run = await DebuggedSession.open(mended);
    await run.step(9);
    const { own } = batchEnds(run.events).at(-1)!;
    run.compiled.settings.edits = {};
    const hash = run.hash;
    run.close();
    const given: Experiment = { ...mended, train: () => shuffled() };
    run = await DebuggedSession.open(given);
    expect(await run.edit(relabel(4, [0]))).toMatchObject({ step: 0, was: null });
    await run.step(9);
    expect(batchEnds(run.events).at(-1)!.own).toEqual(own);
    run.compiled.settings.edits = {};
    expect(run.hash).toBe(hash);
    await run.edit(relabel(4, [2]));
    await run.edit(relabel(4, [0]));
    expect(run.edits.at(-1)).toMatchObject({ was: [2] });
    await run.ask('undo', run.edits.at(-1)!.id);
    expect((await epoch(run))[4]).toEqual([4, 2]);
    await run.edit(relabel(4, null));
    expect((await epoch(run))[4]).toEqual([4, 1]);
    expect([...labels]).toEqual(Array.from({ length: rows }, (__, row) => row % 3));
  });

  it('are refused a target that is none, and an output that is none', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(1);
    const before = run.hash;
    for (const target of [[3], [-1], [0.5], [0, 1], [], [NaN]]) {
      await expect(run.edit(relabel(4, target))).rejects.toMatchObject({ code: 'wrong-edit' });
    }
    const edit: Edit = { kind: 'relabel-row', row: at(4), output: 'nothing', target: [1] };
    await expect(run.edit(edit)).rejects.toMatchObject({ code: 'unknown-name' });
    expect(run.hash).toBe(before);
    expect(run.edits).toEqual([]);
  });

  it('change in the batch that the run stands in, which is computed anew', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(1);
    await run.into(4);
    const pending = () => run.session.debugContext().pending!;
    const first = pending().batch.rowIds![0]!.rows[2]!;
    const loss = pending().computed!.sums[0]!;
    await run.edit(skip(first));
    expect(pending().batch.rows).toBe(7);
    expect(pending().batch.rowNumbers).toEqual([0, 1, 3, 4, 5, 6, 7]);
    expect([...pending().batch.rowIds![0]!.rows]).not.toContain(first);
    expect(pending().computed!.sums[0]).not.toBe(loss);
    await run.ask('undo', 1);
    expect(pending().batch.rows).toBe(8);
    expect(pending().computed!.sums[0]).toBe(loss);
    await run.edit(skip(first));
    run.session.commit();
    await run.rest();
    expect(batchEnds(run.events).at(-1)!.rows).toBe(7);
    const end = run.hash;
    await run.goTo(1);
    await run.goTo(2);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    expect(run.hash).toBe(end);
  });

  it('can all be left out of a batch, but not of the one that the run stands in', async () => {
    run = await DebuggedSession.open(experiment);
    await run.into(1);
    const own = [...run.session.debugContext().pending!.batch.rowIds![0]!.rows];
    for (const row of own.slice(1)) await run.edit(skip(row));
    const before = run.hash;
    await expect(run.edit(skip(own[0]!))).rejects.toMatchObject({ code: 'no-row-left' });
    expect(run.hash).toBe(before);
    expect(run.session.debugContext().pending!.batch.rows).toBe(1);
    run.session.commit();
    await run.rest();
    expect(batchEnds(run.events)[0]!.rows).toBe(1);
    await run.goTo(0);
    for (const row of own) await run.edit(skip(row));
    run.session.step(1);
    await run.rest();
    const end = batchEnds(run.events).at(-1)!;
    expect([end.step, end.batch]).toEqual([1, 1]);
    expect(run.events.filter(({ type }) => type === 'discarded')).toHaveLength(1);
    const hash = run.hash;
    await run.step(1);
    await run.goTo(1);
    expect(run.hash).toBe(hash);
  });

  it('change the same way in time travel, in another run that is given the edits, and in another process', async () => {
    run = await DebuggedSession.open(experiment);
    const made = new Map<number, Edit>([
      [1, skip(3)],
      [2, relabel(7, [2])],
      [4, { kind: 'batch-size', rows: 5 }],
      [5, skip(11)],
      [7, relabel(7, null)],
    ]);
    const hashes: string[] = [];
    for (let step = 0; step <= 9; step += 1) {
      const edit = made.get(step);
      if (edit) await run.edit(edit);
      hashes.push(run.hash);
      if (step < 9) await run.step(1);
    }
    for (const step of [6, 1, 8, 3, 9]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({ step, why: { exactness: { kind: 'exact' } } });
      expect(run.hash).toBe(hashes[step]);
    }
    const saved = run.session.savedRun()!;
    const given = readEdits(JSON.parse(JSON.stringify(run.edits)));
    await run.step(3);
    const end = run.hash;
    run.close();
    run = await DebuggedSession.open(experiment, false, [], saved);
    await run.step(3);
    expect(run.hash).toBe(end);
    const name = output();
    run.close();
    const named = given.map(({ edit, ...rest }) => ({ ...rest, edit }));
    run = await DebuggedSession.open(experiment, false, named);
    // Layers are named anew by each build of a process that builds several.
    expect(output()).toBe(name);
    await run.step(12);
    expect(run.hash).toBe(end);
  });

  it.each<[what: string, experiment: Experiment]>([
    ['a generator', { ...noisyExperiment, train: handedOn }],
    ['a run of batches', { name: 'batches', seed: 7, model, compile, batches: handedOn }],
    [
      'a loop',
      {
        name: 'loop',
        seed: 7,
        model,
        compile,
        loop: async ({ trainOnBatch }) => {
          for await (const [x, y] of handedOn()) await trainOnBatch(x, y);
        },
      },
    ],
  ])('stay the same rows where %s that hands them on is repeated or looked at ahead', async (_what, own) => {
    run = await DebuggedSession.open(own);
    if (!('loop' in own)) await run.ask('preflight');
    await run.step(2);
    await run.edit(skip(5));
    await run.edit(relabel(4, [0]));
    const hashes: string[] = [];
    for (let step = 2; step < 8; step += 1) {
      hashes.push(run.hash);
      await run.step(1);
    }
    expect(batchEnds(run.events).some((each) => each.rows === 7)).toBe(true);
    for (const step of [7, 3, 5, 2, 6]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({
        step,
        why: { exactness: { kind: 'loop' in own ? 'partly' : 'exact' } },
      });
      expect(run.hash).toBe(hashes[step - 2]);
    }
  });

  it('are marked without a line of their own, while the run is over too', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(4);
    await run.goTo(2);
    const hash = run.hash;
    await run.ask('edit', '', { kind: 'mark-row', row: at(5), isMarked: true });
    expect(run.events.filter(({ type }) => type === 'line')).toEqual([]);
    expect(run.hash).toBe(hash);
    await run.goTo(4);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    await run.ask('undo', 1);
    expect(run.edits.map(({ edit }) => edit)).toEqual([
      { kind: 'mark-row', row: at(5), isMarked: true },
      { kind: 'mark-row', row: at(5), isMarked: false },
    ]);
    const replayed = readEdits(JSON.parse(JSON.stringify(run.edits)));
    expect(replayed).toHaveLength(2);
  });

  it('hold a flat number of tensors', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(1);
    const round = async (): Promise<void> => {
      await run.into(5);
      const row = run.session.debugContext().pending!.batch.rowIds![0]!.rows[0]!;
      await run.edit(skip(row));
      await run.edit(relabel((row + 1) % rows, [1]));
      await run.ask('undo', run.edits.at(-1)!.id);
      await run.ask('undo', run.edits.at(-3)!.id);
      run.session.commit();
      await run.rest();
    };
    await round();
    const before = memory().numTensors;
    for (let count = 0; count < 3; count += 1) await round();
    expect(memory().numTensors).toBe(before);
  });
});

describe('rows of data without ids', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());
  function* plain(): Generator<Yielded> {
    for (;;) yield [Array.from({ length: 6 }, (__, row) => x(row)), [0, 1, 2, 0, 1, 2]];
  }
  const kinds: { readonly [name: string]: Experiment } = {
    generator: { ...noisyExperiment, train: plain },
    loop: {
      name: 'loop',
      model,
      compile,
      loop: async ({ trainOnBatch }) => {
        for (const item of plain() as Iterable<[number[][], number[]]>) await trainOnBatch(...item);
      },
    },
  };

  it.each(Object.entries(kinds))(
    'of a %s change in the batch that the run stands in, and in no other',
    async (_name, of) => {
      run = await DebuggedSession.open(of);
      await run.step(2);
      const row = { epoch: 0, batch: 2, row: 1 };
      await expect(run.edit({ kind: 'skip-row', row, isSkipped: true })).rejects.toMatchObject({
        code: 'row-without-id',
      });
      await run.into(2);
      await run.edit({ kind: 'skip-row', row, isSkipped: true });
      await run.edit({
        kind: 'relabel-row',
        row: { ...row, row: 4 },
        output: run.compiled.outputs[0]!.name,
        target: [0],
      });
      run.session.commit();
      await run.rest();
      expect(lastBatch(run)).toEqual([
        [0, 0],
        [2, 2],
        [3, 0],
        [4, 0],
        [5, 2],
      ]);
      const hash = run.hash;
      await run.step(1);
      expect(lastBatch(run)).toHaveLength(6);
      await run.goTo(3);
      expect(run.hash).toBe(hash);
    },
  );
});
