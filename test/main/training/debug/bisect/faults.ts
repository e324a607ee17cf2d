import * as tf from '../../../../../main/training/tf';
import {
  around,
  embedding,
  experiment,
  normalized,
  ones,
  perRow,
  plain,
  Pointwise,
  recurrent,
  setWeights,
  width,
  zeroRow,
  type Fault,
} from './faulty-experiment';

/** More than there are steps to find them one by one. */
const manyRows = Array.from({ length: 20 }, (_, at) => 7 + 12 * at);

/** Faults that a bisection has to find the origin of. */
export const faults: readonly Fault[] = [
  {
    what: 'a NaN pixel',
    experiment: () => experiment({ model: plain, change: (x) => (x[5]![1] = NaN) }),
    found: { phase: 'data', layer: 'hidden_input', rows: [5] },
  },
  {
    what: 'an infinite feature in two rows',
    experiment: () => experiment({ model: plain, change: (x) => [2, 6].forEach((row) => (x[row]![0] = Infinity)) }),
    found: { phase: 'data', layer: 'hidden_input', rows: [2, 6] },
  },
  {
    what: 'a label out of the range of its loss',
    experiment: () =>
      experiment({
        model: plain,
        loss: perRow((yTrue, yPred) => tf.scalar(1).sub(yTrue).sqrt().sub(yPred).square()),
        change: (_, y) => (y[3]![0] = 2),
      }),
    found: { phase: 'loss', layer: 'out', rows: [3] },
  },
  {
    what: 'the logarithm of 0',
    experiment: () => experiment({ model: around('log', (x) => x.log()), change: zeroRow(1) }),
    found: { phase: 'forward', layer: 'log', rows: [1] },
  },
  {
    what: 'the gradient of a square root at 0',
    experiment: () => experiment({ model: around('root', (x) => x.abs().sqrt()), change: zeroRow(4, 7) }),
    found: { phase: 'gradients', layer: 'root', rows: [4, 7] },
  },
  {
    what: '0 / 0 in a norm',
    experiment: () =>
      experiment({ model: around('unit', (x) => x.div(x.square().sum(-1, true).sqrt())), change: zeroRow(0) }),
    found: { phase: 'forward', layer: 'unit', rows: [0] },
  },
  {
    what: 'a rate of 1000 times too much',
    experiment: () =>
      experiment({ model: around('same', (x) => x.mul(1)), optimizer: { name: 'sgd', learningRate: 1e3 } }),
    found: { phase: 'loss', layer: 'out', rows: 'any', step: 'first' },
  },
  {
    what: 'an overflow in exp',
    experiment: () => experiment({ model: around('power', (x) => x.exp()), change: (x) => (x[6] = [50, 50, 50]) }),
    found: { phase: 'forward', layer: 'power', rows: [6] },
  },
  {
    what: '1 / x at 0',
    experiment: () => experiment({ model: around('inverse', (x) => x.reciprocal()), change: zeroRow(2, 3) }),
    found: { phase: 'forward', layer: 'inverse', rows: [2, 3] },
  },
  {
    what: 'acos out of range',
    experiment: () => experiment({ model: around('angle', (x) => x.div(3).acos()), change: (x) => (x[7] = [2, 2, 2]) }),
    found: { phase: 'forward', layer: 'angle', rows: [7] },
  },
  {
    what: 'an embedding with an infinite weight',
    experiment: () =>
      experiment({
        model: embedding,
        each: (x) => x.forEach((row) => row.forEach((_, at) => (row[at] = at))),
        change: setWeights('words', (values) => (values[3] = Infinity)),
      }),
    found: { phase: 'weights', layer: 'words', rows: 'none' },
  },
  {
    what: 'a variance of 0',
    experiment: () => experiment({ model: normalized, change: (x) => x.forEach((row) => row.fill(0.5)) }),
    found: { phase: 'forward', layer: 'norm', rows: 'any' },
  },
  {
    what: 'huge logits where a loss wants probabilities',
    experiment: () =>
      experiment({
        model: plain,
        loss: perRow((yTrue, yPred) => {
          const up = yPred.mul(yTrue).abs().exp();
          return up.div(up.add(1));
        }),
        change: (_, y) => (y[5]![0] = 1e5),
        each: (x) => x.forEach((row) => row.fill(0.5)),
      }),
    found: { phase: 'loss', layer: 'out', rows: [5] },
  },
  {
    what: 'a loss that is NaN for one row',
    experiment: () =>
      experiment({
        model: plain,
        loss: perRow((yTrue, yPred) =>
          yPred
            .sub(yTrue)
            .square()
            .add(yTrue.sub(7).mul(0).div(yTrue.sub(7))),
        ),
        change: (_, y) => (y[1]![0] = 7),
      }),
    found: { phase: 'loss', layer: 'out', rows: [1] },
  },
  {
    what: 'a weight set to NaN by hand',
    experiment: () => experiment({ model: plain, change: setWeights('hidden', (values) => (values[0] = NaN)) }),
    found: { phase: 'weights', layer: 'hidden', rows: 'none' },
  },
  {
    what: 'a recurrent layer that explodes',
    experiment: () =>
      experiment({
        model: recurrent,
        each: (x) => x.forEach((row) => row.fill(0)),
        change: (x) => (x[4] = [1e10, 1e10, 1e10]),
      }),
    found: { phase: 'forward', layer: 'rnn', rows: [4] },
  },
  {
    what: 'a division by an accumulator of 0',
    experiment: () =>
      experiment({
        model: plain,
        optimizer: { name: 'rmsprop', epsilon: 0 },
        each: (x) => x.forEach((row) => (row[2] = 0)),
      }),
    found: { phase: 'update', layer: 'hidden', rows: 'none', step: 1 },
  },
  {
    what: 'a layer normalization of a row whose numbers are equal',
    experiment: () =>
      experiment({
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.layerNormalization({ name: 'norm', epsilon: 0, inputShape: [width] }),
              tf.layers.dense({ name: 'out', units: 1 }),
            ],
          }),
        change: (x) => (x[3] = [0.5, 0.5, 0.5]),
      }),
    found: { phase: 'forward', layer: 'norm', rows: [3] },
  },
  {
    what: 'a softmax over a row that is masked out as a whole',
    experiment: () =>
      experiment({
        model: around('masked', (x) => tf.softmax(x.add(x.step().log()))),
        change: zeroRow(2),
      }),
    found: { phase: 'forward', layer: 'masked', rows: [2] },
  },
  {
    what: 'an overflow in the exp of a loss of one’s own',
    experiment: () =>
      experiment({
        model: plain,
        loss: perRow((yTrue, yPred) => yTrue.mul(100).exp().sub(yPred).abs()),
        change: (_, y) => (y[6]![0] = 1),
      }),
    found: { phase: 'loss', layer: 'out', rows: [6] },
  },
  {
    what: 'a distance in a loss of one’s own where nothing is left of it',
    experiment: () =>
      experiment({
        model: around('same', (x) => x.mul(1)),
        loss: (yTrue, yPred) => yTrue.sub(yPred).square().sum(-1).sqrt(),
        change: (x, y) => {
          x[4]!.fill(0);
          y[4]![0] = 0;
        },
      }),
    found: { phase: 'gradients', layer: 'out', rows: [4] },
  },
  {
    what: 'an infinite sample weight',
    experiment: () => experiment({ model: plain, change: (_x, _y, _model, weights) => (weights[1] = Infinity) }),
    found: { phase: 'data', layer: 'out', rows: [1] },
  },
  {
    what: 'Adam without an epsilon where a gradient is 0',
    experiment: () =>
      experiment({
        model: plain,
        optimizer: { name: 'adam', epsilon: 0 },
        each: (x) => x.forEach((row) => (row[1] = 0)),
      }),
    found: { phase: 'update', layer: 'hidden', rows: 'none', step: 1 },
  },
  {
    what: 'a NaN target',
    experiment: () => experiment({ model: plain, change: (_, y) => (y[6]![0] = NaN) }),
    found: { phase: 'data', layer: 'out', rows: [6] },
  },
  {
    what: 'a penalty on weights that overflows',
    experiment: () =>
      experiment({
        model: () => {
          const kernelRegularizer = tf.regularizers.l2({ l2: 1 });
          const hidden = { name: 'hidden', units: 2, inputShape: [width], kernelRegularizer };
          // Its inputs are lost again, so that nothing but the penalty is large.
          return tf.sequential({
            layers: [
              tf.layers.dense(hidden),
              new Pointwise('none', (x) => x.mul(0)),
              tf.layers.dense({ name: 'out', units: 1 }),
            ],
          });
        },
        change: setWeights('hidden', (values) => values.fill(1e20)),
      }),
    found: { phase: 'loss', layer: 'hidden', rows: 'none' },
  },
  {
    what: 'the logarithm of 0 behind infinities that a softmax takes in',
    experiment: () =>
      experiment({
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.dense({ name: 'sum', units: 3, inputShape: [width], ...ones }),
              new Pointwise('mask', (x) => x.add(tf.tensor1d([0, 0, -Infinity]))),
              new Pointwise('shares', (x) => tf.softmax(x)),
              tf.layers.dense({ name: 'mix', units: 2, ...ones }),
              new Pointwise('log', (x) => x.sub(1).log1p()),
              tf.layers.dense({ name: 'out', units: 1, ...ones }),
            ],
          }),
        change: setWeights('mix', (values) => values.fill(0)),
      }),
    found: { phase: 'forward', layer: 'log', rows: 'any' },
  },
  {
    what: 'the gradient of a square root at 0 behind infinities that a softmax takes in',
    experiment: () =>
      experiment({
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.dense({ name: 'sum', units: 3, inputShape: [width], ...ones }),
              new Pointwise('root', (x) => x.abs().sqrt()),
              new Pointwise('mask', (x) => x.add(tf.tensor1d([0, 0, -Infinity]))),
              new Pointwise('shares', (x) => tf.softmax(x)),
              tf.layers.dense({ name: 'out', units: 1 }),
            ],
          }),
        change: zeroRow(3),
      }),
    found: { phase: 'gradients', layer: 'root', rows: [3] },
  },
  {
    what: 'a mask of infinities that a softmax takes in, but for the row that is masked out as a whole',
    experiment: () =>
      experiment({
        model: () =>
          tf.sequential({
            layers: [
              tf.layers.dense({
                name: 'sum',
                units: 3,
                inputShape: [width],
                kernelInitializer: 'identity',
                useBias: false,
              }),
              new Pointwise('mask', (x) => x.add(x.step().log())),
              new Pointwise('shares', (x) => tf.softmax(x)),
              tf.layers.dense({ name: 'out', units: 1 }),
            ],
          }),
        change: (x) => {
          x[1]!.fill(-1);
          x[4]![0] = -1;
        },
      }),
    found: { phase: 'forward', layer: 'mask', rows: [1] },
  },
  {
    what: 'a loss that is one number for the batch, and NaN because of many rows',
    experiment: () =>
      experiment({
        model: plain,
        rows: 256,
        loss: (yTrue, yPred) => yTrue.log().sub(yPred).square().mean(),
        change: (_, y) => manyRows.forEach((row) => (y[row]![0] = -1)),
      }),
    found: { phase: 'loss', layer: 'out', rows: manyRows },
  },
  {
    what: 'the logarithm of 0 in a batch that has another fault in its loss',
    experiment: () =>
      experiment({
        model: around('log', (x) => x.log()),
        loss: (yTrue, yPred) => yTrue.sqrt().sub(yPred).square().mean(-1),
        change: (x, y) => {
          x[1]!.fill(0);
          for (const row of [4, 5]) y[row]![0] = -1;
        },
      }),
    found: { phase: 'forward', layer: 'log', rows: [1] },
  },
  {
    what: 'two rows that a loss of the distances between rows can’t tell apart',
    experiment: () =>
      experiment({
        model: around('same', (x) => x.mul(1)),
        loss: (_, yPred) => {
          const distances = yPred.sub(yPred.transpose()).abs();
          return distances.add(tf.eye(distances.shape[0]!)).log().neg().mean(-1);
        },
        change: (x) => (x[5] = [...x[2]!]),
      }),
    found: { phase: 'loss', layer: 'out', rows: [2, 5] },
  },
];
