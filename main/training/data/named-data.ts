import { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { BatchData, TensorLike } from '../experiment';
import { NdArray } from './nd-array';

export type Which = 'x' | 'y' | 'sampleWeight';

type Dict = { readonly [name: string]: TensorLike | null };

function isDict(data: BatchData): data is Dict {
  return (
    typeof data === 'object' &&
    data !== null &&
    !(data instanceof NdArray) &&
    !ArrayBuffer.isView(data) &&
    !Array.isArray(data) &&
    !(data instanceof Tensor)
  );
}

/** With one name, a list counts as one array of rows unless it holds a tensor. */
function isList(data: BatchData, names: readonly string[]): data is readonly (TensorLike | null)[] {
  return Array.isArray(data) && (names.length > 1 || data[0] instanceof Tensor || data[0] instanceof NdArray);
}

function checkKeys(data: Dict, names: readonly string[], which: Which, wrong: string | undefined): void {
  if (wrong === undefined) return;
  const got = Object.keys(data).join(', ');
  throw new CodedError('missing-key', { which, key: wrong, expected: names.join(', '), got });
}

const unknownKey = (data: Dict, names: readonly string[]): string | undefined =>
  Object.keys(data).find((key) => !names.includes(key));

/**
 * The arrays of a batch in the order of `names`, whether given as one, a list or a dict.
 * @throws CodedError `missing-key` or `count-mismatch`
 */
export function inOrder(data: BatchData, names: readonly string[], which: Which): readonly TensorLike[] {
  if (isDict(data)) {
    const missing = names.find((name) => !Object.hasOwn(data, name));
    checkKeys(data, names, which, missing ?? unknownKey(data, names));
    return names.map((name) => data[name]!);
  }
  const list = isList(data, names) ? data : [data as TensorLike];
  if (list.length !== names.length) {
    throw new CodedError('count-mismatch', { which, expected: names.length, got: list.length });
  }
  return list as readonly TensorLike[];
}

/**
 * The targets of each output; where none is needed it may be null, or left out of a dict.
 * @param needed whether an output needs one
 * @throws CodedError `missing-key` or `count-mismatch`
 */
export function targetsInOrder(
  data: BatchData,
  names: readonly string[],
  needed: readonly boolean[],
): readonly (TensorLike | undefined)[] {
  if (!needed.includes(false)) return inOrder(data, names, 'y');
  if (!isDict(data)) {
    return inOrder(data, names, 'y').map((each, index) => (needed[index] ? each : (each ?? undefined)));
  }
  const missing = names.find((name, index) => needed[index] && !Object.hasOwn(data, name));
  checkKeys(data, names, 'y', missing ?? unknownKey(data, names));
  return names.map((name, index) => (needed[index] ? data[name]! : (data[name] ?? undefined)));
}

/** Weights of samples, not a list of such. */
function isOneArray(data: BatchData): boolean {
  if (data instanceof Tensor || data instanceof NdArray || ArrayBuffer.isView(data)) return true;
  return Array.isArray(data) && typeof data[0] === 'number';
}

/**
 * The sample weights of each output: one array is for all of them, and a dict may leave some out, which have none.
 * @throws CodedError `missing-key` or `count-mismatch`
 */
export function weightsInOrder(
  data: BatchData | undefined,
  names: readonly string[],
): readonly (TensorLike | undefined)[] {
  if (data === undefined) return names.map(() => undefined);
  if (isOneArray(data)) return names.map(() => data as TensorLike);
  if (!isDict(data)) return inOrder(data, names, 'sampleWeight').map((each) => each ?? undefined);
  const given = names.filter((name) => data[name] !== undefined && data[name] !== null);
  checkKeys(data, names, 'sampleWeight', unknownKey(data, names) ?? (given.length === 0 ? names[0] : undefined));
  return names.map((name) => data[name] ?? undefined);
}
