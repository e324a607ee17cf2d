import { CodedError } from '../../contract/errors';
import type { PhraseValues } from '../../contract/errors/phrases';
import type { Dataset } from './dataset';
import { pathOf, type FilePath } from './file-path';
import { NdArray } from './nd-array';
import { FileParts } from './read-at';
import { rowDataset } from './row-dataset';
import { checkSource } from './source-rules';

export type IdxOptions = {
  /** IDX file of unsigned bytes with two or more axes: pictures [rows, height, width]. */
  readonly images: FilePath;
  /** IDX file of unsigned bytes with one axis. */
  readonly labels: FilePath;
  readonly batchSize: number;
  /** Another order of the rows in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
  /** What a byte is multiplied with. Default 1/255. */
  readonly scale?: number;
};

type IdxFile = { readonly file: FileParts; readonly shape: readonly number[]; readonly offset: number };

/** Reads the header of an IDX file: magic number, sizes of the axes. */
function openIdx(path: string, axes: PhraseValues['idx-file']['axes'], fits: (count: number) => boolean): IdxFile {
  const file = new FileParts(path);
  const magic = new Uint8Array(4);
  file.read(magic, 0);
  const [zero, one, kind, count] = magic as unknown as [number, number, number, number];
  if (zero !== 0 || one !== 0 || kind !== 8 || !fits(count)) {
    const got = { phrase: 'first-bytes', bytes: magic.join(' ') } as const;
    throw new CodedError('data-file', { file: path, expected: { phrase: 'idx-file', axes }, got });
  }
  const header = new Uint8Array(4 * count);
  file.read(header, 4);
  const view = new DataView(header.buffer);
  const shape = Array.from({ length: count }, (_, axis) => view.getUint32(4 * axis));
  const offset = 4 + header.length;
  const size = offset + shape.reduce((product, each) => product * each, 1);
  if (file.size !== size) {
    throw new CodedError('data-file', {
      file: path,
      expected: { phrase: 'bytes-of-shape', count: size, shape: `[${shape.join(', ')}]` },
      got: { phrase: 'bytes', count: file.size },
    });
  }
  return { file, shape, offset };
}

/** All labels, a byte a row: to read them one by one costs as much as the pictures. */
function readLabels({ file, offset, shape }: IdxFile): Uint8Array {
  const labels = new Uint8Array(shape[0]!);
  file.read(labels, offset);
  file.close();
  return labels;
}

/** A function of its own with all it needs as parameters: most of what a batch costs is this loop. */
function scaleInto(numbers: Float32Array, bytes: Uint8Array, scale: number): void {
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = bytes[at]! * scale;
}

/**
 * Batches out of a pair of IDX files (the format of MNIST), read from disk as they are asked for.
 * Yields x: float32 [batch, height, width, 1], y: int32 [batch].
 * @throws CodedError `data-file` if a file is missing, is no such file, or the two hold different numbers of rows,
 * `unknown-field` or `wrong-argument`
 */
export function idx(options: IdxOptions): Dataset<readonly [x: NdArray, y: NdArray]> {
  checkSource('idx', options, ['images', 'labels', 'batchSize']);
  const { batchSize, shuffle = false, scale = 1 / 255 } = options;
  const [images, labels] = [pathOf(options.images), pathOf(options.labels)];
  const pictures = openIdx(images, 'two-or-more', (count) => count >= 2);
  const classes = openIdx(labels, 'one', (count) => count === 1);
  const [rows, ...rowShape] = pictures.shape as [number, ...number[]];
  if (classes.shape[0] !== rows) {
    throw new CodedError('data-file', {
      file: labels,
      expected: { phrase: 'labels-of-images', count: rows },
      got: `${classes.shape[0]}`,
    });
  }
  const rowSize = rowShape.reduce((product, each) => product * each, 1);
  const bytes = new Uint8Array(rowSize);
  const classOf = readLabels(classes);
  return rowDataset({
    name: images,
    rows,
    batchSize,
    shuffle,
    read(places) {
      const write = (x: Float32Array): void =>
        places.forEach((row, at) => {
          pictures.file.read(bytes, pictures.offset + row * rowSize);
          scaleInto(x.subarray(at * rowSize, (at + 1) * rowSize), bytes, scale);
        });
      const x = new NdArray(write, [places.length, ...rowShape, 1]);
      const y = new NdArray(
        places.map((row) => classOf[row]!),
        [places.length],
      );
      return [x, y] as const;
    },
    close: () => pictures.file.close(),
  });
}
