import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CodedError, reportOf } from '../../../main/contract/errors';
import { errorLine, languages } from '../../../main/contract/text';
import * as api from '../../../main/experiment/public-api';
import { oneSided } from '../training/wrong-models';

/** What a person may give by mistake in the place of anything else. */
const wrong: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Infinity,
  '',
  'text',
  [],
  [1, 2],
  [null],
  {},
  { a: 1 },
  { length: 3 },
  { __proto__: null, a: 1 },
  () => undefined,
  new Map(),
  new Date(0),
  Symbol('s'),
  10n,
  Promise.resolve(1),
  new Float32Array(2),
];

/** So many of them are wrong in any place. */
const leastRefused = wrong.length / 2;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batchpoint-wrong-'));
  await writeFile(join(folder, 'a.csv'), 'a,b\n1,2\n3,4\n');
});
afterAll(() => rm(folder, { recursive: true }));

type Call = (value: unknown) => unknown;
/** All public functions as anybody may call them. */
const any = api as unknown as { readonly [name: string]: (...values: readonly unknown[]) => unknown };
const x = [
  [1, 2],
  [3, 4],
];
const sequence = { length: 2, item: () => [x, [1, 2]] };
const loose = () => oneSided(1) as unknown as { readonly [name: string]: (...values: readonly unknown[]) => unknown };
const layer = () => oneSided(1).model;
const numbers = (): api.Dataset =>
  api.arrays({
    x: new api.NdArray(Float32Array.of(1, 2), [2, 1]),
    y: new api.NdArray(Float32Array.of(1, 2), [2]),
    batchSize: 1,
  });

const calls: { readonly [name: string]: Call } = {
  ...Object.fromEntries(
    ['arrays', 'csv', 'idx', 'imageFolder', 'npy', 'npz', 'dataFile', 'dataset', 'lambdaCallback'].map((name) => [
      name,
      (value: unknown) => any[name]!(value),
    ]),
  ),
  ...Object.fromEntries(
    [
      'backupAndRestore',
      'csvLogger',
      'earlyStopping',
      'modelCheckpoint',
      'progbarLogger',
      'reduceLROnPlateau',
      'tensorBoard',
      'learningRateScheduler',
    ].map((name) => [name, (value: unknown) => any[name]!(value)]),
  ),
  'csv file': (value) => any['csv']!({ file: value, target: 'b', batchSize: 1 }),
  'csv target': (value) => any['csv']!({ file: join(folder, 'a.csv'), target: value, batchSize: 1 }),
  'csv batchSize': (value) => any['csv']!({ file: join(folder, 'a.csv'), target: 'b', batchSize: value }),
  'NdArray values': (value) => Reflect.construct(api.NdArray, [value, [2]]) as unknown,
  'NdArray shape': (value) => Reflect.construct(api.NdArray, [Float32Array.of(1, 2), value]) as unknown,
  'Dataset map': (value) => (numbers() as unknown as { map: Call }).map(value),
  'Dataset batch': (value) => (numbers() as unknown as { batch: Call }).batch(value),
  'Dataset take': (value) => (numbers() as unknown as { take: Call }).take(value),
  'Dataset prefetch': (value) => (numbers() as unknown as { prefetch: Call }).prefetch(value),
  'Dataset shuffle': (value) => (numbers() as unknown as { shuffle: Call }).shuffle(value),
  loadModel: (value) => any['loadModel']!(value),
  'loadWeights model': (value) => any['loadWeights']!(value, folder),
  'loadWeights folder': (value) => any['loadWeights']!(layer(), value),
  modelFromJSON: (value) => any['modelFromJSON']!(value),
  'modelFromJSON text': (value) =>
    any['modelFromJSON']!(JSON.stringify(typeof value === 'bigint' ? 1 : (value ?? null))),
  'saveModel model': (value) => any['saveModel']!(value, folder),
  'saveModel folder': (value) =>
    any['saveModel']!(layer(), typeof value === 'string' && value !== '' ? undefined : value),
  'saveModel options': (value) => any['saveModel']!(layer(), join(folder, 'kept'), value),
  'saveWeights model': (value) => any['saveWeights']!(value, folder),
  'saveWeights folder': (value) =>
    any['saveWeights']!(layer(), typeof value === 'string' && value !== '' ? undefined : value),
  'compile model': (value) => any['compile']!(value, { optimizer: 'sgd', loss: 'mse' }),
  'compile options': (value) => any['compile']!(layer(), value),
  'compile surroundings': (value) => any['compile']!(layer(), { optimizer: 'sgd', loss: 'mse' }, value),
  'compile optimizer': (value) => any['compile']!(layer(), { optimizer: value, loss: 'mse' }),
  'compile loss': (value) => any['compile']!(layer(), { optimizer: 'sgd', loss: value }),
  'compile metrics': (value) => any['compile']!(layer(), { optimizer: 'sgd', loss: 'mse', metrics: value }),
  'compile weightedMetrics': (value) =>
    any['compile']!(layer(), { optimizer: 'sgd', loss: 'mse', weightedMetrics: value }),
  'compile lossWeights': (value) => any['compile']!(layer(), { optimizer: 'sgd', loss: 'mse', lossWeights: value }),
  'fitGenerator data': (value) => loose()['fitGenerator']!(value, { stepsPerEpoch: 1 }),
  'fitGenerator options': (value) => loose()['fitGenerator']!(sequence, value),
  'fitGenerator callbacks': (value) => loose()['fitGenerator']!(sequence, { callbacks: value }),
  'fitGenerator a callback': (value) => loose()['fitGenerator']!(sequence, { callbacks: [value] }),
  'fitGenerator a hook': (value) => loose()['fitGenerator']!(sequence, { callbacks: [{ onBatchEnd: value }] }),
  'fitGenerator validationData': (value) => loose()['fitGenerator']!(sequence, { validationData: value }),
  'fitGenerator classWeight': (value) => loose()['fitGenerator']!(sequence, { classWeight: value }),
  'fitGenerator an item': (value) => loose()['fitGenerator']!({ length: 1, item: () => value }),
  'fitGenerator x': (value) => loose()['fitGenerator']!({ length: 1, item: () => [value, [1, 2]] }),
  'fitGenerator y': (value) => loose()['fitGenerator']!({ length: 1, item: () => [x, value] }),
  'fitGenerator sampleWeight': (value) => loose()['fitGenerator']!({ length: 1, item: () => [x, [1, 2], value] }),
  'evaluateGenerator data': (value) => loose()['evaluateGenerator']!(value, { steps: 1 }),
  'evaluateGenerator options': (value) => loose()['evaluateGenerator']!(sequence, value),
  'predictGenerator data': (value) => loose()['predictGenerator']!(value, { steps: 1 }),
  'predictGenerator options': (value) => loose()['predictGenerator']!(sequence, value),
  'predictGenerator an item': (value) => loose()['predictGenerator']!({ length: 1, item: () => value }),
  'trainOnBatch x': (value) => loose()['trainOnBatch']!(value, [1, 2]),
  'trainOnBatch y': (value) => loose()['trainOnBatch']!(x, value),
  'trainOnBatch options': (value) => loose()['trainOnBatch']!(x, [1, 2], value),
  'testOnBatch x': (value) => loose()['testOnBatch']!(value, [1, 2]),
  'testOnBatch options': (value) => loose()['testOnBatch']!(x, [1, 2], value),
  'predictOnBatch x': (value) => loose()['predictOnBatch']!(value),
  'save folder': (value) => loose()['save']!(typeof value === 'string' && value !== '' ? undefined : value),
  'save options': (value) => loose()['save']!(join(folder, 'kept'), value),
  'saveWeights of a trained model': (value) =>
    loose()['saveWeights']!(typeof value === 'string' && value !== '' ? undefined : value),
  'loadWeights of a trained model': (value) => loose()['loadWeights']!(value),
  loadTraining: (value) => loose()['loadTraining']!(value),
};

/** What a person would read of an error that is not clear; undefined for one that is. */
function unclear(error: unknown): string | undefined {
  const lines = languages.map((language) => errorLine(reportOf(error), language));
  const isClear = error instanceof CodedError && error.code !== 'unexpected';
  if (isClear && !lines.some((line) => /\[object|undefined (is|of)|inside Batchpoint/.test(line))) return undefined;
  return (error as Error).stack?.split('\n').slice(0, 3).join(' | ');
}

it.each(Object.entries(calls))('%s takes a wrong value for nothing but a mistake, and says so', async (_, call) => {
  const surprises: (readonly [place: number, error: string])[] = [];
  let refused = 0;
  for (const [place, value] of wrong.entries()) {
    try {
      await call(value);
    } catch (error) {
      refused += 1;
      const why = unclear(error);
      if (why !== undefined) surprises.push([place, why]);
    }
  }
  expect(surprises, 'by the place of the wrong value').toEqual([]);
  expect(refused).toBeGreaterThanOrEqual(leastRefused);
});
