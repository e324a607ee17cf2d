import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import {
  backupAndRestore,
  csvLogger,
  earlyStopping,
  learningRateScheduler,
  modelCheckpoint,
  reduceLROnPlateau,
} from '../../../../main/training/callbacks';
import type { BatchGenerator, Callback, Sequence, Yielded } from '../../../../main/training/experiment';
import { modelFromJSON } from '../../../../main/training/models';
import { compile, type TrainableModel } from '../../../../main/training/calls/public-calls';
import { withKeyedInitializers } from '../../../../main/training/random/keyed-initializers';
import { readState } from '../../../../main/training/model/state';
import { noisyModel } from '../session/session-fixture';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-resume-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function itemOf(index: number): Yielded {
  const rows = index % 3 === 2 ? 3 : 5;
  const value = (row: number, column: number): number => Math.sin(1 + index * 7 + row * 3 + column);
  const x = Array.from({ length: rows }, (_, row) => [0, 1, 2, 3].map((column) => value(row, column)));
  return [x, x.map((_, row) => (row + index) % 3), x.map((_, row) => 0.5 + (row % 2))];
}

function* generate(): Generator<Yielded> {
  for (let index = 0; ; index += 1) yield itemOf(index);
}
const sequence: Sequence = { length: 4, item: itemOf };
const sources: readonly (readonly [string, () => BatchGenerator | Sequence])[] = [
  ['a generator', generate],
  ['a shuffled sequence', () => sequence],
];

let json: unknown;
/** The same model each time: its names and initial weights too. */
async function fresh(): Promise<TrainableModel> {
  json ??= noisyModel().toJSON(undefined, false);
  const model = await withKeyedInitializers(5, 0, () => modelFromJSON(json as object));
  return compile(
    model,
    { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    { seed: 5 },
  );
}

class Crash extends Error {}

/** Throws in the midst of training, once so many batches are done. */
function crash(after: number): Callback {
  let batches = 0;
  return {
    onBatchEnd: () => {
      batches += 1;
      if (batches === after) throw new Crash();
    },
  };
}

type Watched = { readonly losses: (readonly [number, number])[]; readonly rates: number[] };

async function train(
  model: TrainableModel,
  place: string,
  data: () => BatchGenerator | Sequence,
  { saveFreq, crashAfter }: { readonly saveFreq: 'epoch' | number; readonly crashAfter?: number },
): Promise<Watched> {
  const watched: Watched = { losses: [], rates: [] };
  let epoch = 0;
  const callbacks: Callback[] = [
    learningRateScheduler((_, rate) => rate * 0.9),
    earlyStopping({ monitor: 'val_accuracy', patience: 40, restoreBestWeights: true }),
    reduceLROnPlateau({ patience: 1, cooldown: 1, factor: 0.7 }),
    modelCheckpoint({ filepath: join(folder, place, 'best-{epoch}'), saveBestOnly: true }),
    backupAndRestore({ backupDir: join(folder, place, 'backup'), saveFreq }),
    csvLogger({ filename: join(folder, place, 'log.csv') }),
    {
      onEpochBegin: (begun) => void (epoch = begun),
      onBatchEnd: (batch, logs) => void watched.losses.push([epoch * 4 + batch, logs['loss']!]),
      onEpochEnd: (_, logs) => void watched.rates.push(logs['lr']!),
    },
  ];
  if (crashAfter !== undefined) callbacks.push(crash(crashAfter));
  const validationData = data();
  await model.fitGenerator(data(), {
    stepsPerEpoch: 4,
    epochs: 6,
    validationData,
    validationSteps: 2,
    classWeight: { 0: 1, 1: 0.5, 2: 2 },
    callbacks,
  });
  return watched;
}

describe.each(sources)('a training on %s that crashed and was started again', (_, data) => {
  it.each([
    ['epoch' as const, 10],
    [1, 10],
    [3, 11],
    [4, 12],
  ])('ends bit for bit as if it had not, with a backup every %s', async (saveFreq, crashAfter) => {
    const whole = await fresh();
    const expected = await train(whole, 'whole', data, { saveFreq });
    const first = await fresh();
    await expect(train(first, 'cut', data, { saveFreq, crashAfter })).rejects.toMatchObject({
      code: 'user-code',
      cause: expect.any(Crash) as Crash,
    });
    const second = await fresh();
    const got = await train(second, 'cut', data, { saveFreq });
    expect(readState(second.compiled)).toEqual(readState(whole.compiled));
    expect(got.losses.length).toBeLessThan(expected.losses.length);
    expect(got.losses).toEqual(expected.losses.slice(-got.losses.length));
    expect(got.rates).toEqual(expected.rates.slice(-got.rates.length));
    const text = (place: string): Promise<string> => readFile(join(folder, place, 'log.csv'), 'utf8');
    expect(await text('cut')).toBe(await text('whole'));
    const names = async (place: string): Promise<string[]> => (await readdir(join(folder, place))).sort();
    expect(await names('cut')).toEqual(await names('whole'));
    expect(await names('whole')).not.toContain('backup');
  });
});
