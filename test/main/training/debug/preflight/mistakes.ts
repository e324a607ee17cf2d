import type { PreflightFinding } from '../../../../../main/contract/debug/preflight';
import type {
  CompileOptions,
  ExperimentContext,
  GeneratorExperiment,
  Yielded,
} from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';

/** A mistake in how a training is set up, and what is to be said of it. */
export type Mistake = {
  readonly what: string;
  readonly experiment: GeneratorExperiment;
  readonly code: PreflightFinding['code'];
};

const rows = 32;
const width = 4;

type Setup = {
  readonly activation?: 'softmax' | 'sigmoid' | 'relu' | 'linear' | 'tanh';
  readonly units?: number;
  readonly hidden?: (model: tf.layers.Layer[]) => void;
  readonly loss?: CompileOptions['loss'];
  readonly optimizer?: CompileOptions['optimizer'];
  readonly x?: (row: number[]) => number[];
  readonly y?: (label: number) => number | readonly number[];
  /** That the generator has. */
  readonly batches?: number;
  readonly repeats?: boolean;
};

/** Three classes that can be told apart: the class is the largest of the first three numbers. */
function* data({ random }: ExperimentContext, setup: Setup): Generator<Yielded> {
  const { x = (row) => row, y = (label) => label, batches = Infinity, repeats = false } = setup;
  for (let batch = 0; batch < batches; batch += 1) {
    const drawn = random.uniform([rows, width], `x ${repeats ? 0 : batch}`, -1, 1);
    const values = drawn.arraySync() as number[][];
    drawn.dispose();
    const labels = values.map((row) => row.slice(0, 3).indexOf(Math.max(...row.slice(0, 3))));
    yield [values.map(x), labels.map(y) as number[]];
  }
}

/** A training that is sound but for what is said otherwise. */
export function trained(setup: Setup = {}): GeneratorExperiment {
  const { activation = 'softmax', units = 3, hidden, loss = 'sparseCategoricalCrossentropy', optimizer } = setup;
  return {
    name: 'set up',
    model: () => {
      const layers: tf.layers.Layer[] = [
        tf.layers.dense({ name: 'hidden', units: 8, inputShape: [width], activation: 'relu' }),
      ];
      hidden?.(layers);
      layers.push(tf.layers.dense({ name: 'out', units, activation }));
      return tf.sequential({ layers });
    },
    compile: { optimizer: optimizer ?? { name: 'adam', learningRate: 0.01 }, loss },
    train: (context) => data(context, setup),
    stepsPerEpoch: 10,
    epochs: 2,
  };
}

const oneHot = (label: number): readonly number[] => [0, 1, 2].map((each) => (each === label ? 1 : 0));

export const mistakes: readonly Mistake[] = [
  {
    what: 'a loss from logits behind a softmax',
    experiment: trained({ loss: { name: 'sparseCategoricalCrossentropy', fromLogits: true } }),
    code: 'logits-activated',
  },
  {
    what: 'a loss that takes logits for probabilities',
    experiment: trained({ activation: 'linear' }),
    code: 'logits-taken',
  },
  {
    what: 'sigmoid with categorical crossentropy',
    experiment: trained({ activation: 'sigmoid', loss: 'categoricalCrossentropy', y: oneHot }),
    code: 'wrong-activation',
  },
  {
    what: 'relu as the last layer of a classifier',
    experiment: trained({ activation: 'relu' }),
    code: 'wrong-activation',
  },
  {
    what: 'a softmax of one unit',
    experiment: trained({ units: 1, loss: 'binaryCrossentropy', y: (label) => Number(label > 0) }),
    code: 'one-unit-softmax',
  },
  {
    what: 'targets of a binary loss that are not in 0 … 1',
    experiment: trained({ activation: 'sigmoid', units: 1, loss: 'binaryCrossentropy' }),
    code: 'targets-not-shares',
  },
  {
    what: 'a regression that its sigmoid can’t reach',
    experiment: trained({ activation: 'sigmoid', units: 1, loss: 'meanSquaredError', y: (label) => 10 * label - 5 }),
    code: 'targets-out-of-reach',
  },
  { what: 'labels that begin at 1', experiment: trained({ y: (label) => label + 1 }), code: 'batch-refused' },
  { what: 'one-hot targets where indices are wanted', experiment: trained({ y: oneHot }), code: 'batch-refused' },
  {
    what: 'inputs that are not scaled',
    experiment: trained({ x: (row) => row.map((each) => each * 255) }),
    code: 'unscaled',
  },
  {
    what: 'a column that never changes',
    experiment: trained({ x: ([first, second, third]) => [first!, second!, third!, 0.5] }),
    code: 'constant-columns',
  },
  { what: 'a generator that is too short', experiment: trained({ batches: 4 }), code: 'too-short' },
  { what: 'a generator that gives one batch again and again', experiment: trained({ repeats: true }), code: 'repeats' },
  { what: 'one class alone', experiment: trained({ y: () => 1 }), code: 'one-class' },
  {
    what: 'a layer that is dead from the start',
    experiment: trained({
      hidden: (layers) =>
        layers.push(
          tf.layers.dense({
            name: 'dead',
            units: 4,
            activation: 'relu',
            biasInitializer: tf.initializers.constant({ value: -100 }),
          }),
        ),
    }),
    code: 'dead-layer',
  },
  {
    what: 'weights that start as zeros, so that no gradient gets through',
    experiment: trained({
      hidden: (layers) =>
        layers.push(tf.layers.dense({ name: 'zero', units: 4, kernelInitializer: 'zeros', useBias: false })),
    }),
    code: 'no-gradient',
  },
  {
    what: 'a rate of 1000 times too much',
    experiment: trained({ optimizer: { name: 'sgd', learningRate: 1000 } }),
    code: 'rate-too-high',
  },
  {
    what: 'a rate of a millionth of what is wanted',
    experiment: trained({ optimizer: { name: 'adam', learningRate: 1e-8 } }),
    code: 'rate-too-low',
  },
];
