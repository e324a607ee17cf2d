import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Bisect } from '../../../contract/debug/bisect';
import { decodeTensor, type TensorData } from '../../../contract/tensor-data';
import { NdArray } from '../../data/nd-array';
import { NpyFile } from '../../data/npy-file';
import { npzArrays, npzNames } from '../../data/npz-arrays';
import type { RowIds } from '../../data/row-ids';
import { folderOfCase, isCaseFile, readCase } from '../bisect/case-file';
import { rowArrays, rowsOfArrays } from './kept-rows';

/** The arrays of a batch as a file has them, by their names in an npz file; of a case in the order of the model's. */
export type ReadBatch = {
  readonly file: string;
  /** Of names, shapes and numbers. */
  readonly sha256: string;
  readonly arrays:
    | { readonly kind: 'named'; readonly byName: ReadonlyMap<string, NdArray> }
    | {
        readonly kind: 'listed';
        readonly xs: readonly NdArray[];
        readonly ys: readonly NdArray[];
        readonly weights: readonly (NdArray | null)[];
      };
  /** Where its rows come from, if the file knows. */
  readonly rowIds?: RowIds;
  /** What was found in it, if it is that of a case. */
  readonly found?: Bisect;
};

function hashOf(arrays: readonly (readonly [name: string, array: NdArray])[]): string {
  const hash = createHash('sha256');
  for (const [name, { values, shape }] of arrays) {
    hash.update(JSON.stringify([name, values.constructor.name, shape]));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}

async function readArray(file: string, name: string): Promise<NdArray> {
  const [bytes] = npzArrays(file, [name]);
  const array = new NpyFile(bytes!);
  try {
    return await array.takeWhenReady(Int32Array.from({ length: array.rows }, (_, row) => row));
  } finally {
    await array.close();
  }
}

/** Arrays by which a batch is trained; of others in the file only those that say where its rows come from are read. */
const isPart = (name: string): boolean => /^(x|y|sample_weight)(_|$)/.test(name);

async function readArrays(file: string, names: readonly string[]): Promise<(readonly [string, NdArray])[]> {
  const read: (readonly [string, NdArray])[] = [];
  for (const name of names) read.push([name, await readArray(file, name)]);
  return read;
}

async function readNpz(file: string): Promise<ReadBatch> {
  const all = npzNames(file);
  const read = await readArrays(file, all.filter(isPart).sort());
  const about = await readArrays(file, rowArrays.every((name) => all.includes(name)) ? rowArrays : []);
  const rowIds = rowsOfArrays(new Map(about));
  return { file, sha256: hashOf(read), arrays: { kind: 'named', byName: new Map(read) }, ...(rowIds && { rowIds }) };
}

function arrayOf(data: TensorData): NdArray {
  return new NdArray(decodeTensor(data) as NdArray['values'], data.shape);
}

async function readCaseBatch(file: string): Promise<ReadBatch> {
  const { batch, found } = await readCase(folderOfCase(file));
  const [xs, ys] = [batch.xs.map(arrayOf), batch.ys.map(arrayOf)];
  const weights = batch.weights.map((each) => each && arrayOf(each));
  const all = [...xs, ...ys, ...weights].flatMap((each, at) => (each ? [[String(at), each] as const] : []));
  const rowIds = batch.rowIds?.map(({ source, rows }) => ({ source, rows: Int32Array.from(decodeTensor(rows)) }));
  return { file, sha256: hashOf(all), arrays: { kind: 'listed', xs, ys, weights }, found, ...(rowIds && { rowIds }) };
}

/**
 * The batch that a file holds: an npz file, the folder of a case, or the file in it that a person can choose.
 * @throws CodedError `data-file`, `model-file`, `wrong-argument`
 */
export async function readBatchFile(path: string): Promise<ReadBatch> {
  if (isCaseFile(basename(path))) return readCaseBatch(path);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? readCaseBatch(path) : readNpz(path);
}
