import { memory } from '@tensorflow/tfjs-core';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compilingStep } from '../../main/training/compiled-step/compiling-step';
import { nativeBackend } from '../../main/training/compiled-step/native-binding';
import { networks, stepOf, train } from '../main/training/compiled-step/step-fixture';
import { slopeOf } from './endurance';

const megabyte = 2 ** 20;

type Native = { getNumOfTensors(): number; getNumOfSavedModels(): number };
const native = (): Native => nativeBackend()!.binding as unknown as Native;

const counts = (): readonly number[] => [
  memory().numTensors,
  native().getNumOfTensors(),
  native().getNumOfSavedModels(),
  readdirSync(tmpdir()).length,
];

// Other processes write graphs too.
let own = '';
beforeAll(() => {
  own = mkdtempSync(join(tmpdir(), 'batchpoint-long-'));
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, own);
  expect(tmpdir()).toBe(own);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(own, { recursive: true });
});

describe('the compiled step', () => {
  it('leaves nothing behind after 200 compilations', { timeout: 300_000 }, async () => {
    const network = networks.convolution;
    const [step, compiled] = await stepOf(network);
    step.close();
    let before: readonly number[] = [];
    let resident = 0;
    for (let round = 0; round < 200; round += 1) {
      if (round === 60) [before, resident] = [counts(), process.memoryUsage().rss];
      const again = compilingStep(compiled);
      train(again, compiled, network, { steps: 1, from: round });
      expect(again.mode).toEqual({ kind: 'compiled' });
      again.close();
    }
    expect(counts()).toEqual(before);
    expect((process.memoryUsage().rss - resident) / megabyte).toBeLessThan(30);
  });

  it('does not grow in 20,000 steps', { timeout: 300_000 }, async () => {
    const network = networks.dropout;
    const [step, compiled] = await stepOf(network);
    train(step, compiled, network, { steps: 4000 });
    const before = counts();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const samples = Array.from({ length: 20 }, (_, index) => {
      train(step, compiled, network, { steps: 1000 });
      collect();
      return { step: index * 1000, tensors: memory().numTensors, rss: process.memoryUsage.rss() };
    });
    expect(counts()).toEqual(before);
    const growth = (slopeOf(samples) * 20_000) / megabyte;
    console.log(`memory ${growth.toFixed(2)} MB in 20,000 steps`);
    expect(growth).toBeLessThan(5);
    step.close();
  });
});
