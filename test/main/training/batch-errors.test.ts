import { tensor } from '@tensorflow/tfjs-core';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ErrorCode, ErrorValues } from '../../../main/contract/errors';
import { errorText, languages } from '../../../main/contract/text';
import { compileModel, type CompiledModel } from '../../../main/training/model/compiled-model';
import { prepareBatch, type PrepareOptions } from '../../../main/training/data/prepare-batch';
import { partsOfYield } from '../../../main/training/data/yielded';
import { findLoss } from '../../../main/training/losses/find-loss';
import { RandomLayers } from '../../../main/training/model/random-layers';
import { findOptimizer } from '../../../main/training/optimizers/find-optimizer';
import * as tf from '../../../main/training/tf';
import './session/session-fixture';

function classifier(loss = 'sparseCategoricalCrossentropy'): CompiledModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 3, name: 'kind' })] });
  model.build();
  return compileModel(model, { optimizer: 'sgd', loss }, { random: new RandomLayers(0) });
}

function ofWords(): CompiledModel {
  const layers = [tf.layers.embedding({ inputDim: 4, outputDim: 1, inputLength: 2 }), tf.layers.flatten()];
  const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: 1 })] });
  return compileModel(model, { optimizer: 'sgd', loss: 'mse' }, { random: new RandomLayers(0) });
}

function twoSided(): CompiledModel {
  const [left, right] = [tf.input({ shape: [2], name: 'left' }), tf.input({ shape: [1], name: 'right' })];
  const joined = tf.layers.concatenate().apply([left, right]) as tf.SymbolicTensor;
  const outputs = ['up', 'down'].map((name) => tf.layers.dense({ units: 1, name }).apply(joined) as tf.SymbolicTensor);
  const model = tf.model({ inputs: [left, right], outputs });
  return compileModel(model, { optimizer: 'sgd', loss: 'mse' }, { random: new RandomLayers(0) });
}

type Case<Code extends ErrorCode = ErrorCode> = {
  readonly [C in Code]: readonly [
    what: string,
    code: C,
    values: ErrorValues[C],
    item: unknown,
    options?: PrepareOptions,
  ];
}[Code];

const rows = [
  [1, 2],
  [3, 4],
];

const classifierCases: readonly Case[] = [
  ['x alone', 'yield-form', { got: '[[[1, 2], [3, 4]]]' }, [rows]],
  ['four parts', 'yield-form', { got: '[[[1, 2], [3, 4]], [0, 1], [1, 1], 5]' }, [rows, [0, 1], [1, 1], 5]],
  ['a number', 'yield-form', { got: '3' }, 3],
  ['nothing', 'yield-form', { got: 'undefined' }, undefined],
  ['a missing target', 'yield-form', { got: '[[[1, 2], [3, 4]], undefined]' }, [rows, undefined]],
  ['an unknown form', 'yield-form', { got: '{ x, y }' }, { x: rows, y: [0, 1] }],
  [
    'a wrong width',
    'shape-mismatch',
    { which: 'x', name: 'kind_input', expected: '[batch, 2]', got: '[2, 3]' },
    [tensor([1, 2, 3, 4, 5, 6], [2, 3]), [0, 1]],
  ],
  ['targets short of rows', 'rows-differ', { x: 2, other: 1, which: 'y' }, [rows, [0]]],
  ['weights short of rows', 'rows-differ', { x: 2, other: 1, which: 'sampleWeight' }, [rows, [0, 1], [1]]],
  ['no rows', 'empty-batch', {}, [tensor([], [0, 2]), tensor([], [0])]],
  [
    'NaN',
    'not-finite-input',
    { which: 'x', name: 'kind_input', row: 1, value: 'NaN' },
    [
      [
        [1, 2],
        [3, NaN],
      ],
      [0, 1],
    ],
  ],
  ['a class too high', 'class-out-of-range', { name: 'kind', row: 1, value: 3, classes: 3 }, [rows, [0, 3]]],
  ['a broken class', 'class-out-of-range', { name: 'kind', row: 0, value: 0.5, classes: 3 }, [rows, [0.5, 1]]],
  [
    'a class without weight',
    'class-weight-missing',
    { missing: '1, 2' },
    [
      [...rows, [5, 6]],
      [2, 0, 1],
    ],
    { classWeight: { 0: 1 } },
  ],
];

const twoSidedCases: readonly Case[] = [
  [
    'an unknown name',
    'missing-key',
    { which: 'x', key: 'right', expected: 'left, right', got: 'left, wrong' },
    [
      { left: rows, wrong: [[1], [2]] },
      [
        [1, 2],
        [1, 2],
      ],
    ],
  ],
  [
    'too few arrays',
    'count-mismatch',
    { which: 'x', expected: 2, got: 1 },
    [
      [rows],
      [
        [1, 2],
        [1, 2],
      ],
    ],
  ],
  [
    'class weights',
    'class-weight-outputs',
    { outputs: 2 },
    [
      { left: rows, right: [1, 2] },
      [
        [1, 2],
        [1, 2],
      ],
    ],
    { classWeight: { 0: 1 } },
  ],
];

function check(compiled: CompiledModel, [, code, values, item, options]: Case): void {
  const before = memory().numTensors;
  let thrown: unknown;
  try {
    prepareBatch(compiled, partsOfYield(item), options);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code, values });
  expect(memory().numTensors).toBe(before);
  for (const language of languages) {
    const text = errorText({ code, values } as Parameters<typeof errorText>[0], language);
    expect(text.headline).not.toBe('');
    expect(text.next).not.toBe('');
  }
}

describe('a batch that does not fit', () => {
  it.each(classifierCases.map((each) => [each[0], each] as const))('is refused: %s', (_, each) => {
    check(classifier(), each);
  });

  it.each(twoSidedCases.map((each) => [each[0], each] as const))('is refused for several inputs: %s', (_, each) => {
    check(twoSided(), each);
  });

  it('is refused if an embedding does not have a token', () => {
    const compiled = ofWords();
    const { name } = compiled.model.inputs[0]!.sourceLayer;
    check(compiled, ['', 'token-out-of-range', { name, row: 1, value: 4, tokens: 4 }, [rows, [0, 1]]]);
  });

  it('is refused if a target would be broadcast', () => {
    const values = { which: 'y', name: 'kind', expected: '[batch, 3]', got: '[2, 1]' } as const;
    check(classifier('mse'), ['', 'shape-mismatch', values, [rows, [[1], [2]]]]);
  });
});

describe('a batch that fits', () => {
  it.each([
    ['a pair', [rows, [0, 1]]],
    ['with weights', [rows, [0, 1], [1, 2]]],
    ['a dict of parts', { xs: rows, ys: [0, 1] }],
    ['by layer name', [{ kind_input: rows }, { kind: [0, 1] }]],
    ['a column of classes', [rows, [[0], [1]]]],
    ['tensors in a list', [[tensor(rows)], [tensor([0, 1])]]],
    ['typed arrays for rows', [[Float32Array.of(1, 2), Float32Array.of(3, 4)], Int32Array.of(0, 1)]],
  ])('is taken: %s', (_, item) => {
    const batch = prepareBatch(classifier(), partsOfYield(item));
    expect(Array.from(batch.xs[0]!.dataSync())).toEqual([1, 2, 3, 4]);
    expect(Array.from(batch.ys[0]!.dataSync())).toEqual([0, 1]);
    expect(batch.rows).toBe(2);
  });

  it('leaves the tensors of the generator alone', () => {
    const x = tensor(rows);
    const batch = prepareBatch(classifier(), { x, y: [0, 1] });
    for (const each of [...batch.xs, ...batch.ys]) each.dispose();
    expect(Array.from(x.dataSync())).toEqual([1, 2, 3, 4]);
  });
});

describe('names', () => {
  it.each(['mean_squared_error', 'MeanSquaredError', 'meanSquaredError', 'mse'])('knows %s', (name) => {
    expect(findLoss(name).targets).toBe('like-output');
  });

  it('lists the known ones for an unknown one', () => {
    expect(() => findOptimizer('adamm')).toThrow(
      expect.objectContaining({ values: expect.objectContaining({ what: 'optimizer', name: 'adamm' }) as unknown }),
    );
    expect(() => findOptimizer({ name: 'sgd', momentums: 1 })).toThrow(
      expect.objectContaining({ values: expect.objectContaining({ what: 'hyperparameter' }) as unknown }),
    );
  });
});
