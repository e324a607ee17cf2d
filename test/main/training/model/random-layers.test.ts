import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { compile, type TrainableModel } from '../../../../main/training/calls/public-calls';
import * as tf from '../../../../main/training/tf';

const { layers } = tf;
const rows = Array.from({ length: 8 }, (_, row) => [row / 8, 1 - row / 8, 0.3]);
const targets = rows.map(([first]) => [first!]);
const ones = { kernelInitializer: 'ones' } as const;

/** A model with dropout, and another one that has it inside. */
function bothModels(): readonly [inner: tf.LayersModel, outer: tf.LayersModel] {
  const inner = tf.sequential({
    layers: [
      layers.dense({ inputShape: [3], units: 64, ...ones }),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 1, ...ones }),
    ],
  });
  const input = tf.input({ shape: [3] });
  return [inner, tf.model({ inputs: input, outputs: inner.apply(input) as tf.SymbolicTensor })];
}

/** Losses of a few steps that change no weight: what differs is what was drawn. */
function losses(model: TrainableModel, steps: number): unknown[] {
  return Array.from({ length: steps }, () => model.trainOnBatch(rows, targets));
}

describe.each([true, false])(
  'dropout in two models that were compiled with seeds of their own (eager: %s)',
  (eager) => {
    const made = (model: tf.LayersModel, seed: number): TrainableModel =>
      compile(model, { optimizer: { name: 'sgd', learningRate: 0 }, loss: 'meanSquaredError' }, { seed, eager });
    const alone = (which: 0 | 1, seed: number): unknown[] => losses(made(bothModels()[which], seed), 4);

    it('is drawn by the seed and the step of the model that is trained', () => {
      const [inner, outer] = bothModels();
      const one = made(inner, 1);
      const first = losses(one, 1);
      const other = made(outer, 2);
      const ofOther = losses(other, 2);
      const rest = losses(one, 3);
      expect([...first, ...rest]).toEqual(alone(0, 1));
      expect([...ofOther, ...losses(other, 2)]).toEqual(alone(1, 2));
    });
  },
);
