import { memory, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../session/session-fixture';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { NdArray } from '../../../../main/training/data/nd-array';
import { prepareBatch, type PrepareOptions } from '../../../../main/training/data/prepare-batch';
import { partsOfYield } from '../../../../main/training/data/yielded';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import * as tf from '../../../../main/training/tf';

const rows = [
  [1, 2],
  [3, 4],
];

function compiled(model: tf.Sequential, loss: string): CompiledModel {
  model.build();
  return compileModel(model, { optimizer: 'sgd', loss }, { random: new RandomLayers(0) });
}

const classifier = () =>
  compiled(
    tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 3, name: 'kind' })] }),
    'sparseCategoricalCrossentropy',
  );
const sequences = () =>
  compiled(
    tf.sequential({
      layers: [tf.layers.simpleRNN({ inputShape: [5, 2], units: 3, returnSequences: true, name: 'steps' })],
    }),
    'meanSquaredError',
  );

describe('numbers of every kind of array', () => {
  it.each([
    ['Float64Array', rows.map((row) => Float64Array.from(row))],
    ['Int16Array', rows.map((row) => Int16Array.from(row))],
    ['Uint8ClampedArray', rows.map((row) => Uint8ClampedArray.from(row))],
    ['an NdArray of float64', new NdArray(Float64Array.of(1, 2, 3, 4) as unknown as Float32Array, [2, 2])],
  ])('become float32: %s', (_, x) => {
    const { xs, ys } = prepareBatch(classifier(), { x, y: Float64Array.of(0, 1) as unknown as Float32Array });
    expect([...xs, ...ys].map(({ dtype }) => dtype)).toEqual(['float32', 'float32']);
    expect(xs.map((x) => x.arraySync())).toEqual([rows]);
  });
});

const noArray: unknown = undefined;
const classes = { 0: 1, 1: 1, 2: 1 };

describe('a batch that is no batch of numbers', () => {
  it.each<[string, () => CompiledModel, unknown, object, PrepareOptions?]>([
    [
      'rows of two lengths',
      classifier,
      [
        [[1, 2], [3]],
        [0, 1],
      ],
      { code: 'shape-mismatch', values: { got: '[… 2, 2 | 1]' } },
    ],
    [
      'as many numbers by chance',
      classifier,
      [
        [[1, 2], [3], [4, 5, 6]],
        [0, 1, 2],
      ],
      { code: 'shape-mismatch' },
    ],
    [
      'null',
      classifier,
      [
        [
          [1, 2],
          [3, null],
        ],
        [0, 1],
      ],
      { code: 'not-finite-input', values: { row: 1, value: 'null' } },
    ],
    [
      'words',
      classifier,
      [
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [0, 1],
      ],
      { code: 'not-finite-input', values: { row: 0, value: "'a'" } },
    ],
    [
      'big integers',
      classifier,
      [rows, BigInt64Array.of(0n, 1n)],
      { code: 'yield-form', values: { got: 'BigInt64Array' } },
    ],
    ['no row', classifier, [[], []], { code: 'empty-batch' }],
    [
      'NaN as a weight',
      classifier,
      [rows, [0, 1], [1, NaN]],
      { code: 'not-finite-input', values: { which: 'sampleWeight' } },
    ],
    [
      'a weight for each class',
      classifier,
      [rows, [0, 1], rows],
      { code: 'shape-mismatch', values: { which: 'sampleWeight', expected: '[batch]', got: '[2, 2]' } },
    ],
    [
      'weights of other time steps',
      sequences,
      [tf.ones([2, 5, 2]), tf.ones([2, 5, 3]), tf.ones([2, 4])],
      { code: 'shape-mismatch', values: { expected: '[batch, 5]' } },
    ],
    [
      'an unknown class',
      classifier,
      [rows, [0, 1]],
      { code: 'unknown-field', values: { field: 'classWeight.7', known: '0 … 2' } },
      { classWeight: { ...classes, 7: 2 } },
    ],
    [
      'class weights for sequences',
      sequences,
      [tf.ones([2, 5, 2]), tf.ones([2, 5, 3])],
      { code: 'shape-mismatch' },
      { classWeight: classes },
    ],
  ])('is refused: %s', (_, model, item, error, options) => {
    const made = model();
    const before = memory().numTensors;
    expect(() => prepareBatch(made, partsOfYield(item), options)).toThrow(
      expect.objectContaining(inner(error)) as Error,
    );
    expect(memory().numTensors).toBe(before);
  });

  it('is refused if there is none', () => {
    expect(() => prepareBatch(classifier(), { x: rows, y: noArray as number[] })).toThrow(
      expect.objectContaining({ code: 'yield-form', values: { got: 'undefined' } }) as Error,
    );
  });
});

function inner(error: { readonly values?: object }): object {
  return error.values ? { ...error, values: expect.objectContaining(error.values) as object } : error;
}

describe('weights that fit', () => {
  it.each([
    ['by sample', tensor([1, 2])],
    ['in a column', tensor([[1], [2]])],
    ['by time step', tf.ones([2, 5])],
    ['by time step in a column', tf.ones([2, 5, 1])],
  ])('are taken: %s', (_, weight) => {
    const batch = prepareBatch(sequences(), { x: tf.ones([2, 5, 2]), y: tf.ones([2, 5, 3]), sampleWeight: weight });
    expect(batch.weights[0]?.shape).toEqual(weight.shape);
  });
});
