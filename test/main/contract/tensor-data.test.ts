import { expect, it } from 'vitest';
import { decodeTensor, encodeTensor, type NumberArray } from '../../../main/contract/tensor-data';

it.each<[string, NumberArray]>([
  ['float32', Float32Array.of(1.5, -0, NaN, Infinity)],
  ['float64', Float64Array.of(0.1, -1e300, NaN, 4)],
  ['int32', Int32Array.of(-1, 2 ** 31 - 1, 0, 7)],
  ['uint8', Uint8Array.of(0, 255, 3, 4)],
])('gives %s back bit for bit', (dtype, values) => {
  const data = encodeTensor(values, [2, 2]);
  expect(data.dtype).toBe(dtype);
  expect(decodeTensor(data)).toEqual(values);
});

it('copies: what is encoded does not change with its source', () => {
  const values = Float32Array.of(1, 2);
  const data = encodeTensor(values, [2]);
  values[0] = 9;
  expect([...decodeTensor(data)]).toEqual([1, 2]);
});

it('reads bytes that begin at any place of their buffer', () => {
  const { bytes } = encodeTensor(Float32Array.of(5), [1]);
  const shifted = new Uint8Array(9);
  shifted.set(bytes, 3);
  expect([...decodeTensor({ dtype: 'float32', shape: [1], bytes: shifted.subarray(3, 7) })]).toEqual([5]);
});

it('refuses bytes that do not fit the shape', () => {
  expect(() => decodeTensor({ dtype: 'int32', shape: [3], bytes: new Uint8Array(8) })).toThrow(RangeError);
});
