import { memory } from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NdArray } from '../../main/training/data/nd-array';
import type { GeneratorExperiment, Yielded } from '../../main/training/experiment';
import { createSession } from '../../main/training/session/create-session';
import type { TrainingSession } from '../../main/training/session/session';
import * as tf from '../../main/training/tf';
import { defaultBudget } from '../../main/training/time-travel/history-files';
import { hashOf, until } from '../main/training/session/session-fixture';

const megabyte = 2 ** 20;
const steps = 300;
/** Of a snapshot, 12 MB with the two moments, about twenty stay in memory, as by default; files are fewer. */
const budget = { memory: defaultBudget.memory, disk: 256 * megabyte };

const items: readonly Yielded[] = Array.from({ length: 20 }, (_, batch): Yielded => [
  new NdArray(
    Float32Array.from({ length: 32 * 784 }, (__, at) => Math.sin(at * (batch + 1))),
    [32, 784],
  ),
  new NdArray(
    Int32Array.from({ length: 32 }, (__, row) => (row + batch) % 10),
    [32],
  ),
]);

const experiment: GeneratorExperiment = {
  name: 'a million parameters',
  seed: 3,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [784], units: 1024, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 208, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  train: () => ({ length: items.length, item: (index: number) => items[index]! }),
  epochs: 20,
};

let folder = '';
let session: TrainingSession;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-back-'));
  session = await createSession({
    experiment,
    file: 'back.ts',
    run: {},
    threads: 1,
    versions: {},
    listener: () => undefined,
    now: () => performance.now(),
    history: { folder, budget },
  });
  session.step(steps);
  await until(session, 'paused');
});
afterAll(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

const isWithinBudget = (): boolean => {
  const { memory: inMemory, disk } = session.snapshotUse()!;
  return inMemory <= budget.memory && disk <= budget.disk;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function goTo(step: number): Promise<void> {
  session.goTo(step);
  expect(await until(session, 'paused')).toMatchObject({ step, why: { exactness: { kind: 'exact' } } });
}

it('steps back in 150 ms or less', async () => {
  expect(session.plan.models[0]!.parameters).toBeGreaterThan(1_000_000);
  const times: number[] = [];
  for (let back = 1; back <= 60; back += 1) {
    const began = performance.now();
    session.stepBack();
    expect(await until(session, 'paused')).toMatchObject({ step: steps - back });
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const [half, most] = [times[30]!, times[56]!];
  console.log(`a step back of a million parameters: median ${half.toFixed(0)} ms, p95 ${most.toFixed(0)} ms`);
  expect(most).toBeLessThanOrEqual(150);
  expect(isWithinBudget()).toBe(true);
});

it('goes back and forth 100 times with flat memory', async () => {
  await goTo(steps);
  const end = hashOf(session);
  const resident: number[] = [];
  let tensors = 0;
  for (let round = 0; round < 100; round += 1) {
    await goTo(40 + ((round * 67) % 240));
    await goTo(steps);
    if (round === 20) tensors = memory().numTensors;
    resident.push(process.memoryUsage.rss() / megabyte);
    expect(isWithinBudget()).toBe(true);
  }
  expect(memory().numTensors).toBe(tensors);
  expect(hashOf(session)).toBe(end);
  const growth = median(resident.slice(80)) - median(resident.slice(20, 40));
  console.log(`100 times back and forth: memory ${growth.toFixed(1)} MB more at the end`);
  // Two snapshots: what is in memory by chance when it is looked at.
  expect(growth).toBeLessThan(24);
});
