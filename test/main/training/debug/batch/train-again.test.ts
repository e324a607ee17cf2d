import { memory } from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { npz } from '../../../../../main/training/data/npy';
import { answer } from '../../../../../main/training/debug/answers';
import type { GeneratorExperiment, Yielded } from '../../../../../main/training/experiment';
import type { TrainingSession } from '../../../../../main/training/session/session';
import { readState } from '../../../../../main/training/model/state';
import { stateHash } from '../../../../../main/training/time-travel/snapshot';
import { noisyExperiment, open, smallModel, until } from '../../session/session-fixture';

let session: TrainingSession;
const only = () => [...session.debugContext().models.values()][0]!;
const hash = () => stateHash({ '': readState(only()) });
const again = (steps: number) => answer(session.debugContext(), 'trainAgain', [steps]);

async function trained(experiment: GeneratorExperiment, steps: number): Promise<void> {
  ({ session } = await open(experiment));
  session.step(steps);
  await until(session, 'paused');
}

describe('training on one batch again', () => {
  beforeEach(() => trained({ ...noisyExperiment, model: smallModel }, 3));
  afterEach(() => session.dispose());

  it('puts the state back, between batches and inside of one, and leaves no tensors', async () => {
    await again(2);
    const [state, tensors] = [hash(), memory().numTensors];
    expect((await again(20)).losses).toHaveLength(21);
    expect([hash(), memory().numTensors]).toEqual([state, tensors]);

    for (let phase = 0; phase < 5; phase += 1) {
      session.stepInto();
      await new Promise((resolve) => setImmediate(resolve));
      await until(session, 'paused');
    }
    await again(2);
    const inside = memory().numTensors;
    expect(await again(5)).toMatchObject({ of: 'pending', step: 4 });
    expect([hash(), memory().numTensors]).toEqual([state, inside]);
  });

  it('lets the run go on with the same bits', async () => {
    session.step(3);
    await until(session, 'paused');
    const plain = hash();
    session.dispose();
    await trained({ ...noisyExperiment, model: smallModel }, 3);
    await again(10);
    session.step(3);
    await until(session, 'paused');
    expect(hash()).toBe(plain);
  });

  it.each([0, 1.5, 1001])('refuses %d steps', async (steps) => {
    await expect(again(steps)).rejects.toMatchObject({ code: 'wrong-argument' });
  });

  it('refuses while the run goes on', async () => {
    session.run();
    await expect(again(5)).rejects.toMatchObject({ code: 'illegal-command' });
  });
});

describe('the verdict', () => {
  const inputs = Array.from({ length: 6 }, (_, row) => [0, 1, 2, 3].map((at) => (at === row % 3 ? 1 : 0)));
  const fixed = (y: number[], learningRate: number): GeneratorExperiment => ({
    ...noisyExperiment,
    compile: { optimizer: { name: 'adam', learningRate }, loss: 'sparseCategoricalCrossentropy' },
    *train(): Generator<Yielded> {
      for (;;) yield [inputs, y];
    },
  });
  afterEach(() => session.dispose());

  it('is that a sound batch can be learned', async () => {
    await trained(fixed([0, 1, 2, 0, 1, 2], 0.05), 1);
    expect(await again(150)).toMatchObject({ verdict: 'learned' });
  });

  it('is that one whose equal rows have different targets can not', async () => {
    await trained(fixed([0, 1, 2, 1, 2, 0], 0.05), 1);
    expect(await again(150)).toMatchObject({ verdict: 'not-learned' });
  });
});

describe('a batch as a file', () => {
  it('is read by the npz source, number for number', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-batch-'));
    await trained(noisyExperiment, 2);
    const { name, bytes } = (await answer(session.debugContext(), 'batchFile', []))!;
    expect(name).toBe('noisy-step-2.npz');
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const data = npz({ file, batchSize: 6 });
    const [x, y] = await data.item(0);
    const { xs, ys } = session.debugContext().last!.trained.batch;
    expect([x.shape, y.shape]).toEqual([xs[0]!.shape, ys[0]!.shape]);
    expect([...x.values]).toEqual([...xs[0]!.dataSync()]);
    expect([...y.values]).toEqual([...ys[0]!.dataSync()]);
    await data.close();
    session.dispose();
    rmSync(folder, { recursive: true });
  });
});
