import { CodedError } from '../../contract/errors';
import type { Dataset } from './dataset';
import { pathOf, type FilePath } from './file-path';
import type { NdArray } from './nd-array';
import { fileBytes, NpyFile } from './npy-file';
import { npzArrays } from './npz-arrays';
import { rowDataset } from './row-dataset';
import { checkSource } from './source-rules';

type Common = {
  readonly batchSize: number;
  /** Another order of the rows in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
};

export type NpyOptions = Common & {
  /** An npy file: inputs, first axis rows. */
  readonly x: FilePath;
  /** An npy file: targets, first axis rows. */
  readonly y: FilePath;
};

export type NpzOptions = Common & {
  readonly file: FilePath;
  /** Name of the array of inputs. Default `x`. */
  readonly x?: string;
  /** Name of the array of targets. Default `y`. */
  readonly y?: string;
};

type Pair = readonly [x: NdArray, y: NdArray];

/**
 * Batches out of two npy files as NumPy saves them, read from disk as they are asked for.
 * Floats become float32, bytes and truth values stay as they are, other whole numbers become int32.
 * @throws CodedError `data-file` if a file is missing, is no such file, or the two hold different numbers of rows,
 * `unknown-field` or `wrong-argument`
 */
export function npy(options: NpyOptions): Dataset<Pair> {
  checkSource('npy', options, ['x', 'y', 'batchSize']);
  const { x, y, ...common } = options;
  return pairs(new NpyFile(fileBytes(pathOf(x))), new NpyFile(fileBytes(pathOf(y))), common);
}

/**
 * Batches out of two arrays of one npz file as NumPy saves them, compressed or not. What is compressed is unpacked to a
 * temporary file before its first batch; memory holds only the rows of a batch.
 * @throws CodedError `data-file` as `npy`, and if there is no array of that name
 */
export function npz(options: NpzOptions): Dataset<Pair> {
  checkSource('npz', options, ['file', 'batchSize']);
  const { file, x = 'x', y = 'y', ...common } = options;
  const [xs, ys] = npzArrays(pathOf(file), [x, y]).map((bytes) => new NpyFile(bytes));
  return pairs(xs!, ys!, common);
}

function pairs(x: NpyFile, y: NpyFile, { batchSize, shuffle = false }: Common): Dataset<Pair> {
  if (x.rows !== y.rows) {
    const expected = { phrase: 'rows-as-in', count: x.rows, file: x.name } as const;
    throw new CodedError('data-file', { file: y.name, expected, got: `${y.rows}` });
  }
  return rowDataset<Pair>({
    name: x.name,
    rows: x.rows,
    batchSize,
    shuffle,
    read(places) {
      const [xs, ys] = [x.takeWhenReady(places), y.takeWhenReady(places)];
      return xs instanceof Promise || ys instanceof Promise ? Promise.all([xs, ys]) : [xs, ys];
    },
    close: async () => {
      await x.close();
      await y.close();
    },
  });
}
