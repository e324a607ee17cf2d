import { memory } from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import { readSavedRun, writeSavedRun } from '../../../../../main/training/session/saved-run';
import { readState, writeState } from '../../../../../main/training/model/state';
import * as tf from '../../../../../main/training/tf';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

/** All but the last layer are frozen when it is compiled, batch normalization too. */
function frozenModel(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu', name: 'base' }),
      tf.layers.batchNormalization({ name: 'norm' }),
      tf.layers.dense({ units: 3, activation: 'softmax', name: 'head' }),
    ],
  });
  for (const layer of model.layers.slice(0, 2)) layer.trainable = false;
  return model;
}

const optimizers = {
  adam: { name: 'adam', learningRate: 0.01 },
  momentum: { name: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
  sgd: { name: 'sgd', learningRate: 0.05 },
  adagrad: { name: 'adagrad', learningRate: 0.05 },
} as const;
const experimentWith = (optimizer: keyof typeof optimizers): GeneratorExperiment => ({
  ...noisyExperiment,
  model: frozenModel,
  compile: { optimizer: optimizers[optimizer], loss: 'sparseCategoricalCrossentropy' },
});
const unfreeze = (layer: string) => ({ kind: 'trainable', layer, isTrainable: true }) as const;

describe.each([
  ['as a graph', false],
  ['operation by operation', true],
])('layers that were frozen when the model was compiled, %s', (_form, eager) => {
  let run: DebuggedSession;
  afterEach(() => run.close());
  const valuesOf = (name: string) => [
    ...run.compiled.variables.find((each) => each.name === name)!.value.dataSync<'float32'>(),
  ];
  const slots = () => [...run.compiled.optimizer.slots.keys()].sort();

  it('are listed as frozen, and trained from the edit on, with moments that begin at 0', async () => {
    run = await DebuggedSession.open(experimentWith('adam'), eager);
    expect((await run.ask('settings'))[0]!.layers).toEqual([
      { name: 'base', isTrainable: false },
      { name: 'norm', isTrainable: false },
      { name: 'head', isTrainable: true },
    ]);
    await run.step(3);
    const [kernel, head] = [valuesOf('base/kernel'), valuesOf('head/kernel')];
    const edit = await run.edit(unfreeze('base'));
    expect(edit).toMatchObject({ step: 3, was: false });
    expect(slots()).toEqual(['base/bias', 'base/kernel', 'head/bias', 'head/kernel']);
    for (const held of run.compiled.optimizer.slots.get('base/kernel')!.values()) {
      expect([...held.dataSync()].every((value) => value === 0)).toBe(true);
    }
    await run.into(5);
    const { computed } = run.session.debugContext().pending!;
    const gradients = [...computed!.gradients.get('base/kernel')!.dataSync<'float32'>()];
    run.session.commit();
    await run.rest();
    expect(valuesOf('head/kernel')).not.toEqual(head);
    // Adam's fourth update with moments of this gradient alone.
    const rate = (0.01 * Math.sqrt(1 - 0.999 ** 4)) / (1 - 0.9 ** 4);
    valuesOf('base/kernel').forEach((value, at) => {
      const gradient = gradients[at]!;
      const change = (rate * 0.1 * gradient) / (Math.sqrt(0.001 * gradient * gradient) + 1e-7);
      expect(value - kernel[at]!).toBeCloseTo(-change, 5);
    });
    await run.ask('undo', edit.id);
    const after = valuesOf('base/kernel');
    await run.step(2);
    expect(valuesOf('base/kernel')).toEqual(after);
  });

  it('let batch normalization take the statistics of its batches, and move its own', async () => {
    run = await DebuggedSession.open(experimentWith('adam'), eager);
    await run.step(2);
    expect(valuesOf('norm/moving_mean')).toEqual(Array<number>(8).fill(0));
    await run.edit(unfreeze('norm'));
    await run.step(1);
    const moved = valuesOf('norm/moving_mean');
    expect(moved).not.toEqual(Array<number>(8).fill(0));
    expect(slots()).toEqual(['head/bias', 'head/kernel', 'norm/beta', 'norm/gamma']);
    await run.edit({ ...unfreeze('norm'), isTrainable: false });
    await run.step(2);
    expect(valuesOf('norm/moving_mean')).toEqual(moved);
  });

  it.each(Object.keys(optimizers) as (keyof typeof optimizers)[])(
    'are trained to the same bits back over the edits and forth, and in another run, by %s',
    async (optimizer) => {
      const experiment = experimentWith(optimizer);
      run = await DebuggedSession.open(experiment, eager);
      const made = [
        [2, unfreeze('base')],
        [4, unfreeze('norm')],
        [6, { ...unfreeze('base'), isTrainable: false }],
        [8, unfreeze('base')],
      ] as const;
      const hashes: string[] = [];
      for (let step = 0; step <= 10; step += 1) {
        for (const [at, edit] of made) if (at === step) await run.edit(edit);
        hashes.push(run.hash);
        if (step < 10) await run.step(1);
      }
      expect(new Set(hashes).size).toBe(11);
      for (const step of [7, 3, 1, 5, 10, 0, 9, 10]) {
        await run.goTo(step);
        expect(run.session.state).toMatchObject({ step, why: { exactness: { kind: 'exact' } } });
        expect(run.hash).toBe(hashes[step]);
      }
      const own = batchEnds(run.events).map((end) => end.own);
      const edits = readEdits(JSON.parse(JSON.stringify(run.edits)));
      run.close();
      run = await DebuggedSession.open(experiment, eager, edits);
      await run.step(10);
      expect(batchEnds(run.events).map((end) => end.own)).toEqual(own);
      expect(run.hash).toBe(hashes[10]);
    },
  );

  it('begin at 0 again on a line that parts from before, and leave no tensors', async () => {
    run = await DebuggedSession.open(experimentWith('adam'), eager);
    await run.step(2);
    await run.edit(unfreeze('base'));
    await run.step(2);
    const hash = run.hash;
    const round = async (): Promise<void> => {
      await run.goTo(2);
      await run.goTo(1);
      expect(slots()).toEqual(['head/bias', 'head/kernel']);
      await run.step(1);
      await run.edit(unfreeze('base'));
      await run.step(2);
      expect(run.hash).toBe(hash);
    };
    await round();
    const before = memory().numTensors;
    for (let count = 0; count < 3; count += 1) await round();
    expect(memory().numTensors).toBe(before);
  });

  it('are trained on in another process, and a state of another model changes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-unfrozen-'));
    try {
      run = await DebuggedSession.open(experimentWith('adam'), eager);
      await run.step(2);
      await run.edit(unfreeze('base'));
      await run.step(2);
      await run.into(1);
      await writeSavedRun(folder, run.session.savedRun()!);
      run.session.commit();
      await run.rest();
      await run.step(2);
      const end = run.hash;
      run.close();
      run = await DebuggedSession.open(experimentWith('adam'), eager, [], await readSavedRun(folder));
      await run.step(3);
      expect(run.hash).toBe(end);
      const state = readState(run.compiled);
      const { optimizer } = state;
      const { ['head/bias']: _, ...fewer } = optimizer.slots;
      expect(() => writeState(run.compiled, { ...state, optimizer: { ...optimizer, slots: fewer } })).toThrow(
        RangeError,
      );
      expect(run.hash).toBe(end);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
