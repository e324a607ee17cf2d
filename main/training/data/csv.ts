import { CodedError } from '../../contract/errors';
import type { Sequence } from '../experiment';
import { indexRecords, readRecord } from './csv-lines';
import { NdArray } from './nd-array';
import { FileParts } from './read-at';
import { RowOrder } from './row-order';

export type CsvOptions = {
  /** A file with a header line. */
  readonly file: string;
  /** The column to predict: numbers, or words, which become class indices in alphabetical order. */
  readonly target: string;
  /** Default: every other column. */
  readonly columns?: readonly string[];
  readonly batchSize: number;
  /** Another order of the rows in each epoch, from the run's seed. Default false. */
  readonly shuffle?: boolean;
  /** Only these rows, first included, last not; rows count from 0 below the header. For a held-out part. */
  readonly rows?: readonly [first: number, last: number];
  /** Only every n-th row (`take: 'rest'`: all but these), so that a sorted file can be split. */
  readonly every?: { readonly n: number; readonly take: 'nth' | 'rest' };
  /** What an input is multiplied with. Default 1. */
  readonly scale?: number;
  /** Shape of the inputs of one row, such as [8, 8, 1] for pictures. Default [columns]. */
  readonly shape?: readonly number[];
};

/** A CSV file whose rows are read from disk as they are asked for; only where they begin is kept. */
class CsvTable {
  readonly #file: FileParts;
  readonly #records: ReturnType<typeof indexRecords>;
  readonly header: readonly string[];

  constructor(path: string) {
    this.#file = new FileParts(path);
    this.#records = indexRecords(this.#file);
    if (this.#records.starts.length < 2) {
      throw new CodedError('data-file', {
        file: path,
        expected: 'a header line and rows',
        got: `${this.#records.starts.length} lines`,
      });
    }
    this.header = readRecord(this.#file, this.#records, 0).map((name) => name.trim());
  }

  get rows(): number {
    return this.#records.starts.length - 1;
  }

  indexOf(column: string): number {
    const index = this.header.indexOf(column);
    if (index < 0) this.fail(undefined, column, `one of the columns ${this.header.join(', ')}`, 'no such column');
    return index;
  }

  row(row: number): readonly string[] {
    const fields = readRecord(this.#file, this.#records, row + 1);
    const { length } = this.header;
    if (fields.length !== length) this.fail(row, undefined, `${length} fields`, `${fields.length}`);
    return fields;
  }

  /** Rows are named as a person counts lines in an editor: 1 is the header. */
  fail(row: number | undefined, column: string | undefined, expected: string, got: string): never {
    throw new CodedError('data-file', {
      file: this.#file.path,
      ...(row !== undefined && { row: row + 2 }),
      ...(column !== undefined && { column }),
      expected,
      got,
    });
  }

  number(row: number, column: number, text: string): number {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value))
      this.fail(row, this.header[column], 'a number', text.trim() === '' ? 'nothing' : `"${text}"`);
    return value;
  }

  /** The words of a column in alphabetical order, or undefined if all are numbers. */
  words(column: number): readonly string[] | undefined {
    const words = new Set<string>();
    for (let row = 0; row < this.rows; row += 1) words.add(this.row(row)[column]!.trim());
    const isNumeric = [...words].every((word) => word !== '' && Number.isFinite(Number(word)));
    return isNumeric ? undefined : [...words].sort();
  }
}

function chosenRows(total: number, { rows, every }: CsvOptions): Int32Array {
  const [first, last] = rows ?? [0, total];
  const range = Int32Array.from({ length: Math.max(0, Math.min(last, total) - first) }, (_, index) => first + index);
  return every ? range.filter((row) => (row % every.n === every.n - 1) === (every.take === 'nth')) : range;
}

/**
 * Batches out of a CSV file, read from disk as they are asked for.
 * Yields x: float32 [batch, ...shape], y: int32 [batch] for words, float32 [batch] for numbers.
 * @throws CodedError `data-file` naming file, line and column where something is not what it should be
 */
export function csv(options: CsvOptions): Sequence {
  const { file, target, batchSize, shuffle = false, scale = 1 } = options;
  const table = new CsvTable(file);
  const targetColumn = table.indexOf(target);
  const columns = (options.columns ?? table.header.filter((name) => name !== target)).map((name) =>
    table.indexOf(name),
  );
  const words = table.words(targetColumn);
  const classes = new Map(words?.map((word, index) => [word, index]));
  const rows = chosenRows(table.rows, options);
  const order = new RowOrder(rows.length, batchSize, shuffle);
  const shape = options.shape ?? [columns.length];
  return {
    length: order.batches,
    onEpochBegin: (epoch, seed) => order.begin(seed, epoch),
    item(batch) {
      const chosen = order.rowsOf(batch);
      const x = new Float32Array(chosen.length * columns.length);
      const y = words ? new Int32Array(chosen.length) : new Float32Array(chosen.length);
      chosen.forEach((place, at) => {
        const row = rows[place]!;
        const fields = table.row(row);
        columns.forEach((column, each) => {
          x[at * columns.length + each] = table.number(row, column, fields[column]!) * scale;
        });
        const text = fields[targetColumn]!;
        y[at] = words ? classes.get(text.trim())! : table.number(row, targetColumn, text);
      });
      return [new NdArray(x, [chosen.length, ...shape]), new NdArray(y, [chosen.length])];
    },
  };
}
