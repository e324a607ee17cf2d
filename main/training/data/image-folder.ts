import { engine, image, scalar, tidy, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { CodedError, reasonOf } from '../../contract/errors';
import type { Description } from '../../contract/errors/phrases';
import type { Dataset } from './dataset';
import { pathOf, type FilePath } from './file-path';
import { NdArray } from './nd-array';
import { RowChoice, type EveryNth } from './row-choice';
import { rowDataset } from './row-dataset';
import { checkSource } from './source-rules';

export type ImageFolderOptions = {
  /** A folder that holds a folder of PNG and JPEG pictures for each class. */
  readonly folder: FilePath;
  /** Height and width that each picture is brought to (bilinear). */
  readonly size: readonly [height: number, width: number];
  /** 1 grey, 3 colours, 4 with transparency. Default 3. */
  readonly channels?: 1 | 3 | 4;
  readonly batchSize: number;
  /** Another order of the pictures in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
  /** Only every n-th picture (`take: 'rest'`: all but these), so that a folder can be split. */
  readonly every?: EveryNth;
  /** What a byte is multiplied with. Default 1/255. */
  readonly scale?: number;
};

type Picture = { readonly file: string; readonly label: number };

const pictureName = /\.(png|jpe?g)$/i;

/** What a link leads to counts. */
function isFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Names in a folder in an order that does not depend on the machine. */
function namesIn(folder: string, kind: 'folders' | 'pictures'): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const fits =
      kind === 'folders'
        ? entries.filter((each) => isFolder(folder, each))
        : entries.filter((each) => pictureName.test(each.name) && !isFolder(folder, each));
    return fits.map(({ name }) => name).sort();
  } catch (error) {
    const values = { file: folder, expected: { phrase: 'folder' }, got: reasonOf(error) } as const;
    throw new CodedError('data-file', values, { cause: error });
  }
}

function picturesIn(folder: string): readonly Picture[] {
  const classes = namesIn(folder, 'folders');
  const pictures = classes.flatMap((name, label) =>
    namesIn(join(folder, name), 'pictures').map((file) => ({ file: join(folder, name, file), label })),
  );
  if (pictures.length > 0) return pictures;
  throw new CodedError('data-file', {
    file: folder,
    expected: { phrase: 'folder-for-each-class' },
    got: { phrase: 'folders-without-picture', folders: classes.length },
  });
}

/** TensorFlow's reason stands behind a number that tells nobody anything. */
function decodingReason(error: unknown): Description {
  const reason = reasonOf(error);
  if (typeof reason !== 'string') return reason;
  const [first, second] = reason.split('\n');
  return { phrase: 'picture-not-decoded', message: second?.replace(/^Message: /, '') ?? first! };
}

/** The pixels of one picture, brought to a size, from 0 to 255. */
function decoded(bytes: Uint8Array, size: readonly [number, number], channels: number): Tensor {
  return tidy(() => {
    const contents = scalar(bytes as unknown as string, 'string');
    const pixels = engine().runKernel<Tensor3D>('NativeDecodeImage', { contents }, { channels });
    return image.resizeBilinear(pixels.toFloat(), [...size], false, true);
  });
}

/**
 * Batches out of pictures in folders named by their class; classes are numbered in alphabetical order. Pictures are
 * read as they are asked for. Yields x: float32 [batch, height, width, channels], y: int32 [batch].
 * @throws CodedError `data-file` naming a file that is no picture, `unknown-field` or `wrong-argument`
 */
export function imageFolder(options: ImageFolderOptions): Dataset<readonly [x: NdArray, y: NdArray]> {
  checkSource('imageFolder', options, ['folder', 'size', 'batchSize']);
  const { size, channels = 3, batchSize, shuffle = false, scale = 1 / 255, every } = options;
  const folder = pathOf(options.folder);
  const pictures = picturesIn(folder);
  const choice = new RowChoice(pictures.length, undefined, every);
  const values = size[0] * size[1] * channels;
  const pixelsOf = ({ file }: Picture): Float32Array => {
    try {
      const bytes = readFileSync(file);
      const pixels = decoded(bytes, size, channels);
      const data = pixels.dataSync<'float32'>();
      pixels.dispose();
      return data;
    } catch (error) {
      const values = { file, expected: { phrase: 'picture' }, got: decodingReason(error) } as const;
      throw new CodedError('data-file', values, { cause: error });
    }
  };
  return rowDataset({
    name: folder,
    rows: choice.count,
    batchSize,
    shuffle,
    placeOf: (row) => choice.rowAt(row),
    read(places) {
      const chosen = Array.from(places, (place) => pictures[place]!);
      const x = new Float32Array(chosen.length * values);
      for (const [at, picture] of chosen.entries()) {
        const pixels = pixelsOf(picture);
        const first = at * values;
        for (let each = 0; each < values; each += 1) x[first + each] = pixels[each]! * scale;
      }
      const y = Int32Array.from(chosen, ({ label }) => label);
      return [new NdArray(x, [chosen.length, ...size, channels]), new NdArray(y, [chosen.length])] as const;
    },
  });
}
