import { earlyStopping, learningRateScheduler, reduceLROnPlateau } from '../../../../main/training/callbacks';
import { arrays, dataset } from '../../../../main/training/data';
import { NdArray } from '../../../../main/training/data/nd-array';
import type {
  BatchExperiment,
  Experiment,
  ExperimentContext,
  GeneratorExperiment,
  LoopExperiment,
  Yielded,
} from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { noisyModel } from '../session/session-fixture';

const { layers } = tf;

function numbers({ random }: ExperimentContext, shape: number[], purpose: string): NdArray {
  const values = random.normal(shape, purpose);
  const held = values.dataSync<'float32'>();
  values.dispose();
  return new NdArray(held, shape);
}

const classesOf = (rows: number): NdArray =>
  new NdArray(
    Int32Array.from({ length: rows }, (_, row) => row % 3),
    [rows],
  );

/** A last batch that is smaller, validation, callbacks with a state, class weights, metrics with a state. */
const shuffled = (): GeneratorExperiment => ({
  name: 'shuffled',
  seed: 3,
  model: noisyModel,
  compile: {
    optimizer: { name: 'adam', learningRate: 0.02, clipnorm: 1 },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  },
  train: (context) => arrays({ x: numbers(context, [19, 4], 'x'), y: classesOf(19), batchSize: 4, shuffle: true }),
  validation: (context) => arrays({ x: numbers(context, [7, 4], 'val'), y: classesOf(7), batchSize: 4 }),
  validationFreq: 2,
  classWeight: { 0: 1, 1: 0.5, 2: 2 },
  callbacks: [
    reduceLROnPlateau({ monitor: 'val_loss', patience: 1, factor: 0.7 }),
    learningRateScheduler((epoch, rate) => (epoch % 3 === 2 ? rate * 0.9 : rate)),
    earlyStopping({ monitor: 'loss', patience: 1000, restoreBestWeights: true }),
  ],
  epochs: 200,
});

/** A generator that can't be rewound: sequences of changing length with a mask and a weight for each row. */
const sequences = (): GeneratorExperiment => ({
  name: 'sequences',
  seed: 4,
  model: () =>
    tf.sequential({
      layers: [
        layers.masking({ maskValue: 0, inputShape: [null, 2] as unknown as number[] }),
        layers.lstm({ units: 4, dropout: 0.2 }),
        layers.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  compile: {
    optimizer: { name: 'rmsprop', momentum: 0.5, centered: true },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
    weightedMetrics: ['accuracy'],
  },
  *train(context) {
    for (let batch = 0; ; batch += 1) {
      const [rows, steps] = [3 + (batch % 2), 3 + (batch % 3)];
      const x = numbers(context, [rows, steps, 2], `x ${batch}`);
      (x.values as Float32Array).fill(0, 0, 2);
      const weights = Float32Array.from({ length: rows }, (_, row) => 0.5 + row / 4);
      yield [x, classesOf(rows), new NdArray(weights, [rows])];
    }
  },
  *validation(context) {
    for (let batch = 0; ; batch += 1) yield [numbers(context, [3, 4, 2], `val ${batch}`), classesOf(3)];
  },
  stepsPerEpoch: 5,
  validationSteps: 2,
  epochs: 200,
});

/** Two inputs and two outputs with a loss weight, batch by batch, some of them read ahead. */
const joined = (): BatchExperiment => ({
  name: 'joined',
  seed: 5,
  model: () => {
    const one = tf.input({ shape: [3], name: 'one' });
    const other = tf.input({ shape: [2], name: 'other' });
    const both = layers.concatenate().apply([one, other]) as tf.SymbolicTensor;
    const hidden = layers.dense({ units: 6, activation: 'tanh', name: 'hidden' }).apply(both);
    const dropped = layers.dropout({ rate: 0.25, name: 'dropped' }).apply(hidden) as tf.SymbolicTensor;
    const label = layers.dense({ units: 3, activation: 'softmax', name: 'label' }).apply(dropped);
    const value = layers.dense({ units: 1, name: 'value' }).apply(dropped);
    return tf.model({ inputs: [one, other], outputs: [label, value] as tf.SymbolicTensor[] });
  },
  compile: {
    optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
    loss: ['sparseCategoricalCrossentropy', 'meanSquaredError'],
    lossWeights: [1, 0.3],
    metrics: [['accuracy'], ['mae']],
  },
  batches: (context) => {
    const items = Array.from({ length: 5 }, (_, batch): Yielded => {
      const rows = batch === 4 ? 2 : 5;
      const xs = {
        one: numbers(context, [rows, 3], `one ${batch}`),
        other: numbers(context, [rows, 2], `other ${batch}`),
      };
      return { xs, ys: { label: classesOf(rows), value: numbers(context, [rows, 1], `value ${batch}`) } };
    });
    return dataset({ length: items.length, item: (index) => items[index]! })
      .shuffle(3)
      .prefetch(2);
  },
});

/** Endless batches of a generator, one after the other. */
const endless = (): BatchExperiment => ({
  name: 'endless',
  seed: 6,
  model: noisyModel,
  compile: { optimizer: 'adagrad', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  async *batches(context) {
    for (let batch = 0; ; batch += 1) {
      await Promise.resolve();
      yield [numbers(context, [5, 4], `x ${batch}`), classesOf(5)];
    }
  },
});

/** Two models in turn, one of which runs its means on. */
const loop = (): LoopExperiment => ({
  name: 'loop',
  seed: 7,
  model: { one: noisyModel, other: noisyModel },
  compile: {
    one: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    other: { optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' },
  },
  async loop({ trainOnBatch, ...context }) {
    for (let batch = 0; ; batch += 1) {
      const x = numbers(context as ExperimentContext, [6, 4], `x ${batch}`);
      await trainOnBatch(x, classesOf(6), { model: 'one', resetMetrics: batch % 4 === 0 });
      await trainOnBatch(x, classesOf(6), { model: 'other' });
    }
  },
});

/** A generator that ends before its epochs do. */
const ending = (): GeneratorExperiment => ({
  ...sequences(),
  name: 'ending',
  *train(context) {
    for (let batch = 0; batch < 13; batch += 1) yield [numbers(context, [4, 3, 2], `x ${batch}`), classesOf(4)];
  },
});

/** A run that comes to its end. */
const short = (): GeneratorExperiment => ({ ...shuffled(), name: 'short', validationFreq: 1, epochs: 3 });

/** Each anew: callbacks keep a state. */
export const experiments = { shuffled, sequences, joined, endless, loop, ending, short } as const satisfies {
  readonly [name: string]: () => Experiment;
};

export type ExperimentName = keyof typeof experiments;
