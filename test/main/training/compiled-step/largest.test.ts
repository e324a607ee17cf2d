import { describe, expect, it } from 'vitest';
import { largest } from '../../../../main/training/compiled-step/largest';
import type { NativeConstants } from '../../../../main/training/compiled-step/native-binding';
import type { RecordedValue } from '../../../../main/training/compiled-step/recording';

const float = 1;
const constants = { TF_FLOAT: float } as NativeConstants;
const value = (node: RecordedValue['node'], shape: readonly number[], output = 0): RecordedValue => ({
  node,
  output,
  type: float,
  shape,
});
const input = value({ kind: 'input', name: 'x/0' }, [4, 3]);
const constant = (numbers: readonly number[]): RecordedValue =>
  value({ kind: 'constant', id: 0, bytes: new Uint8Array(Float32Array.from(numbers).buffer) }, [numbers.length]);
const made = (op: string, inputs: readonly RecordedValue[], shape: readonly number[], output = 0): RecordedValue =>
  value({ kind: 'operation', op, attributes: [], inputs }, shape, output);
const largestOf = (of: RecordedValue): number => largest(of, constants);

describe('the largest number that a value can have', () => {
  it('is that of a constant, and not known of what a run is given', () => {
    expect(largestOf(constant([0.5, -3, 2]))).toBe(3);
    expect(largestOf(constant([0.5, NaN]))).toBeNaN();
    expect(largestOf(input)).toBe(Infinity);
  });

  it('follows the gradient of a loss to that of the last bias', () => {
    const gradient = made('SparseSoftmaxCrossEntropyWithLogits', [input, input], [4, 3], 1);
    const mean = made('Mul', [gradient, made('RealDiv', [constant([1]), constant([-4])], [1])], [4, 3]);
    expect(largestOf(made('Sum', [mean], [3]))).toBe(1);
    expect(largestOf(made('SparseSoftmaxCrossEntropyWithLogits', [input, input], [4]))).toBe(Infinity);
  });

  it('is not known behind a factor that is not', () => {
    const sigmoid = made('Sigmoid', [input], [4, 3]);
    expect(largestOf(made('Neg', [sigmoid], [4, 3]))).toBe(1);
    expect(largestOf(made('Mul', [sigmoid, input], [4, 3]))).toBe(Infinity);
    expect(largestOf(made('Mul', [constant([0]), input], [4, 3]))).toBe(Infinity);
    expect(largestOf(made('RealDiv', [sigmoid, input], [4, 3]))).toBe(Infinity);
    expect(largestOf(made('Exp', [sigmoid], [4, 3]))).toBe(Infinity);
  });
});
