import { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { Yielded } from '../experiment';
import { shapeText } from './check-batch';
import type { Which } from './named-data';
import { NdArray } from './nd-array';
import { notationOf } from '../notation';

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

/** What the parts of an item are, in the order of a list. */
const places: readonly Which[] = ['x', 'y', 'sampleWeight'];

function placeOfPart(key: string): Which {
  return key.startsWith('y') ? 'y' : key.startsWith('s') ? 'sampleWeight' : 'x';
}

/**
 * One item that holds the rows of several, whose parts have to be alike.
 * @throws CodedError `shape-mismatch` if their rows have different shapes, `yield-form` if they have different parts
 */
export function joinItems<Item extends Yielded>(items: readonly Item[]): Item {
  if (items.length === 1) return items[0]!;
  const parts = items.map((item) => withoutTensors(item));
  if (Array.isArray(parts[0])) return joinedLists(parts, (at) => places[at] ?? 'sampleWeight') as unknown as Item;
  return joinedDicts(parts, placeOfPart) as Item;
}

/** @throws CodedError `yield-form` if not all are of the form of the first */
function checkAlike(parts: readonly unknown[], isLike: (part: unknown) => boolean): void {
  const other = parts.find((part) => !isLike(part));
  if (other === undefined && !parts.includes(undefined)) return;
  throw new CodedError('yield-form', { got: `${notationOf(parts[0])} | ${notationOf(other)}` });
}

function joinedLists(parts: readonly unknown[], which: (at: number) => Which): readonly unknown[] {
  const [first] = parts as readonly (readonly unknown[])[];
  checkAlike(parts, (part) => Array.isArray(part) && part.length === first!.length);
  return first!.map((_, at) =>
    joined(
      parts.map((part) => (part as readonly unknown[])[at]),
      which(at),
    ),
  );
}

type Dict = { readonly [key: string]: unknown };

function joinedDicts(parts: readonly unknown[], which: (key: string) => Which): Dict {
  const keys = Object.keys(parts[0] as Dict);
  const isLike = (part: unknown): boolean =>
    typeof part === 'object' && part !== null && keys.every((key) => Object.hasOwn(part, key));
  checkAlike(parts, isLike);
  const entries = keys.map((key) => {
    const values = parts.map((part) => (part as Dict)[key]);
    return [key, joined(values, which(key))] as const;
  });
  return Object.fromEntries(entries);
}

function joined(parts: readonly unknown[], which: Which): unknown {
  const [first] = parts;
  if (first instanceof NdArray) {
    checkAlike(parts, (part) => part instanceof NdArray);
    return joinedArrays(parts as readonly NdArray[], which);
  }
  if (ArrayBuffer.isView(first)) {
    checkAlike(parts, (part) => ArrayBuffer.isView(part));
    return joinedValues(parts as readonly TypedArray[]);
  }
  if (Array.isArray(first)) {
    // Either rows of numbers or a list of arrays, one for each input of the model.
    if (isArray(first[0])) return joinedLists(parts, () => which);
    checkAlike(parts, (part) => Array.isArray(part));
    return parts.flat();
  }
  if (typeof first !== 'object' || first === null) return first;
  return joinedDicts(parts, () => which);
}

function joinedArrays(arrays: readonly NdArray[], which: Which): NdArray {
  const rowShape = arrays[0]!.shape.slice(1);
  const other = arrays.find(({ shape }) => shape.slice(1).join() !== rowShape.join());
  if (other) {
    const expected = shapeText([null, ...rowShape]);
    throw new CodedError('shape-mismatch', { which, name: 'batch()', expected, got: shapeText(other.shape) });
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
