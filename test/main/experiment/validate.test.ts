import { expect, test } from 'vitest';
import { CodedError } from '../../../main/contract/errors';
import { validateExperiment } from '../../../main/experiment/validate';

const model = () => ({});
const compile = { optimizer: 'adam', loss: 'meanSquaredError' };
const valid = { name: 'a', model, compile, train: () => [] };

function errorOf(value: unknown): unknown {
  try {
    validateExperiment(value, '/a.ts');
  } catch (error) {
    if (!(error instanceof CodedError)) return error;
    const { code, values } = error as CodedError;
    return { code, ...values };
  }
  return undefined;
}

test('accepts each of the three modes', () => {
  const { train, ...rest } = valid;
  const loop = async () => {};
  for (const experiment of [
    valid,
    { ...rest, batches: train },
    { ...rest, loop },
    { ...rest, model: { a: model, b: model }, compile: { a: compile, b: compile }, loop },
  ]) {
    expect(validateExperiment(experiment, '/a.ts')).toBe(experiment);
  }
});

test('accepts every optional field of the generator mode', () => {
  const experiment = {
    ...valid,
    seed: 0,
    columns: ['a'],
    classNames: ['b'],
    validation: () => [],
    stepsPerEpoch: 1,
    epochs: 2,
    initialEpoch: 0,
    validationSteps: 3,
    validationFreq: [1, 3],
    classWeight: { 0: 1, 1: 0.5 },
    shuffle: false,
    callbacks: [{ onEpochEnd: () => {} }],
    verbose: 2,
    workers: 4,
    maxQueueSize: 10,
    useMultiprocessing: true,
    compile: { ...compile, metrics: ['accuracy'], weightedMetrics: { out: [() => 0] }, lossWeights: [1] },
  };
  expect(errorOf(experiment)).toBeUndefined();
});

test('nothing exported, or something that is no object', () => {
  for (const value of [undefined, null, 3, [valid]])
    expect(errorOf(value)).toEqual({ code: 'no-default-export', file: '/a.ts' });
});

test('none or several ways to train', () => {
  expect(errorOf({ ...valid, train: undefined })).toEqual({ code: 'mode-unclear', fields: '' });
  expect(errorOf({ ...valid, loop: () => {} })).toEqual({ code: 'mode-unclear', fields: 'train, loop' });
});

test('a missing field says what belongs there', () => {
  expect(errorOf({ ...valid, model: undefined })).toEqual({
    code: 'missing-field',
    field: 'model',
    expected: '(context) => model',
  });
  expect(errorOf({ ...valid, compile: { loss: 'mse' } })).toMatchObject({
    code: 'missing-field',
    field: 'compile.optimizer',
  });
});

test.each([
  [{ name: '' }, 'name', 'string', "''"],
  [{ seed: -1 }, 'seed', 'integer >= 0', '-1'],
  [{ epochs: 1.5 }, 'epochs', 'integer >= 1', '1.5'],
  [{ stepsPerEpoch: '10' }, 'stepsPerEpoch', 'integer >= 1', "'10'"],
  [{ epochs: 0 }, 'epochs', 'integer >= 1', '0'],
  [{ epochs: NaN }, 'epochs', 'integer >= 1', 'NaN'],
  [{ stepsPerEpoch: 1.5 }, 'stepsPerEpoch', 'integer >= 1', '1.5'],
  [{ initialEpoch: -1 }, 'initialEpoch', 'integer >= 0', '-1'],
  [{ validationSteps: 0 }, 'validationSteps', 'integer >= 1', '0'],
  [{ validationFreq: 0 }, 'validationFreq', 'integer >= 1 | [integer >= 1, …]', '0'],
  [{ validationFreq: 1.5 }, 'validationFreq', 'integer >= 1 | [integer >= 1, …]', '1.5'],
  [{ validationFreq: [] }, 'validationFreq', 'integer >= 1 | [integer >= 1, …]', '[]'],
  [{ verbose: 3 }, 'verbose', "0 | 1 | 2 | 'auto'", '3'],
  [{ workers: -1 }, 'workers', 'integer >= 0', '-1'],
  [{ useMultiprocessing: 1 }, 'useMultiprocessing', 'true | false', '1'],
  [{ validationFreq: [0, 2] }, 'validationFreq', 'integer >= 1 | [integer >= 1, …]', '[0, 2]'],
  [{ classWeight: { a: 1 } }, 'classWeight', '{ [classIndex]: number }', '{ a: 1 }'],
  [{ classWeight: { 0: NaN, 1: 2 } }, 'classWeight', '{ [classIndex]: number }', '{ 0: NaN, 1: 2 }'],
  [{ callbacks: {} }, 'callbacks', 'callback[]', '{}'],
  [{ train: [[1]] }, 'train', 'function* train(context) | (context) => Sequence', '[[1]]'],
])('%j has the wrong kind of value', (fields, field, expected, got) => {
  expect(errorOf({ ...valid, ...fields })).toEqual({ code: 'wrong-field', field, expected, got });
});

test('metrics may be a list for each output, or one each', () => {
  for (const metrics of [['mae'], [['mae'], ['mse']], { a: 'mae', b: ['mse', { name: 'auc' }] }]) {
    expect(errorOf({ ...valid, compile: { ...compile, metrics } })).toBeUndefined();
  }
  expect(errorOf({ ...valid, compile: { ...compile, metrics: ['mae', 3] } })).toMatchObject({
    code: 'wrong-field',
    field: 'compile.metrics',
  });
});

test('an unknown field names those it may stand for', () => {
  expect(errorOf({ ...valid, stepPerEpoch: 3 })).toEqual({
    code: 'unknown-field',
    field: 'stepPerEpoch',
    known: 'stepsPerEpoch',
  });
  expect(errorOf({ ...valid, compile: { ...compile, metric: [] } })).toMatchObject({
    field: 'compile.metric',
    known: 'metrics',
  });
});

test('each of several models needs its own settings', () => {
  const experiment = { name: 'gan', model: { a: model, b: model }, loop: async () => {} };
  expect(errorOf({ ...experiment, compile: { a: compile } })).toMatchObject({
    code: 'missing-field',
    field: 'compile.b',
  });
  expect(errorOf({ ...experiment, compile: { a: compile, b: { ...compile, loss: 2 } } })).toMatchObject({
    code: 'wrong-field',
    field: 'compile.b.loss',
  });
});
