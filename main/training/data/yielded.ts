import { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { BatchData } from '../experiment';
import { NdArray } from './nd-array';

/** The parts of a yielded item. */
export type BatchParts = { readonly x: BatchData; readonly y: BatchData; readonly sampleWeight?: BatchData };

/** A value in a few words, for an error: `tensor [32, 10]`, `array of 4`, `undefined`. */
export function described(value: unknown): string {
  if (value instanceof Tensor) return `tensor [${(value as Tensor).shape.join(', ')}]`;
  if (value instanceof NdArray) return `array [${value.shape.join(', ')}]`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (value instanceof Promise) return 'Promise';
  if (typeof value === 'function') return value.name === '' ? 'function' : `function ${value.name}`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.keys(value).join(', ')} }`;
  return typeof value === 'string' ? `'${value}'` : String(value as unknown);
}

/**
 * Takes a yielded item apart: `[x, y]`, `[x, y, sampleWeight]` or `{ xs, ys, sampleWeight? }`.
 * @throws CodedError `yield-form`
 */
export function partsOfYield(item: unknown): BatchParts {
  if (Array.isArray(item) && (item.length === 2 || item.length === 3)) {
    const [x, y, sampleWeight] = item as BatchData[];
    if (isData(x) && isData(y)) return withWeight(x, y, sampleWeight);
  } else if (typeof item === 'object' && item !== null && 'xs' in item && 'ys' in item) {
    const { xs, ys, sampleWeight } = item as { xs: BatchData; ys: BatchData; sampleWeight?: BatchData };
    return withWeight(xs, ys, sampleWeight);
  }
  throw new CodedError('yield-form', { got: described(item) });
}

function withWeight(x: BatchData, y: BatchData, sampleWeight: BatchData | undefined): BatchParts {
  return sampleWeight === undefined || sampleWeight === null ? { x, y } : { x, y, sampleWeight };
}

function isData(value: BatchData | undefined): value is BatchData {
  return typeof value === 'object' && value !== null;
}
