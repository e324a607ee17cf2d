import type { Bisect } from '../../../../../main/contract/debug/bisect';
import type { BatchExperiment, CompileOptions, CustomLoss, Yielded } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';

/** Numbers of a row. */
export const width = 3;

/** A fault that is planted in the third batch of a run, unless it says otherwise. */
export type Fault = {
  readonly what: string;
  readonly experiment: () => BatchExperiment;
  readonly found: Pick<Bisect, 'phase' | 'layer'> & {
    /** Default 3. `first`: where a run that nobody guards has its first NaN. */
    readonly step?: number | 'first';
    /** `any`: all of them, alone or together. */
    readonly rows: readonly number[] | 'any' | 'none';
  };
};

type Model = () => tf.LayersModel;
type Change = (x: number[][], y: number[][], model: tf.LayersModel, weights: number[]) => void;
type Parts = {
  readonly model: Model;
  readonly loss?: CompileOptions['loss'];
  readonly optimizer?: CompileOptions['optimizer'];
  /** Of the faulty batch. */
  readonly change?: Change;
  /** Of every batch. */
  readonly each?: Change;
  readonly at?: number;
  readonly rows?: number;
};

/** A layer that computes by a function, its shape unchanged. */
export class Pointwise extends tf.layers.Layer {
  readonly #compute: (x: tf.Tensor) => tf.Tensor;

  constructor(name: string, compute: (x: tf.Tensor) => tf.Tensor) {
    super({ name });
    this.#compute = compute;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.#compute([inputs].flat()[0]!));
  }

  static get className(): string {
    return 'Pointwise';
  }
}

const sgd = { name: 'sgd', learningRate: 1e-4 };

/** A run of batches, one of them changed. */
export function experiment({
  model,
  loss = 'meanSquaredError',
  optimizer = sgd,
  change,
  each,
  at = 2,
  rows = 8,
}: Parts): BatchExperiment {
  let made: tf.LayersModel;
  return {
    name: 'faulty',
    model: () => (made = model()),
    compile: { optimizer, loss },
    *batches({ random }): Generator<Yielded> {
      for (let batch = 0; ; batch += 1) {
        const drawn = random.uniform([rows, width], `x ${batch}`, 0.2, 0.8);
        const x = drawn.arraySync() as number[][];
        drawn.dispose();
        const y = x.map(([first]) => [first! / 2]);
        const weights = x.map(() => 1);
        each?.(x, y, made, weights);
        if (batch === at) change?.(x, y, made, weights);
        yield [x, y, weights];
      }
    },
  };
}

/** A layer that adds its inputs up. */
export const ones = { kernelInitializer: 'ones', useBias: false } as const;

/** A hidden layer that adds its inputs up, something in between, and an output. */
export function around(name: string, compute: (x: tf.Tensor) => tf.Tensor): Model {
  return () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ name: 'sum', units: 2, inputShape: [width], ...ones }),
        new Pointwise(name, compute),
        tf.layers.dense({ name: 'out', units: 1, ...ones }),
      ],
    });
}

/** Two layers with nothing wrong. */
export const plain: Model = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ name: 'hidden', units: 4, inputShape: [width], activation: 'tanh' }),
      tf.layers.dense({ name: 'out', units: 1 }),
    ],
  });

/** Makes some rows 0. */
export const zeroRow =
  (...at: readonly number[]): Change =>
  (x) =>
    at.forEach((row) => x[row]!.fill(0));

/** A loss by what it is for each number. */
export const perRow =
  (compute: CustomLoss): CustomLoss =>
  (yTrue, yPred) =>
    compute(yTrue, yPred).mean(-1);

/** Words looked up. */
export const embedding: Model = () =>
  tf.sequential({
    layers: [
      tf.layers.embedding({ name: 'words', inputDim: 4, outputDim: 2, inputLength: width }),
      tf.layers.flatten(),
      tf.layers.dense({ name: 'out', units: 1 }),
    ],
  });

/** A layer that multiplies by 30 twenty times. */
export const recurrent: Model = () =>
  tf.sequential({
    layers: [
      tf.layers.repeatVector({ n: 20, inputShape: [width] }),
      tf.layers.simpleRNN({
        name: 'rnn',
        units: 1,
        activation: 'linear',
        ...ones,
        recurrentInitializer: tf.initializers.constant({ value: 30 }),
      }),
    ],
  });

/** Changes the first weights of a layer by hand. */
export function setWeights(layer: string, change: (values: Float32Array) => void): Change {
  return (_x, _y, model) => {
    const weights = model.getLayer(layer).getWeights();
    const [first, ...rest] = weights;
    const values = first!.dataSync<'float32'>().slice();
    change(values);
    const own = tf.tensor(values, first!.shape);
    model.getLayer(layer).setWeights([own, ...rest]);
    own.dispose();
  };
}

/** Batch normalization without an epsilon. */
export const normalized: Model = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ name: 'hidden', units: 2, inputShape: [width] }),
      tf.layers.batchNormalization({ name: 'norm', epsilon: 0 }),
      tf.layers.dense({ name: 'out', units: 1 }),
    ],
  });
