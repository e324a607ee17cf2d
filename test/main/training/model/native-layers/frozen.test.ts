import { expect, it } from 'vitest';
import '../../../../../main/trainer/backend';
import { compile } from '../../../../../main/training/calls/public-calls';
import * as tf from '../../../../../main/training/tf';

const rows = [
  [1, 20, -3],
  [4, -5, 6],
  [7, 8, 9],
];

it.each([false, true])('a frozen batch normalization runs as in inference and stays as it is (eager: %s)', (eager) => {
  const norm = tf.layers.batchNormalization({ inputShape: [3], trainable: false });
  const dense = tf.layers.dense({ units: 1, kernelInitializer: 'ones' });
  const model = tf.sequential({ layers: [norm, dense] });
  const trained = compile(model, { optimizer: 'sgd', loss: 'meanSquaredError' }, { eager });
  const moving = () => norm.getWeights().map((weight) => [...weight.dataSync()]);
  const before = moving();
  // With moving mean 0 and variance 1 a row comes to its sum, but for epsilon.
  const sums = rows.map((row) => row.reduce((sum, value) => sum + value, 0) / Math.sqrt(1 + 1e-3));
  const loss = trained.trainOnBatch(rows, [[0], [0], [0]]);
  expect(loss).toBeCloseTo(sums.reduce((sum, value) => sum + value ** 2, 0) / 3, 2);
  trained.trainOnBatch(rows, [[0], [0], [0]]);
  expect(moving()).toEqual(before);
  trained.dispose();
});
