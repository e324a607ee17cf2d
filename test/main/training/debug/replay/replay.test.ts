import { memory } from '@tensorflow/tfjs-core';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import { npzBytes } from '../../../../../main/training/data/write-npz';
import type { CompileOptions, Experiment, LoopExperiment, Yielded } from '../../../../../main/training/experiment';
import { readSavedRun, writeSavedRun } from '../../../../../main/training/session/saved-run';
import type * as tf from '../../../../../main/training/tf';
import { batchEnds, batches, noisyExperiment, smallModel, until } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let folder = '';
let run: DebuggedSession;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-replay-'));
});
afterEach(() => {
  run.close();
  rmSync(folder, { recursive: true });
});

const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, validation: _none, ...oneModel } = noisyExperiment;
const loop: LoopExperiment = {
  name: 'loop',
  seed: 7,
  model: { only: noisyExperiment.model as () => tf.LayersModel },
  compile: { only: noisyExperiment.compile as CompileOptions },
  loop: async ({ random, trainOnBatch }) => {
    for (const item of batches({ random } as never)) {
      const [x, y] = item as unknown as [number[][], number[]];
      await trainOnBatch(x, y);
    }
  },
};
const experiments: { readonly [way: string]: Experiment } = {
  'a generator': { ...noisyExperiment, classWeight: { 0: 2, 1: 1, 2: 0.5 } },
  'batch for batch': { ...oneModel, batches },
  'a custom loop': loop,
};

/** Saves the batch that was trained last. */
async function saved(): Promise<string> {
  const file = join(folder, 'batch.npz');
  writeFileSync(file, (await run.ask('batchFile'))!.bytes);
  return file;
}

const ends = () => batchEnds(run.events);

describe.each([
  ['as a graph', false],
  ['operation by operation', true],
])('a batch out of a file, %s', (_form, eager) => {
  it('has the rows, losses and predictions that it was saved with', async () => {
    run = await DebuggedSession.open(experiments['a generator']!, eager);
    await run.step(3);
    const file = await saved();
    await run.goTo(2);
    const hash = run.hash;
    const tensors = memory().numTensors;
    const { detail, look } = await run.ask('fileBatch', file);
    expect(memory().numTensors).toBe(tensors);
    expect(run.hash).toBe(hash);
    await run.step(1);
    const trained = (await run.ask('batch'))!;
    expect(detail).toMatchObject({ step: 3, file, rows: 6 });
    for (const part of ['inputs', 'targets', 'predictions', 'perSampleLoss'] as const) {
      expect(detail[part]).toEqual(trained[part]);
    }
    expect(look.lossBefore).toBe(ends().at(-1)!.own['loss']);
  });

  it.each(Object.entries(experiments))(
    'is trained on between those of %s, and the way is repeated',
    async (_way, experiment) => {
      run = await DebuggedSession.open(experiment, eager);
      await run.step(2);
      const file = await saved();
      await run.step(2);
      const record = await run.ask('replayBatch', file, 3);
      expect(record).toMatchObject({ step: 4, edit: { kind: 'replay-batch', file, times: 3 }, was: 0 });
      await run.step(2);
      const hashes = new Map([[6, run.hash]]);
      const kinds = () => ends().map((end) => end.file !== undefined);
      expect(kinds()).toEqual([false, false, false, false, true, true]);
      expect((await run.ask('batch'))!.file).toBe(file);
      for (let step = 7; step <= 10; step += 1) {
        await run.step(1);
        hashes.set(step, run.hash);
      }
      expect(kinds().slice(6)).toEqual([true, false, false, false]);
      for (const step of [6, 3, 9, 7, 10]) {
        await run.goTo(step);
        if (!('loop' in experiment)) expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
        if (hashes.has(step)) expect(run.hash).toBe(hashes.get(step));
      }
      const own = ends().map((end) => end.own);
      const end = run.hash;
      const edits = readEdits(JSON.parse(JSON.stringify(run.edits)));
      run.close();
      run = await DebuggedSession.open(experiment, eager, edits);
      await run.step(10);
      expect(ends().map((each) => each.own)).toEqual(own);
      expect(run.hash).toBe(end);
    },
  );

  it('leaves the data and the means of the epoch as they are', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(2);
    const file = await saved();
    const { sums } = run.compiled.running;
    await run.ask('replayBatch', file, 2);
    await run.step(2);
    expect(run.compiled.running.sums).toEqual(sums);
    expect(
      ends()
        .slice(2)
        .map(({ means, batch }) => [means, batch]),
    ).toEqual([
      [ends()[1]!.means, 2],
      [ends()[1]!.means, 2],
    ]);
    run.session.runToEpochEnd();
    await run.rest();
    expect(ends()).toHaveLength(12);
    expect(run.events.filter(({ type }) => type === 'plan').at(-1)).toMatchObject({ plan: { totalSteps: 22 } });
  });

  it('stands inside a step like any other, and discarding it ends the replay', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(2);
    const file = await saved();
    await run.ask('replayBatch', file, 5);
    await run.step(1);
    const before = run.hash;
    await run.into(5);
    expect((await run.ask('pendingBatch'))!.file).toBe(file);
    run.session.discard();
    await run.rest();
    expect(run.session.state).toMatchObject({ status: 'paused', step: 3 });
    expect(run.edits.at(-1)).toMatchObject({ step: 3, edit: { kind: 'replay-batch', times: 0 }, was: 4 });
    expect(run.hash).not.toBe(before);
    expect(run.compiled.settings.batches.replay).toBeUndefined();
    await run.step(3);
    const end = run.hash;
    expect(ends().at(-1)).toMatchObject({ step: 6, batch: 4 });
    await run.goTo(1);
    await run.goTo(6);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    expect(run.hash).toBe(end);
    await run.ask('replayBatch', file, 2);
    await run.ask('undo', run.edits.at(-1)!.id);
    await run.step(1);
    expect(ends().at(-1)).not.toHaveProperty('file');
  });

  it('goes on where it was in another process, unless the file is another one', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(2);
    const file = await saved();
    await run.ask('replayBatch', file, 4);
    await run.step(2);
    await run.into(1);
    await writeSavedRun(join(folder, 'saved'), run.session.savedRun()!);
    run.session.commit();
    await run.rest();
    await run.step(3);
    const [end, own] = [run.hash, ends().map((each) => each.own)];
    run.close();
    const resume = await readSavedRun(join(folder, 'saved'));
    run = await DebuggedSession.open(noisyExperiment, eager, [], resume);
    await run.step(4);
    expect(run.hash).toBe(end);
    expect(ends().map((each) => each.own)).toEqual(own.slice(4));
    const other = npzBytes([
      { name: 'x', values: new Float32Array(8), shape: [2, 4] },
      { name: 'y', values: new Float32Array(2), shape: [2, 1] },
    ]);
    writeFileSync(file, other);
    await expect(DebuggedSession.open(noisyExperiment, eager, [], resume)).rejects.toMatchObject({
      code: 'batch-changed',
    });
  });

  it('can be learned from alone, before the run has begun too; the state is put back', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(1);
    const file = await saved();
    run.close();
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.ask('trainAgain', 1, file);
    const [hash, tensors] = [run.hash, memory().numTensors];
    expect(await run.ask('trainAgain', 30, file)).toMatchObject({ of: 'pending', losses: { length: 31 } });
    expect([run.hash, memory().numTensors]).toEqual([hash, tensors]);
    await run.ask('replayBatch', file, 1);
    await run.step(2);
    expect(ends().map((end) => end.file)).toEqual([file, undefined]);
  });
});

describe.each(Object.entries(experiments))('the number of batches that a run is cut to, by %s,', (_way, experiment) => {
  const cut = { epochs: 1, stepsPerEpoch: 6 };
  const totals = () => run.events.flatMap((event) => (event.type === 'plan' ? [event.plan.totalSteps] : []));
  const ofData = () => ends().filter((end) => end.file === undefined);

  it('is one of batches of the data: those out of files come on top, on every way to the end', async () => {
    run = await DebuggedSession.open(experiment, false, [], undefined, cut);
    await run.step(2);
    const file = await saved();
    await run.ask('replayBatch', file, 3);
    expect(totals()).toEqual([6, 9]);
    await run.step(1);
    expect(totals()).toEqual([6, 9]);
    await run.step(4);
    await run.goTo(3);
    run.session.run();
    await until(run.session, 'finished');
    expect(run.session.state).toMatchObject({ status: 'finished', step: 9 });
    expect(ends().at(-1)).toMatchObject({ step: 9 });
    expect(totals().at(-1)).toBe(9);
    // Steps 4 to 7 were trained on both lines.
    expect(ofData()).toHaveLength(6 + 2);
    await run.goTo(8);
    run.session.run();
    await until(run.session, 'finished');
    expect(ends().at(-1)).toMatchObject({ step: 9 });
  });

  it('counts those that are discarded', async () => {
    run = await DebuggedSession.open(experiment, false, [], undefined, cut);
    await run.step(2);
    await run.into(1);
    run.session.discard();
    await run.rest();
    const place = 'loop' in experiment ? { batch: 2 } : { epoch: 0, batch: 2 };
    expect(run.events).toContainEqual({ type: 'discarded', step: 2, ...place });
    expect(totals()).toEqual([6, 5]);
    run.session.run();
    await until(run.session, 'finished');
    expect(ends()).toHaveLength(5);
    expect(totals()).toEqual([6, 5]);
  });
});

describe('the number of batches that a run is cut to', () => {
  const cut = { epochs: 1, stepsPerEpoch: 6 };
  const { 'a custom loop': _, ...resumable } = experiments;

  it.each(Object.entries(resumable))('is the same in another process, by %s', async (_way, experiment) => {
    run = await DebuggedSession.open(experiment, false, [], undefined, cut);
    await run.step(2);
    await run.ask('replayBatch', await saved(), 2);
    await run.step(3);
    await run.into(1);
    await writeSavedRun(join(folder, 'saved'), run.session.savedRun()!);
    run.close();
    const resume = await readSavedRun(join(folder, 'saved'));
    run = await DebuggedSession.open(experiment, false, [], resume, cut);
    run.session.run();
    await until(run.session, 'finished');
    expect(run.session.state).toMatchObject({ step: 8 });
    expect(run.events.filter(({ type }) => type === 'plan').at(-1)).toMatchObject({ plan: { totalSteps: 8 } });
  });
});

describe('a file that is no batch of the model', () => {
  const array = (name: string, shape: readonly number[]) => ({
    name,
    shape,
    values: new Float32Array(shape.reduce((product, each) => product * each, 1)),
  });
  it.each([
    ['has no rows that fit', [array('x', [2, 5]), array('y', [2, 1])], 'batch-misfit'],
    ['has fewer targets than rows', [array('x', [2, 4]), array('y', [1, 1])], 'batch-misfit'],
    ['has no targets', [array('x', [2, 4])], 'data-file'],
    [
      'has weights of another output',
      [array('x', [1, 4]), array('y', [1]), array('sample_weight_b', [1])],
      'data-file',
    ],
    [
      'has a class too many',
      [array('x', [1, 4]), { name: 'y', shape: [1], values: Float32Array.of(3) }],
      'batch-misfit',
    ],
  ])('%s: it is said, and nothing is changed', async (_what, arrays, code) => {
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(1);
    const [hash, tensors] = [run.hash, memory().numTensors];
    const file = join(folder, 'other.npz');
    writeFileSync(file, npzBytes(arrays));
    await expect(run.ask('fileBatch', file)).rejects.toMatchObject({ code });
    await expect(run.ask('replayBatch', file, 1)).rejects.toMatchObject({ code });
    await expect(run.ask('trainAgain', 5, file)).rejects.toMatchObject({ code });
    expect([run.hash, memory().numTensors, run.edits]).toEqual([hash, tensors, []]);
  });

  it.each(['text.npz', 'missing.npz', 'training.json', ''])('is told from a batch: %s', async (name) => {
    run = await DebuggedSession.open(noisyExperiment);
    if (name === 'text.npz') writeFileSync(join(folder, name), 'no archive');
    await expect(run.ask('fileBatch', join(folder, name))).rejects.toMatchObject({
      code: name.endsWith('.npz') ? 'data-file' : 'nothing-kept',
    });
  });
});

describe('the case that a bisection keeps', () => {
  const bad = {
    ...oneModel,
    *batches(): Generator<Yielded> {
      const rows = (of: number) => Array.from({ length: 4 }, (_, row) => [of, row, of - row, 1]);
      for (let batch = 0; ; batch += 1) {
        const x = rows(batch / 8);
        if (batch === 2) x[1]![3] = Number.NaN;
        yield [x, [0, 1, 2, 0]];
      }
    },
  };

  it.each(['folder', 'file'])('opens as a batch by its %s, and is kept from the weights again', async (by) => {
    run = await DebuggedSession.open(bad);
    run.session.run();
    await run.rest();
    const found = (await run.ask('bisect')) as { readonly folder: string };
    run.session.discard();
    await run.rest();
    await run.step(2);
    const path = by === 'file' ? join(found.folder, 'training.json') : found.folder;
    const opened = await run.ask('fileBatch', path);
    expect(opened).toMatchObject({ file: path, found: { step: 3, phase: 'data', rows: { rows: [1] } } });
    expect(opened.look.findings[0]).toMatchObject({ code: 'not-finite', values: { count: 1, row: 1 } });
    expect(await run.ask('replayCase', path)).toMatchObject({ isSame: true });

    const before = run.hash;
    await run.ask('replayBatch', path, 2);
    run.session.step(2);
    await run.rest();
    expect(run.session.state).toMatchObject({ at: 'before-commit', why: { kind: 'not-finite', what: 'batch' } });
    run.session.discard();
    await run.rest();
    expect(run.compiled.settings.batches.replay).toBeUndefined();
    expect(run.hash).toBe(before);
  });

  it('is told from one of another model', async () => {
    run = await DebuggedSession.open(bad);
    run.session.run();
    await run.rest();
    const { folder: kept } = (await run.ask('bisect')) as { readonly folder: string };
    cpSync(kept, join(folder, 'case'), { recursive: true });
    run.close();
    run = await DebuggedSession.open({ ...bad, model: smallModel });
    await expect(run.ask('replayCase', join(folder, 'case'))).rejects.toMatchObject({ code: 'other-model' });
  });
});

describe.each(Object.entries(experiments))('an update out of a file in %s', (_way, experiment) => {
  const places = () => ends().map(({ epoch, batch, file }) => ({ epoch, batch, isFromFile: file !== undefined }));

  it('is told with the batch that comes next, where the run has gone back to its beginning', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(4);
    const file = await saved();
    await run.goTo(0);
    await run.ask('replayBatch', file, 1);
    await run.step(2);
    expect(places().slice(4)).toEqual([
      { epoch: 0, batch: 0, isFromFile: true },
      { epoch: 0, batch: 0, isFromFile: false },
    ]);
  });

  it('is told with the batch that comes next, behind one that was discarded', async () => {
    run = await DebuggedSession.open(experiment);
    await run.step(1);
    const file = await saved();
    await run.into();
    run.session.discard();
    await run.rest();
    await run.ask('replayBatch', file, 1);
    await run.step(2);
    expect(places().slice(1)).toEqual([
      { epoch: 0, batch: 2, isFromFile: true },
      { epoch: 0, batch: 2, isFromFile: false },
    ]);
  });
});
