import type { PreflightFinding } from '../../../../../main/contract/debug/preflight';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { data, rows, trained, validated, width } from './set-up';

/** A mistake in how a training is set up, and what is to be said of it. */
export type Mistake = {
  readonly what: string;
  readonly experiment: GeneratorExperiment;
  readonly code: PreflightFinding['code'];
};

const sameWeights = tf.initializers.constant({ value: 0.1 });

/** Many layers that each let a quarter of a gradient through at most. */
function saturated(layers: tf.layers.Layer[]): void {
  for (let depth = 0; depth < 14; depth += 1) layers.push(tf.layers.dense({ units: 8, activation: 'sigmoid' }));
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
  {
    what: 'one epoch of data for two epochs',
    experiment: trained({ batches: 10 }),
    code: 'too-short',
  },
  {
    what: 'NaN in a row of the 9th batch',
    experiment: trained({ x: nanIn(8 * rows + 5) }),
    code: 'batch-refused',
  },
  {
    what: 'a token in the 9th batch that the embedding does not have',
    experiment: trained({ x: tokensBut(8 * rows + 5), more: { model: ofTokens } }),
    code: 'batch-refused',
  },
  {
    what: 'fewer batches than an epoch is said to have, given in circles',
    experiment: trained({ period: 4 }),
    code: 'cycles',
  },
  { what: 'inputs that are always 0', experiment: trained({ x: (row) => row.map(() => 0) }), code: 'constant-input' },
  {
    what: 'inputs that were divided by 255 twice',
    experiment: trained({ x: (row) => row.map((each) => each / 255) }),
    code: 'tiny',
  },
  {
    what: 'a regression to the wrong column, which is constant',
    experiment: trained({ activation: 'linear', units: 1, loss: 'meanSquaredError', y: () => 3 }),
    code: 'constant-targets',
  },
  {
    what: 'validation with the training data',
    experiment: trained({ more: { validation: (context) => data(context, {}), validationSteps: 4 } }),
    code: 'validation-seen',
  },
  {
    what: 'validation with rows of another width',
    experiment: validated({ x: (row) => row.slice(1) }),
    code: 'validation-refused',
  },
  {
    what: 'a validation target out of the range of its classes',
    experiment: validated({ y: (label) => label + 1 }),
    code: 'validation-refused',
  },
  {
    what: 'NaN in the validation data',
    experiment: validated({ x: nanIn(101 * rows + 5) }),
    code: 'validation-refused',
  },
  {
    what: 'validation with rows that are not scaled',
    experiment: validated({ x: (row) => row.map((each) => each * 255) }),
    code: 'validation-unlike',
  },
  {
    what: 'validation data for the first of two epochs only',
    experiment: validated({ batches: 4 }),
    code: 'validation-short',
  },
  {
    what: 'inputs and targets that were shuffled by themselves',
    experiment: trained({ isMixedUp: true }),
    code: 'unrelated',
  },
  {
    what: 'targets of a regression that were shuffled by themselves',
    experiment: trained({ isMixedUp: true, activation: 'linear', units: 1, loss: 'meanSquaredError' }),
    code: 'unrelated',
  },
  {
    what: 'several classes in a row behind a softmax',
    experiment: trained({ loss: 'categoricalCrossentropy', y: (label) => [1, label > 0 ? 1 : 0, 0] }),
    code: 'targets-not-distribution',
  },
  {
    what: 'accuracy of a regression',
    experiment: trained({
      activation: 'linear',
      units: 1,
      loss: 'meanSquaredError',
      y: (label) => label / 2,
      metrics: ['accuracy'],
    }),
    code: 'accuracy-of-numbers',
  },
  {
    what: 'units that all begin with the same weights',
    experiment: trained({
      hidden: (layers) =>
        layers.push(tf.layers.dense({ name: 'same', units: 6, activation: 'tanh', kernelInitializer: sameWeights })),
    }),
    code: 'same-units',
  },
  {
    what: 'a loss of the wrong sign',
    experiment: trained({
      activation: 'linear',
      units: 1,
      loss: (yTrue, yPred) => yTrue.reshape(yPred.shape).sub(yPred).square().mean(-1).neg(),
    }),
    code: 'loss-unbounded',
  },
  {
    what: 'a column of a wide table that never changes',
    experiment: trained({
      more: {
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.dense({ units: 8, inputShape: [40], activation: 'relu' }),
              tf.layers.dense({ units: 3, activation: 'softmax' }),
            ],
          }),
      },
      x: (row) => [...row, ...Array.from({ length: 36 }, (_, at) => (at === 30 ? 0.5 : row[at % width]! / 2))],
    }),
    code: 'constant-columns',
  },
  { what: 'a gradient that vanishes', experiment: trained({ hidden: saturated }), code: 'vanishing' },
  {
    what: 'all layers frozen',
    experiment: trained({
      more: {
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.dense({ units: 8, inputShape: [width], trainable: false }),
              tf.layers.dense({ units: 3, activation: 'softmax', trainable: false }),
            ],
          }),
      },
    }),
    code: 'nothing-trainable',
  },
  {
    what: 'fewer units than classes',
    experiment: trained({ units: 2 }),
    code: 'batch-refused',
  },
  {
    what: 'a learning rate of 10',
    experiment: trained({ optimizer: { name: 'adam', learningRate: 10 } }),
    code: 'rate-too-high',
  },
  {
    what: 'softmax of all classes with binary crossentropy',
    experiment: trained({ loss: 'binaryCrossentropy', y: oneHot }),
    code: 'wrong-activation',
  },
  {
    what: 'tanh as the last layer of a classifier of two classes',
    experiment: trained({ activation: 'tanh', units: 1, loss: 'binaryCrossentropy', y: (label) => Number(label > 0) }),
    code: 'wrong-activation',
  },
  {
    what: 'one class that is nearly all of the data',
    experiment: trained({ y: rarely() }),
    code: 'imbalance',
  },
  {
    what: 'a learning rate of 0',
    experiment: trained({ optimizer: { name: 'sgd', learningRate: 0 } }),
    code: 'rate-too-low',
  },
  {
    what: 'Adam with a hundredth of its usual rate',
    experiment: trained({ optimizer: { name: 'adam', learningRate: 1e-5 } }),
    code: 'rate-too-low',
  },
  { what: 'rows that are sorted by class', experiment: trained({ isSorted: true }), code: 'sorted-classes' },
  {
    what: 'labels that begin at 1, with a unit more',
    experiment: trained({ y: (label) => label + 1, units: 4 }),
    code: 'labels-from-one',
  },
  {
    what: 'targets of a regression in the hundred thousands',
    experiment: trained({
      activation: 'linear',
      units: 1,
      loss: 'meanSquaredError',
      y: (label) => 3e5 + 1e5 * label,
    }),
    code: 'targets-unscaled',
  },
  {
    what: 'a layer that was frozen before it had weights',
    experiment: trained({ hidden: (layers) => layers.push(tf.layers.dense({ units: 6, trainable: false })) }),
    code: 'frozen-at-random',
  },
];

/** NaN in one row of all that are drawn. */
function nanIn(wanted: number): (row: number[]) => number[] {
  let row = -1;
  return (values) => ((row += 1) === wanted ? [NaN, ...values.slice(1)] : values);
}

/** One target of thirty is of another class. */
function rarely(): (label: number) => number {
  let row = 0;
  return () => ((row += 1) % 30 === 0 ? 1 : 0);
}

/** Tokens 0 and 1, but 2 in one row of all that are drawn. */
function tokensBut(wanted: number): (row: number[]) => number[] {
  let row = -1;
  return (values) => values.map((value, at) => (at === 0 && (row += 1) === wanted ? 2 : Number(value > 0)));
}

function ofTokens(): tf.LayersModel {
  const layers = [tf.layers.embedding({ inputDim: 2, outputDim: 4, inputLength: width }), tf.layers.flatten()];
  return tf.sequential({ layers: [...layers, tf.layers.dense({ units: 3, activation: 'softmax' })] });
}
