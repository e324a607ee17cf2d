import { CodedError } from '../../contract/errors';
import type { BatchData } from '../experiment';
import { notationOf } from '../notation';

/** The parts of a yielded item. */
export type BatchParts = { readonly x: BatchData; readonly y: BatchData; readonly sampleWeight?: BatchData };

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
  throw new CodedError('yield-form', { got: notationOf(item) });
}

function withWeight(x: BatchData, y: BatchData, sampleWeight: BatchData | undefined): BatchParts {
  return sampleWeight === undefined || sampleWeight === null ? { x, y } : { x, y, sampleWeight };
}

function isData(value: BatchData | undefined): value is BatchData {
  return typeof value === 'object' && value !== null;
}
