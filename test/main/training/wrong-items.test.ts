import { memory, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../main/contract/errors';
import { errorText, languages } from '../../../main/contract/text';
import { reportOf } from '../../../main/contract/errors';
import type { BatchData, Yielded } from '../../../main/training/experiment';
import type { TrainableModel } from '../../../main/training/calls/public-calls';
import { englishIn } from '../contract/text/english';
import { hashOf, oneSided, twoSided } from './wrong-models';

type ClassWeight = { readonly [classIndex: number]: number };
type Row = {
  readonly what: string;
  readonly item: unknown;
  readonly code: ErrorCode;
  /** What the values of the error hold among others. */
  readonly values?: object;
  readonly classWeight?: ClassWeight;
};
type Group = { readonly make: () => TrainableModel; readonly good: Yielded; readonly rows: readonly Row[] };

const x = [
  [1, 2],
  [3, 4],
];
const both = { left: x, right: [[1], [2]] };
const targets = { up: [1, 2], down: [3, 4] };
const sparse = 'sparseCategoricalCrossentropy';

function ended(): unknown {
  const data = tensor(x);
  data.dispose();
  return data;
}

const forms: readonly Row[] = [
  {
    what: 'four parts',
    item: [x, [1, 2], [1, 1], 5],
    code: 'yield-form',
    values: { got: '[[[1, 2], [3, 4]], [1, 2], [1, 1], 5]' },
  },
  { what: 'x alone', item: [x], code: 'yield-form', values: { got: '[[[1, 2], [3, 4]]]' } },
  { what: 'a bare array', item: tensor(x), code: 'yield-form', values: { got: 'tensor [2, 2]' } },
  { what: 'a number', item: 3, code: 'yield-form', values: { got: '3' } },
  { what: 'null', item: null, code: 'yield-form', values: { got: 'null' } },
  { what: 'nothing', item: undefined, code: 'yield-form', values: { got: 'undefined' } },
  { what: 'numbers for arrays', item: [1, 2], code: 'yield-form', values: { got: '[1, 2]' } },
  {
    what: 'a tensor of text',
    item: [tensor([['a', 'b']]), [1]],
    code: 'yield-form',
    values: { got: 'tensor [1, 2], string' },
  },
  {
    what: 'a tensor that has ended',
    item: [ended(), [1, 2]],
    code: 'yield-form',
    values: { got: { phrase: 'disposed-tensor', tensor: 'tensor [2, 2]' } },
  },
  { what: 'no target', item: [x, undefined], code: 'yield-form' },
  { what: 'parts by another name', item: { x, y: [1, 2] }, code: 'yield-form', values: { got: '{ x, y }' } },
];

const regression: readonly Row[] = [
  {
    what: 'another width',
    item: [
      [[1], [2]],
      [1, 2],
    ],
    code: 'shape-mismatch',
    values: { which: 'x', name: 'out_input', expected: '[batch, 2]', got: '[2, 1]' },
  },
  {
    what: 'another rank',
    item: [
      [x, x],
      [1, 2],
    ],
    code: 'shape-mismatch',
    values: { got: '[2, 2, 2]' },
  },
  {
    what: 'a rank less',
    item: [
      [1, 2],
      [1, 2],
    ],
    code: 'shape-mismatch',
    values: { got: '[2]' },
  },
  {
    what: 'rows of unequal length',
    item: [
      [[1, 2], [3]],
      [1, 2],
    ],
    code: 'shape-mismatch',
  },
  { what: 'fewer targets', item: [x, [1]], code: 'rows-differ', values: { which: 'y', x: 2, other: 1 } },
  { what: 'fewer weights', item: [x, [1, 2], [1]], code: 'rows-differ', values: { which: 'sampleWeight' } },
  { what: 'weights by step', item: [x, [1, 2], x], code: 'shape-mismatch', values: { which: 'sampleWeight' } },
  { what: 'wider targets', item: [x, x], code: 'shape-mismatch', values: { expected: '[batch, 1]', got: '[2, 2]' } },
  { what: 'no rows', item: [tensor([], [0, 2]), tensor([], [0])], code: 'empty-batch' },
  { what: 'no rows in lists', item: [[], []], code: 'empty-batch' },
  {
    what: 'NaN in x',
    item: [
      [
        [1, NaN],
        [3, 4],
      ],
      [1, 2],
    ],
    code: 'not-finite-input',
    values: { which: 'x', row: 0 },
  },
  { what: 'an infinity in y', item: [x, [1, -Infinity]], code: 'not-finite-input', values: { value: '-Infinity' } },
  { what: 'NaN in a weight', item: [x, [1, 2], [NaN, 1]], code: 'not-finite-input', values: { which: 'sampleWeight' } },
  {
    what: 'text',
    item: [
      [
        ['1', 2],
        [3, 4],
      ],
      [1, 2],
    ],
    code: 'not-finite-input',
    values: { value: "'1'" },
  },
  { what: 'null in a row', item: [x, [1, null]], code: 'not-finite-input', values: { value: 'null' } },
  {
    what: 'two arrays for an input',
    item: [
      [tensor(x), tensor(x)],
      [1, 2],
    ],
    code: 'count-mismatch',
  },
  {
    what: 'an unknown input',
    item: [{ in: x }, [1, 2]],
    code: 'missing-key',
    values: { expected: 'out_input', got: 'in' },
  },
];

const classes: readonly Row[] = [
  { what: 'a class too high', item: [x, [0, 3]], code: 'class-out-of-range', values: { row: 1, value: 3, classes: 3 } },
  { what: 'a class below 0', item: [x, [-1, 0]], code: 'class-out-of-range', values: { value: -1 } },
  { what: 'half a class', item: [x, [0, 0.5]], code: 'class-out-of-range', values: { value: 0.5 } },
  { what: 'NaN for a class', item: [x, [NaN, 0]], code: 'class-out-of-range' },
  {
    what: 'one-hot targets of a sparse loss',
    item: [
      x,
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
    code: 'shape-mismatch',
    values: { which: 'y', fitting: 'categorical' },
  },
  {
    what: 'a class without weight',
    item: [x, [0, 2]],
    code: 'class-weight-missing',
    values: { missing: '2' },
    classWeight: { 0: 1 },
  },
  {
    what: 'a weight of no class',
    item: [x, [0, 1]],
    code: 'unknown-field',
    values: { field: 'classWeight.3', known: '0 … 2' },
    classWeight: { 0: 1, 1: 1, 3: 1 },
  },
  { what: 'a weight by name', item: [x, [0, 1]], code: 'wrong-argument', classWeight: { a: 1 } as ClassWeight },
  {
    what: 'a weight that is NaN',
    item: [x, [0, 1]],
    code: 'wrong-argument',
    values: { name: 'classWeight', got: '{ 0: NaN, 1: 1 }' },
    classWeight: { 0: NaN, 1: 1 },
  },
];

const groups: { readonly [name: string]: Group } = {
  forms: { make: () => oneSided(1), good: [x, [1, 2]], rows: forms },
  regression: { make: () => oneSided(1), good: [x, [1, 2]], rows: regression },
  classes: { make: () => oneSided(3, { loss: sparse }), good: [x, [0, 1]], rows: classes },
  'one-hot': {
    make: () => oneSided(3, { loss: 'categoricalCrossentropy' }),
    good: [
      x,
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    rows: [
      { what: 'class indices', item: [x, [0, 1]], code: 'shape-mismatch', values: { fitting: 'sparse' } },
      { what: 'a column of classes', item: [x, [[0], [1]]], code: 'shape-mismatch', values: { fitting: 'sparse' } },
      { what: 'other classes', item: [x, x], code: 'shape-mismatch', values: { expected: '[batch, 3]' } },
    ],
  },
  'several inputs and outputs': {
    make: () => twoSided(),
    good: [both, targets],
    rows: [
      {
        what: 'a missing input',
        item: [{ left: x }, targets],
        code: 'missing-key',
        values: { which: 'x', key: 'right', expected: 'left, right', got: 'left' },
      },
      {
        what: 'an unknown output',
        item: [both, { up: [1, 2], side: [1, 2] }],
        code: 'missing-key',
        values: { which: 'y', key: 'down' },
      },
      { what: 'one array for two', item: [[x], targets], code: 'count-mismatch', values: { expected: 2, got: 1 } },
      {
        what: 'weights of an output that there is not',
        item: [both, targets, { up: [1, 1], sideways: [1, 1] }],
        code: 'missing-key',
        values: { which: 'sampleWeight' },
      },
      {
        what: 'inputs of unequal rows',
        item: [{ left: x, right: [[1]] }, targets],
        code: 'rows-differ',
        values: { which: 'x' },
      },
      {
        what: 'class weights',
        item: [both, targets],
        code: 'class-weight-outputs',
        values: { outputs: 2 },
        classWeight: { 0: 1 },
      },
    ],
  },
};

const table = Object.entries(groups).flatMap(([name, { rows, ...group }]) =>
  rows.map((row) => [`${name}: ${row.what}`, row, group] as const),
);

/** Expected, got and what to do are said in both languages, without a word of the machinery. */
function checkText(error: unknown): void {
  for (const language of languages) {
    const { headline, expected = '', got = '', next } = errorText(reportOf(error), language);
    expect(headline).not.toMatch(/undefined|\[object|NaN batch/);
    expect(expected + got).not.toContain('[object');
    if (language === 'zh-CN') expect(englishIn(`${expected} | ${got}`)).toEqual([]);
    expect(next).not.toBe('');
  }
}

async function failureOf(training: Promise<unknown>): Promise<unknown> {
  const error: unknown = await training.then(
    () => 'trained',
    (thrown: unknown) => thrown,
  );
  expect(error).toHaveProperty('code');
  checkText(error);
  return error;
}

describe('a wrong item stops a training by generator before any weight changes', () => {
  it.each(table)('%s', async (_, { item, code, values = {}, classWeight }, { make, good }) => {
    const model = make();
    const untouched = hashOf(model);
    const tensors = memory().numTensors;
    const fit = { stepsPerEpoch: 3, ...(classWeight && { classWeight }) };
    const first = await failureOf(model.fitGenerator([item as Yielded, good], fit));
    expect(first).toMatchObject({ code, values });
    expect(hashOf(model)).toBe(untouched);
    expect(memory().numTensors).toBe(tensors);
    if (classWeight) return;
    // The batches before it stay trained, and it is named.
    const other = make();
    await other.fitGenerator([good], { stepsPerEpoch: 1 });
    const second = await failureOf(model.fitGenerator([good, item as Yielded], fit));
    expect(second).toMatchObject({ code, values: { ...values, epoch: 0, batch: 1 } });
    expect(hashOf(model)).toBe(hashOf(other));
  });
});

describe('a wrong batch is refused by the calls on one batch before any weight changes', () => {
  const parts = table.filter(
    ([, { item }]) => Array.isArray(item) && [2, 3].includes(item.length) && typeof item[0] === 'object',
  );

  it.each(parts)('%s', (_, { item, code, values = {}, classWeight }, { make }) => {
    const model = make();
    const [xs, ys, sampleWeight] = item as BatchData[];
    const given = { ...(sampleWeight && { sampleWeight }), ...(classWeight && { classWeight }) };
    const tensors = memory().numTensors;
    const untouched = hashOf(model);
    const train = (): unknown => model.trainOnBatch(xs!, ys!, given);
    const test = (): unknown => model.testOnBatch(xs!, ys!, sampleWeight === undefined ? {} : { sampleWeight });
    for (const call of classWeight ? [train] : [train, test]) {
      const wanted = code === 'yield-form' ? { code } : { code, values };
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject(wanted);
      checkText(thrown);
    }
    expect(hashOf(model)).toBe(untouched);
    expect(memory().numTensors).toBe(tensors);
  });
});

describe('the loss that a target belongs to is said', () => {
  it.each([
    ['one-hot', 'sparse', /sparseCategoricalCrossentropy/],
    ['classes', 'categorical', /categoricalCrossentropy/],
  ])('for a loss of %s: %s', async (name, fitting, hint) => {
    const { make, rows } = groups[name]!;
    const row = rows.find(({ values }) => (values as { fitting?: string } | undefined)?.fitting === fitting)!;
    const error = await failureOf(make().fitGenerator([row.item as Yielded], { stepsPerEpoch: 1 }));
    for (const language of languages) expect(errorText(reportOf(error), language).next).toMatch(hint);
  });
});
