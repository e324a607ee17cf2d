import { describe, expect, it } from 'vitest';
import { reportOf, type ErrorCode } from '../../../../main/contract/errors';
import { errorText, languages } from '../../../../main/contract/text';
import type { CompileOptions } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { open } from '../session/session-fixture';
import { oneSided, twoSided } from '../wrong-models';

function failureOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    for (const language of languages) {
      const { headline, next } = errorText(reportOf(error), language);
      expect(headline).not.toMatch(/undefined|\[object/);
      expect(next).not.toBe('');
    }
    return error;
  }
  return undefined;
}

type Case = readonly [what: string, options: object, code: ErrorCode, values: object];

const outputs = (field: string, got: string): readonly ['wrong-outputs', object] => [
  'wrong-outputs',
  { field: `compile.${field}`, expected: 'up, down', got },
];

const cases: readonly Case[] = [
  ['a loss of an unknown output', { loss: { up: 'mse', side: 'mse' } }, ...outputs('loss', 'up, side')],
  ['a null for each loss', { loss: [null, null] }, ...outputs('loss', '[null, null]')],
  ['no loss at all', { loss: undefined }, ...outputs('loss', 'undefined')],
  ['an empty dict of losses', { loss: {} }, ...outputs('loss', '{}')],
  ['too few losses', { loss: ['mse'] }, ...outputs('loss', "['mse']")],
  ['too many losses', { loss: ['mse', 'mse', 'mse'] }, ...outputs('loss', "['mse', 'mse', 'mse']")],
  ['too few weights', { lossWeights: [1] }, ...outputs('lossWeights', '[1]')],
  ['too many weights', { lossWeights: [1, 1, 1] }, ...outputs('lossWeights', '[1, 1, 1]')],
  ['a weight of an unknown output', { lossWeights: { side: 1 } }, ...outputs('lossWeights', 'side')],
  ['metrics of an unknown output', { metrics: { side: ['mae'] } }, ...outputs('metrics', 'side')],
  ['too few lists of metrics', { metrics: [['mae']] }, ...outputs('metrics', "[['mae']]")],
  ['weighted metrics likewise', { weightedMetrics: { side: ['mae'] } }, ...outputs('weightedMetrics', 'side')],
  [
    'a weight that is text',
    { lossWeights: { down: '2' } },
    'wrong-hyperparameter',
    { name: 'lossWeights.down', expected: 'number', got: "'2'" },
  ],
  ['a weight that is NaN', { lossWeights: [1, NaN] }, 'wrong-hyperparameter', { name: 'lossWeights.down', got: 'NaN' }],
  ['a number for a loss', { loss: [1, 'mse'] }, 'wrong-hyperparameter', { name: 'loss', got: '1' }],
  ['a number for a metric', { metrics: [3] }, 'wrong-hyperparameter', { name: 'metrics' }],
  ['an unknown loss', { loss: { up: 'mse', down: 'mee' } }, 'unknown-name', { what: 'loss', name: 'mee' }],
  ['an unknown metric', { metrics: { up: 'mea' } }, 'unknown-name', { what: 'metric', name: 'mea' }],
  ['an optimizer of TensorFlow.js', { optimizer: {} }, 'wrong-hyperparameter', { name: 'optimizer' }],
  ['an unknown argument', { losses: 'mse' }, 'unknown-field', { field: 'losses' }],
];

describe('compile says what does not fit the model', () => {
  it.each(cases)('%s', (_, options, code, values) => {
    expect(failureOf(() => twoSided(options))).toMatchObject({ code, values });
  });

  it('a loss over classes on one unit, with the loss to take instead', () => {
    const error = failureOf(() => oneSided(1, { loss: 'sparseCategoricalCrossentropy' }));
    expect(error).toMatchObject({ code: 'one-class-output', values: { name: 'out' } });
    for (const language of languages) expect(errorText(reportOf(error), language).next).toContain('binaryCrossentropy');
  });

  it('classes are counted along the axis of the loss', () => {
    const shaped = (targetShape: number[]): tf.LayersModel =>
      tf.sequential({
        layers: [tf.layers.reshape({ inputShape: [3], targetShape }), tf.layers.softmax({ axis: 1 })],
      });
    const loss = { name: 'sparseCategoricalCrossentropy', axis: 1 };
    expect(oneSided(1, { loss }, {}, shaped([3, 1])).testOnBatch([[1, 1, 1]], [[2]])).toBeCloseTo(Math.log(3), 6);
    expect(failureOf(() => oneSided(1, { loss }, {}, shaped([1, 3])))).toMatchObject({ code: 'one-class-output' });
  });

  it('a metric that has the name of a loss', () => {
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => yTrue.sub(yPred).abs();
    const values = { name: 'metrics', got: "'loss'" };
    expect(failureOf(() => oneSided(1, { loss, metrics: [loss] }))).toMatchObject({
      code: 'wrong-hyperparameter',
      values,
    });
    expect(oneSided(1, { loss, weightedMetrics: [loss] }).metricsNames).toEqual(['loss', 'weighted_loss']);
    const ofOutput = failureOf(() => twoSided({ metrics: { up: loss } }));
    expect(ofOutput).toMatchObject({ code: 'wrong-hyperparameter', values: { got: "'up_loss'" } });
  });

  it('ends a run before it begins', async () => {
    const experiment = {
      name: 'wrong',
      model: () => twoSided().model,
      compile: { optimizer: 'sgd', loss: { up: 'mse', side: 'mse' } } satisfies CompileOptions,
      train: () => [],
      stepsPerEpoch: 1,
    };
    await expect(open(experiment)).rejects.toMatchObject({ code: 'wrong-outputs' });
  });
});

describe('compile takes what Keras takes', () => {
  const rows = { left: [[1, 1]], right: [1] };
  const targets = { up: [1], down: [0] };
  // All kernels are one: both outputs give 3, so that the losses are 4 and 9.
  it.each([
    ['one loss for all', {}, { loss: 13 }],
    ['a loss for each by name', { loss: { down: 'mae', up: 'mse' } }, { loss: 7 }],
    ['a loss for each in order', { loss: ['mae', { name: 'mse' }] }, { loss: 11 }],
    ['a weight for one', { lossWeights: { up: 2 } }, { loss: 17 }],
    ['no weight for one', { lossWeights: [0, null] }, { loss: 9 }],
    ['metrics for all', { metrics: ['mae'] }, { up_mae: 2, down_mae: 3 }],
    ['metrics for one', { metrics: { down: 'mae' } }, { down_mae: 3 }],
    ['metrics for each', { metrics: ['mae', ['mse']] }, { up_mae: 2, down_mse: 9 }],
  ])('%s', (_, options, expected) => {
    const values = twoSided(options as Partial<CompileOptions>).testOnBatch(rows, targets, { returnDict: true });
    expect(values).toMatchObject(expected);
    expect(Object.keys(values)).toHaveLength(3 + Object.keys(expected).filter((key) => key !== 'loss').length);
  });
});

describe('an output without a loss', () => {
  const rows = { left: [[1, 1]], right: [1] };
  const returnDict = { returnDict: true } as const;

  it.each([
    ['left out of a dict', { up: 'mse' }],
    ['with null in a list', ['mse', null]],
  ] as const)('%s needs no target, and its metrics stay at 0 then', (_, loss) => {
    const model = twoSided({ loss, metrics: ['mae'] });
    const expected = { loss: 4, up_loss: 4, up_mae: 2, down_mae: 0 };
    for (const y of [{ up: [1] }, { up: [1], down: null }, [[1], null]]) {
      expect(model.testOnBatch(rows, y, returnDict)).toEqual(expected);
    }
    const targets = { up: [1], down: [0] };
    expect(model.testOnBatch(rows, targets, returnDict)).toEqual({ ...expected, down_mae: 3 });
    expect(model.metricsNames).toEqual(Object.keys(expected));
  });

  it('leaves the target of the other one needed', () => {
    const model = twoSided({ loss: { up: 'mse' } });
    expect(failureOf(() => model.trainOnBatch(rows, { down: [0] }))).toMatchObject({
      code: 'missing-key',
      values: { which: 'y', key: 'up' },
    });
    for (const y of [{ up: null }, [null, [0]]]) {
      expect(failureOf(() => model.trainOnBatch(rows, y))).toMatchObject({ code: 'yield-form' });
    }
    expect(failureOf(() => model.trainOnBatch(rows, [[1]]))).toMatchObject({ code: 'count-mismatch' });
  });
});

describe('regularizers', () => {
  it.each([
    ['dense', () => tf.layers.dense({ units: 1, name: 'watched', activityRegularizer: 'l1l2' })],
    ['conv2d', () => tf.layers.conv2d({ filters: 1, kernelSize: 1, name: 'watched', activityRegularizer: 'l1l2' })],
    [
      'embedding',
      () => tf.layers.embedding({ inputDim: 2, outputDim: 1, name: 'watched', activityRegularizer: 'l1l2' }),
    ],
  ])('of what a layer of %s puts out are refused with its name', (_, make) => {
    const error = failureOf(make);
    expect(error).toMatchObject({
      code: 'unsupported-layer',
      values: { layer: 'watched', what: 'activityRegularizer' },
    });
  });

  it('leave a layer without one, or with null, as it is', () => {
    const layer = tf.layers.dense({ units: 1, activityRegularizer: undefined as never });
    expect(layer.getConfig()['activityRegularizer']).toBeNull();
  });

  // Keras 2.15: l1_l2(l2=0.01) is l1 0.01 and l2 0.01, l2(0.01) is l2 alone; two weights of 2 weigh 4 and 8.
  it.each([
    ['l1l2 with l2 only', () => tf.regularizers.l1l2({ l2: 0.01 }), 0.12],
    ['l1l2 with both', () => tf.regularizers.l1l2({ l1: 0, l2: 0.01 }), 0.08],
    ['l2', () => tf.regularizers.l2({ l2: 0.01 }), 0.08],
    ['l1 by its default', () => tf.regularizers.l1(), 0.04],
  ])('have the defaults of Keras: %s', (_, make, expected) => {
    const kernelInitializer = tf.initializers.constant({ value: 2 });
    const layer = tf.layers.dense({ inputShape: [2], units: 1, kernelInitializer, kernelRegularizer: make() });
    const model = oneSided(1, {}, {}, tf.sequential({ layers: [layer] }));
    expect(model.testOnBatch([[0, 0]], [0])).toBeCloseTo(expected, 6);
  });
});
