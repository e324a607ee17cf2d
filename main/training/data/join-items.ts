import { Tensor } from '@tensorflow/tfjs-core';
import type { Yielded } from '../experiment';
import { NdArray } from './nd-array';

/** An item with arrays in the place of its tensors. */
export type WithoutTensors<Value> = Value extends Tensor
  ? NdArray
  : Value extends NdArray | ArrayBufferView
    ? Value
    : Value extends object
      ? { readonly [Key in keyof Value]: WithoutTensors<Value[Key]> }
      : Value;

/** Copies tensors into arrays, wherever in an item they are; they themselves stay as they are. */
export function withoutTensors(value: unknown): unknown {
  if (value instanceof Tensor) {
    const { shape } = value as Tensor;
    return new NdArray((value as Tensor).dataSync() as Float32Array, shape);
  }
  if (typeof value !== 'object' || value === null || isArray(value)) return value;
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(withoutTensors);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutTensors(each)]));
}

type TypedArray = NdArray['values'];

function isArray(value: unknown): value is NdArray | TypedArray {
  return value instanceof NdArray || ArrayBuffer.isView(value);
}

/**
 * One item that holds the rows of several, whose parts have to be alike.
 * @throws RangeError if their rows have different shapes
 */
export function joinItems<Item extends Yielded>(items: readonly Item[]): Item {
  if (items.length === 1) return items[0]!;
  const parts = items.map((item) => withoutTensors(item));
  if (!Array.isArray(parts[0])) return joined(parts) as Item;
  return parts[0].map((_, part) => joined(parts.map((item) => (item as unknown[])[part]))) as unknown as Item;
}

function joined(parts: readonly unknown[]): unknown {
  const [first] = parts;
  if (first instanceof NdArray) return joinedArrays(parts as readonly NdArray[]);
  if (ArrayBuffer.isView(first)) return joinedValues(parts as readonly TypedArray[]);
  if (Array.isArray(first)) {
    // Either rows of numbers or a list of arrays, one for each input of the model.
    if (!isArray(first[0])) return parts.flat();
    return first.map((_, each) => joined(parts.map((part) => (part as unknown[])[each])));
  }
  if (typeof first !== 'object' || first === null) return first;
  const keys = Object.keys(first);
  return Object.fromEntries(
    keys.map((key) => [key, joined(parts.map((part) => (part as { readonly [key: string]: unknown })[key]))]),
  );
}

function joinedArrays(arrays: readonly NdArray[]): NdArray {
  const rowShape = arrays[0]!.shape.slice(1);
  const other = arrays.find(({ shape }) => shape.slice(1).join() !== rowShape.join());
  if (other) {
    throw new RangeError(
      `batch joins rows of one shape, got [${rowShape.join(', ')}] and [${other.shape.slice(1).join(', ')}]`,
    );
  }
  const rows = arrays.reduce((sum, { shape }) => sum + shape[0]!, 0);
  return new NdArray(joinedValues(arrays.map(({ values }) => values)), [rows, ...rowShape]);
}

function joinedValues(parts: readonly TypedArray[]): TypedArray {
  const Values = parts[0]!.constructor as new (length: number) => TypedArray;
  const values = new Values(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}
