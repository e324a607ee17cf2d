import { Tensor } from '@tensorflow/tfjs-core';
import { deserialize, serialize } from 'node:v8';
import { NdArray } from '../data/nd-array';
import { putRowIds, rowIdsOf, type RowIds } from '../data/row-ids';

type Held = { readonly shape: readonly number[]; readonly values: NdArray['values'] };

/** Marks an array with a shape of its own among what a person's function gave. */
const mark = 'batchpoint:array';
/** Marks inputs whose rows have a place in their source. */
const rowsMark = 'batchpoint:rows';

type WithRows = { readonly ids: RowIds; readonly inputs: unknown };

function arrayOf(tensor: Tensor): { readonly [marked: string]: Held } {
  const values = tensor.dataSync<'float32' | 'int32'>();
  return { [mark]: { shape: tensor.shape, values } };
}

function plain(value: unknown): unknown {
  const ids = rowIdsOf(value);
  return ids ? { [rowsMark]: { ids, inputs: plainValue(value) } satisfies WithRows } : plainValue(value);
}

function plainValue(value: unknown): unknown {
  if (value instanceof Tensor) return arrayOf(value as Tensor);
  if (value instanceof NdArray) return { [mark]: { shape: value.shape, values: value.values } };
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(plain);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(revived);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (rowsMark in value) {
    const { ids, inputs } = value[rowsMark] as WithRows;
    const own = revived(inputs) as object;
    putRowIds(own, ids);
    return own;
  }
  if (mark in value) {
    const { shape, values } = value[mark] as Held;
    return new NdArray(values, [...shape]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each)]));
}

/** A batch as a person's function gave it, in whatever form, as bytes. */
export function encodeItem(item: unknown): Uint8Array {
  return serialize(plain(item));
}

/** The same batch in the same form, of the same rows; tensors have become arrays with a shape, with the same values. */
export function decodeItem(bytes: Uint8Array): unknown {
  return revived(deserialize(bytes));
}
