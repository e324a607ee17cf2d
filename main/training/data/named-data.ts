import { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { BatchData, TensorLike } from '../experiment';
import { NdArray } from './nd-array';

export type Which = 'x' | 'y' | 'sampleWeight';

type Dict = { readonly [name: string]: TensorLike };

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
function isList(data: BatchData, names: readonly string[]): data is readonly TensorLike[] {
  return Array.isArray(data) && (names.length > 1 || data[0] instanceof Tensor || data[0] instanceof NdArray);
}

/**
 * The arrays of a batch in the order of `names`, whether given as one, a list or a dict.
 * @throws CodedError `missing-key` or `count-mismatch`
 */
export function inOrder(data: BatchData, names: readonly string[], which: Which): readonly TensorLike[] {
  if (isDict(data)) {
    const got = Object.keys(data).join(', ');
    const wrong =
      names.find((name) => !Object.hasOwn(data, name)) ?? Object.keys(data).find((key) => !names.includes(key));
    if (wrong !== undefined)
      throw new CodedError('missing-key', { which, key: wrong, expected: names.join(', '), got });
    return names.map((name) => data[name]!);
  }
  const list = isList(data, names) ? data : [data as TensorLike];
  if (list.length !== names.length) {
    throw new CodedError('count-mismatch', { which, expected: names.length, got: list.length });
  }
  return list;
}
