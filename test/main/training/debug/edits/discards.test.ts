import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import type { Callback, Experiment } from '../../../../../main/training/experiment';
import { batchEnds, batches, noisyExperiment, until } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

/** Sets the rate at every second batch, whatever becomes of it. */
const ofEachBatch: Callback = {
  onBatchBegin: (batch, control) => {
    if (batch % 2 === 0) control.learningRate = 0.01 + batch / 1000;
  },
  getState: () => null,
  setState: () => undefined,
};
const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const experiments: { readonly [way: string]: Experiment } = {
  'a generator': { ...noisyExperiment, callbacks: [ofEachBatch] },
  'batch for batch': { ...oneModel, batches },
  'a custom loop': {
    ...oneModel,
    loop: async ({ random, trainOnBatch }) => {
      for (const item of batches({ random } as never)) {
        const [x, y] = item as unknown as [number[][], number[]];
        await trainOnBatch(x, y);
      }
    },
  },
};

let run: DebuggedSession;
afterEach(() => run.close());

const places = () => batchEnds(run.events).map(({ epoch, batch, own }) => ({ epoch, batch, own }));
const own = () => batchEnds(run.events).map((end) => end.own);
/** As they are copied. */
const copied = () => readEdits(JSON.parse(JSON.stringify(run.session.debugContext().edits.records)));
const discards = () => run.edits.filter(({ edit }) => edit.kind === 'discard');

async function discard(phases = 5): Promise<void> {
  await run.into(phases);
  run.session.discard();
  await run.rest();
}

describe.each([
  ['as a graph', false],
  ['operation by operation', true],
])('a batch that is discarded, %s', (_form, eager) => {
  describe.each(Object.entries(experiments))('in a run of %s', (_way, experiment) => {
    const exact = { why: { exactness: { kind: 'loop' in experiment ? 'partly' : 'exact' } } };

    /** Another run with the edits of this one comes to the same state by the same steps. */
    async function isRepeated(steps: number, ofLine = own()): Promise<void> {
      const [edits, end] = [copied(), run.hash];
      run.close();
      run = await DebuggedSession.open(experiment, eager, edits);
      await run.step(steps);
      expect(own()).toEqual(ofLine);
      expect(run.hash).toBe(end);
      expect(copied()).toEqual(edits);
    }

    it('is an edit with its place, repeated by going back and in another run', async () => {
      run = await DebuggedSession.open(experiment, eager);
      await run.step(2);
      await discard();
      await discard(1);
      const inside = (batch: number) => ({
        step: 2,
        model: '',
        edit: { kind: 'discard' },
        inside: { epoch: 0, batch },
      });
      expect(discards()).toMatchObject([inside(2), inside(3)]);
      expect(run.session.state).toMatchObject({ step: 2 });
      await run.edit({ kind: 'hyperparameter', name: 'learningRate', value: 0.02 });
      const hashes = new Map([[2, run.hash]]);
      for (let step = 3; step <= 7; step += 1) {
        await run.step(1);
        // A call of a loop begins its metrics anew, whatever becomes of its batch.
        if (step === 5) await discard();
        hashes.set(step, run.hash);
      }
      for (const step of [2, 6, 1, 5, 3, 7]) {
        await run.goTo(step);
        expect(run.session.state).toMatchObject(exact);
        if (hashes.has(step)) expect(run.hash).toBe(hashes.get(step));
      }
      expect(discards()).toHaveLength(3);
      await isRepeated(7);
    });

    it('stays discarded where the run goes to its newest step again, and on from there', async () => {
      run = await DebuggedSession.open(experiment, eager);
      await discard();
      await run.step(3);
      await discard();
      for (const step of [3, 1, 0]) {
        await run.goTo(step);
        await run.goTo(3);
        expect(run.session.state).toMatchObject(exact);
      }
      await run.edit({ kind: 'hyperparameter', name: 'learningRate', value: 0.03 });
      await run.step(2);
      expect(run.events.filter(({ type }) => type === 'line')).toEqual([]);
      expect(discards()).toHaveLength(2);
      await isRepeated(5);
    });

    it('in the past begins a line that is repeated too; a line from before it trains on it', async () => {
      run = await DebuggedSession.open(experiment, eager);
      await run.step(2);
      await discard();
      await run.step(4);
      const first = run.hash;
      await run.goTo(4);
      await discard();
      expect(run.events.filter(({ type }) => type === 'line')).toMatchObject([
        { start: { from: { line: 1, step: 4 } } },
      ]);
      expect(run.session.state).not.toHaveProperty('head');
      await run.step(3);
      const second = [run.hash, places().slice(-3)] as const;
      await run.goTo(3);
      await run.goTo(7);
      expect(run.session.state).toMatchObject(exact);
      expect(run.hash).toBe(second[0]);
      expect(copied().map(({ step }) => step)).toEqual([2, 4]);
      // The same batches as on the first line up to its end, from the step before the second was discarded.
      await run.goTo(3);
      await run.step(3);
      expect(run.hash).toBe(first);
      expect(copied().map(({ step }) => step)).toEqual([2]);
      await run.goTo(4);
      await run.goTo(6);
      expect(run.session.state).toMatchObject(exact);
      await discard();
      await run.step(2);
      const trained = own();
      await isRepeated(8, [...trained.slice(0, 3), ...trained.slice(-5)]);
    });
  });
});

describe('a batch that is discarded', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-discards-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps its place among updates on a batch out of a file', async () => {
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(2);
    const file = join(folder, 'batch.npz');
    writeFileSync(file, (await run.ask('batchFile'))!.bytes);
    await discard();
    await run.ask('replayBatch', file, 2);
    await run.step(1);
    const hash = run.hash;
    await run.step(1);
    await discard();
    await run.step(2);
    const [end, trained] = [run.hash, own()];
    await run.goTo(3);
    expect(run.hash).toBe(hash);
    await run.goTo(6);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    const edits = copied();
    expect(edits.map(({ edit, step }) => [edit.kind, step])).toEqual([
      ['discard', 2],
      ['replay-batch', 2],
      ['discard', 4],
    ]);
    run.close();
    run = await DebuggedSession.open(noisyExperiment, false, edits);
    await run.step(6);
    expect(own()).toEqual(trained);
    expect(run.hash).toBe(end);
  });

  it('can be the last of an epoch, and of the run', async () => {
    const experiment = { ...noisyExperiment, stepsPerEpoch: 3 };
    run = await DebuggedSession.open(experiment);
    await run.step(2);
    await discard();
    await run.goTo(1);
    await run.goTo(2);
    expect(run.session.state).toMatchObject({ step: 2, why: { exactness: { kind: 'exact' } } });
    await run.step(2);
    await run.into(1);
    run.session.discard();
    expect(await run.session.done).toMatchObject({ status: 'finished', step: 4 });
    const [edits, end, trained] = [copied(), run.hash, places()];
    run.close();
    run = await DebuggedSession.open(experiment, false, edits);
    run.session.run();
    await until(run.session, 'finished');
    expect(places()).toEqual(trained);
    expect(run.hash).toBe(end);
  });

  it('is neither taken back nor discarded a second time by a run that goes on from behind it', async () => {
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(2);
    await discard();
    await expect(run.ask('undo', 1)).rejects.toMatchObject({ code: 'no-such-edit' });
    const saved = run.session.savedRun()!;
    await discard();
    await run.step(2);
    const [edits, end] = [copied(), run.hash];
    run.close();
    run = await DebuggedSession.open(noisyExperiment, false, edits, saved);
    await run.step(2);
    expect(run.hash).toBe(end);
    expect(discards()).toMatchObject([{ step: 2, inside: { batch: 3 } }]);
  });

  it('keeps what was edited inside it, after a callback had set that', async () => {
    const experiment = experiments['a generator']!;
    run = await DebuggedSession.open(experiment);
    await run.step(2);
    await run.into(3);
    await run.edit({ kind: 'hyperparameter', name: 'learningRate', value: 0.2 });
    run.session.discard();
    await run.rest();
    await run.step(1);
    const [edits, end] = [copied(), run.hash];
    await run.goTo(1);
    await run.goTo(3);
    expect(run.hash).toBe(end);
    run.close();
    run = await DebuggedSession.open(experiment, false, edits);
    await run.step(3);
    expect(run.compiled.optimizer.learningRate).toBeCloseTo(0.2);
    expect(run.hash).toBe(end);
  });

  it('holds no tensors', async () => {
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(3);
    const { numTensors } = memory();
    await discard();
    await discard(2);
    await run.step(1);
    await run.goTo(2);
    await run.goTo(4);
    expect(memory().numTensors).toBe(numTensors);
  });

  it('ends the run that is to discard it where another one comes', async () => {
    const skip = { kind: 'skip-row', row: { source: 'array', row: 1 }, isSkipped: true } as const;
    run = await DebuggedSession.open(noisyExperiment, false, [
      { step: 0, model: '', edit: skip },
      { step: 2, model: '', edit: { kind: 'discard' }, inside: { epoch: 0, batch: 4 } },
    ]);
    run.session.run();
    expect(await run.session.done).toMatchObject({
      status: 'failed',
      step: 3,
      error: { code: 'discard-misplaced', values: { step: 2, epoch: 0, batch: 4 } },
    });
  });
});
