import { engine, tensor, Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { TensorLike } from '../experiment';
import type { Which } from './named-data';
import { NdArray } from './nd-array';
import { notationOf } from '../notation';

/** What an array is for, as an error names it. */
export type ArrayPlace = { readonly which: Which; readonly name: string; readonly expected: string };

type Nested = readonly unknown[];
type View = Float32Array | Int32Array | Uint8Array;

/** Numbers in a kind of array that TensorFlow.js takes; it knows four of the eleven. */
function knownView(view: ArrayBufferView): View | undefined {
  if (view instanceof Float32Array || view instanceof Int32Array || view instanceof Uint8Array) return view;
  if (view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array) return undefined;
  return Float32Array.from(view as unknown as ArrayLike<number>);
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || ArrayBuffer.isView(value) ? (value as unknown as Nested).length : undefined;
}

/** The same nested arrays with known kinds of typed arrays; the lengths on each level are the same. */
function regular(data: Nested, place: ArrayPlace, row?: number): Nested {
  const [first] = data;
  const size = lengthOf(first);
  const { which, name } = place;
  data.forEach((value, at) => {
    const length = lengthOf(value);
    if (length === size && (length !== undefined || typeof value === 'number' || typeof value === 'boolean')) return;
    if (length !== size) {
      const got = `[… ${data.length}, ${size ?? 'number'} | ${length ?? notationOf(value)}]`;
      throw new CodedError('shape-mismatch', { which, name, expected: place.expected, got });
    }
    throw new CodedError('not-finite-input', { which, name, row: row ?? at, value: notationOf(value) });
  });
  if (size === undefined) return data;
  return data.map((value, at) =>
    Array.isArray(value) ? regular(value, place, row ?? at) : (knownView(value as View) ?? value),
  );
}

/** Memory in which numbers are written on their way to TensorFlow, as large as was ever needed. */
let passage = new Float32Array(0);
/** Whose numbers lie there. */
let passed: Tensor['dataId'] | undefined;

/** A tensor with memory of TensorFlow's: what is written in the passage next does not change it. */
function passedOn(write: NonNullable<NdArray['write']>, { size, shape }: NdArray): Tensor {
  if (passage.length < size) passage = new Float32Array(size);
  passed = undefined;
  const values = passage.subarray(0, size);
  write(values);
  const shared = tensor(values, [...shape], 'float32');
  const own = engine().runKernel<Tensor>('NativeCopy', { x: shared });
  shared.dispose();
  passed = own.dataId;
  return own;
}

/** The numbers of a float32 tensor that has just been made: without a copy, where they are still on our side. */
export function numbersOf(made: Tensor): Float32Array {
  return made.dataId === passed ? passage.subarray(0, made.size) : made.dataSync<'float32'>();
}

/**
 * A float32 tensor of its own; the data stays as it is.
 * @throws CodedError if it is no array of numbers whose rows have one length
 */
export function ownTensor(data: TensorLike, place: ArrayPlace): Tensor {
  if (data instanceof Tensor) return data.dtype === 'float32' ? data.clone() : data.cast('float32');
  if (typeof data === 'number') return tensor(data, undefined, 'float32');
  if (data instanceof NdArray && data.write) return passedOn(data.write, data);
  const values: unknown = data instanceof NdArray ? data.values : data;
  const known = Array.isArray(values)
    ? regular(values, place)
    : ArrayBuffer.isView(values)
      ? knownView(values)
      : undefined;
  if (known === undefined) throw new CodedError('yield-form', { got: notationOf(data) });
  return tensor(known as View, data instanceof NdArray ? [...data.shape] : undefined, 'float32');
}
