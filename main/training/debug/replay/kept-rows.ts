import { Buffer } from 'node:buffer';
import type { RowIds } from '../../data/row-ids';
import type { NdArray } from '../../data/nd-array';
import type { NamedArray } from '../../data/write-npz';

/** Arrays beside those of a batch, in a file that keeps where its rows come from. */
const places = 'rows';
const sources = 'sources';
export const rowArrays: readonly string[] = [places, sources];

/**
 * The rows of a batch as arrays of a file: their places in their sources, from 0, and the UTF-8 bytes of JSON, a list of
 * `[source, number of rows]` in the same order, which NumPy reads by `json.loads(bytes(file['sources']))`.
 */
export function arraysOfRows(ids: RowIds): readonly NamedArray[] {
  const rows = Int32Array.from(ids.flatMap((part) => Array.from(part.rows)));
  const named = new Uint8Array(Buffer.from(JSON.stringify(ids.map((part) => [part.source, part.rows.length])), 'utf8'));
  return [
    { name: places, values: rows, shape: [rows.length] },
    { name: sources, values: named, shape: [named.length] },
  ];
}

/** What {@link arraysOfRows} made; undefined where a file has none, or something else under these names. */
export function rowsOfArrays(arrays: ReadonlyMap<string, NdArray>): RowIds | undefined {
  const [rows, named] = [arrays.get(places)?.values, arrays.get(sources)?.values];
  if (!(rows instanceof Int32Array) || !(named instanceof Uint8Array)) return undefined;
  const parts = partsIn(Buffer.from(named).toString('utf8'));
  if (!parts || parts.reduce((sum, [, count]) => sum + count, 0) !== rows.length) return undefined;
  let start = 0;
  return parts.map(([source, count]) => ({ source, rows: rows.subarray(start, (start += count)) }));
}

type Part = readonly [source: string, count: number];

function partsIn(text: string): readonly Part[] | undefined {
  try {
    const read = JSON.parse(text) as unknown;
    return Array.isArray(read) && read.every(isPart) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isPart(value: unknown): value is Part {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [source, count] = value as readonly unknown[];
  return typeof source === 'string' && Number.isSafeInteger(count) && (count as number) >= 0;
}
