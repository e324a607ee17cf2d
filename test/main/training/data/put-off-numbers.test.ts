import { expect, it } from 'vitest';
import '../session/session-fixture';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { NdArray } from '../../../../main/training/data/nd-array';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import * as tf from '../../../../main/training/tf';

const rows = 4;
/** As many numbers as are put off. */
const width = 2 ** 13;

/** An array whose numbers begin with `first`; `calls` counts how often they are written. */
function counted(first: number, bad?: number) {
  const calls = { count: 0 };
  const array = new NdArray(
    (target) => {
      calls.count += 1;
      for (let at = 0; at < target.length; at += 1) target[at] = at === bad ? NaN : first + at / 1024;
    },
    [rows, width],
  );
  return { array, calls };
}

/** A model of two inputs. */
function twoInputs(): CompiledModel {
  const inputs = ['a', 'b'].map((name) => tf.input({ shape: [width], name }));
  const joined = tf.layers.add().apply(inputs) as tf.SymbolicTensor;
  const outputs = tf.layers.dense({ units: 1 }).apply(joined) as tf.SymbolicTensor;
  const model = tf.model({ inputs, outputs });
  return compileModel(model, { optimizer: 'sgd', loss: 'meanSquaredError' }, { random: new RandomLayers(0) });
}

const targets = new NdArray(new Float32Array(rows), [rows, 1]);

it('writes numbers when they are wanted, once', () => {
  const { array, calls } = counted(5);
  expect(calls.count).toBe(0);
  const { values } = array;
  expect([values.length, values[0], values[1025]]).toEqual([rows * width, 5, 5 + 1025 / 1024]);
  expect(array.values).toBe(values);
  expect(calls.count).toBe(1);
});

it('puts neither few numbers off nor very many', () => {
  const sizes: number[] = [];
  for (const size of [3, 2 ** 19]) new NdArray(({ length }) => void sizes.push(length), [size]);
  expect(sizes).toEqual([3, 2 ** 19]);
});

it('keeps the numbers of each tensor, whatever is written after it', () => {
  const compiled = twoInputs();
  const parts = { x: [counted(1).array, counted(2).array], y: targets };
  const first = prepareBatch(compiled, parts);
  const second = prepareBatch(compiled, { x: [counted(3).array, counted(4).array], y: targets });
  const begins = [...first.xs, ...second.xs].map((each) => {
    const values = each.dataSync();
    return [values[0], values.at(-1)! - values[0]!];
  });
  const last = (rows * width - 1) / 1024;
  expect(begins).toEqual([1, 2, 3, 4].map((begin) => [begin, Math.fround(begin + last) - begin]));
  for (const batch of [first, second]) disposeBatch(batch);
});

it('finds what is not finite in each of several inputs, and leaves no tensor behind', () => {
  const compiled = twoInputs();
  const { numTensors } = tf.memory();
  const bad = 2 * width + 7;
  const wrong = (x: readonly NdArray[]) => () => prepareBatch(compiled, { x, y: targets });
  const where = { which: 'x', row: 2, value: 'NaN' };
  expect(wrong([counted(1, bad).array, counted(2).array])).toThrow(
    expect.objectContaining({ code: 'not-finite-input', values: { ...where, name: 'a' } }) as Error,
  );
  expect(wrong([counted(1).array, counted(2, bad).array])).toThrow(
    expect.objectContaining({ code: 'not-finite-input', values: { ...where, name: 'b' } }) as Error,
  );
  expect(tf.memory().numTensors).toBe(numTensors);
});
