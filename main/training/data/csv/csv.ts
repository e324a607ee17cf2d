import { CodedError } from '../../../contract/errors';
import { CsvColumns, type Encoding, type MissingRule } from './columns';
import { RowFiller, type Filled } from './row-filler';
import { CsvTable } from './table';
import { WindowReader } from './window-reader';
import { Dataset } from '../dataset';
import { NdArray } from '../nd-array';
import { pathOf, type FilePath } from '../file-path';
import { RowChoice, type EveryNth } from '../row-choice';
import { withRowIds } from '../row-ids';
import { RowOrder } from '../row-order';
import { RowWindows } from '../row-windows';
import { checkSource } from '../source-rules';
import { notationOf } from '../../notation';

export type CsvOptions = {
  readonly file: FilePath;
  /**
   * The column to predict, or several: numbers, or words, which become class indices in alphabetical order.
   * With several, y is [batch, targets].
   */
  readonly target: string | readonly string[];
  /** Default: every other column. */
  readonly columns?: readonly string[];
  readonly batchSize: number;
  /** Another order of the rows in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
  /** Only these rows, first included, last not; rows count from 0 below the header. For a held-out part. */
  readonly rows?: readonly [first: number, last: number];
  /** Only every n-th row (`take: 'rest'`: all but these), so that a sorted file can be split. */
  readonly every?: EveryNth;
  /** What a numeric input is multiplied with. Default 1. */
  readonly scale?: number;
  /** Shape of the inputs of one row, such as [8, 8, 1] for pictures. Default [columns]. */
  readonly shape?: readonly number[];
  /** Columns of words: `one-hot` makes a column for each word, `index` gives its place in alphabetical order. */
  readonly categorical?: { readonly [column: string]: Encoding };
  /**
   * What an empty field, NA, NaN or null becomes: `error` (default), the `mean` of the column in the whole file, or a
   * number; for all inputs, or by column. In a column of words any rule but `error` makes it one more word.
   */
  readonly missing?: MissingRule | { readonly [column: string]: MissingRule };
  /** false if the first line is a row already: columns are then named '0', '1', …; or their names. Default true. */
  readonly header?: boolean | readonly string[];
  /** The character between two fields. Default a comma. */
  readonly separator?: string;
};

/** More rows than this are shuffled in windows: so many are not read one by one. */
const mostRowsShuffledAtOnce = 65_536;
/** Numbers of a window that lie ready. */
const numbersOfWindow = 1 << 21;

/** What reads the rows of a batch in the order of an epoch. */
type BatchReader = {
  begin(seed: number, epoch: number): void;
  read(batch: number, first: number, last: number): Filled;
};

function batchReader(filler: RowFiller, choice: RowChoice, { batchSize, shuffle = false }: CsvOptions): BatchReader {
  if (shuffle && choice.count > mostRowsShuffledAtOnce) {
    const windowRows = Math.min(mostRowsShuffledAtOnce, Math.ceil(numbersOfWindow / (filler.xWidth + filler.yWidth)));
    const reader = new WindowReader(new RowWindows(choice.count, windowRows), filler, choice);
    return { begin: (seed, epoch) => reader.begin(seed, epoch), read: (_, first, last) => reader.read(first, last) };
  }
  const order = new RowOrder(choice.count, batchSize, shuffle);
  return {
    begin: (seed, epoch) => order.begin(seed, epoch),
    read: (batch) => filler.read(order.rowsOf(batch), choice),
  };
}

/** @throws CodedError `wrong-argument` for a shape that holds more or fewer numbers than a row has */
function checkShape(shape: readonly number[], width: number): void {
  if (shape.reduce((product, each) => product * each, 1) === width) return;
  const expected = { phrase: 'values-in-all', count: width } as const;
  throw new CodedError('wrong-argument', { name: 'shape', expected, got: notationOf(shape) });
}

/**
 * Batches out of a CSV file, read from disk as they are asked for.
 * Yields x: float32 [batch, ...shape], y: int32 [batch] for words, float32 [batch] for numbers.
 * @throws CodedError `data-file` naming file, line and column where something is not what it should be,
 * `unknown-field` or `wrong-argument`
 */
export function csv(options: CsvOptions): Dataset<readonly [x: NdArray, y: NdArray]> {
  checkSource('csv', options, ['file', 'target', 'batchSize']);
  const { target, batchSize, shuffle = false, scale = 1, header = true, separator = ',' } = options;
  const file = pathOf(options.file);
  const table = new CsvTable({ file, header, separator });
  const targetNames = typeof target === 'string' ? [target] : target;
  const targets = targetNames.map((name) => table.indexOf(name));
  const names = options.columns ?? table.columns.filter((name) => !targetNames.includes(name));
  const inputs = names.map((name) => table.indexOf(name));
  const { categorical = {}, missing = 'error' } = options;
  const columns = new CsvColumns(table, { inputs, targets, categorical, missing, scale, separator });
  const filler = new RowFiller(table, columns, { inputs, targets, scale });
  const choice = new RowChoice(table.rows, options.rows, options.every);
  const reader = batchReader(filler, choice, options);
  const shape = options.shape ?? [filler.xWidth];
  checkShape(shape, filler.xWidth);
  return new Dataset({
    length: new RowOrder(choice.count, batchSize, false).batches,
    rows: choice.count,
    isShuffled: shuffle,
    onEpochBegin: (epoch, seed) => reader.begin(seed, epoch),
    item(batch) {
      const first = batch * batchSize;
      const last = Math.min(first + batchSize, choice.count);
      const { x, y, rows } = reader.read(batch, first, last);
      const yShape = typeof target === 'string' && filler.yWidth === 1 ? [] : [filler.yWidth];
      const item = [new NdArray(x, [last - first, ...shape]), new NdArray(y, [last - first, ...yShape])] as const;
      return withRowIds(item, file, rows);
    },
    close: () => table.close(),
  });
}
