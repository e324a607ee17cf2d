import { CodedError } from '../../../contract/errors';
import type { Description } from '../../../contract/errors/phrases';
import { numberOf } from './number-of';
import { RecordReader } from './record-reader';
import { columnKind, type RowLayout } from './row-layout';
import { FileParts } from '../read-at';

export type TableOptions = {
  readonly file: string;
  readonly header: boolean | readonly string[];
  readonly separator: string;
};

/** What the fields of a table mean, column by column. */
export type Meaning = {
  readonly layout: RowLayout;
  /** The number that a word stands for. */
  word(column: number, word: string): number;
  /** What stands for a missing number, or undefined if none may be missing. */
  missing(column: number): number | undefined;
};

/** Characters of a field that an error shows. */
const mostShown = 80;

const missingTexts = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL']);

/** Whether a field says that there is no value. */
export function isMissing(text: string): boolean {
  return missingTexts.has(text);
}

/** Read as UTF-8, UTF-16 is full of characters that nobody sees. @throws CodedError `data-file` */
function checkEncoding(file: FileParts): void {
  const mark = new Uint8Array(Math.min(2, file.size));
  file.read(mark, 0);
  const isUtf16 = (mark[0] === 0xff && mark[1] === 0xfe) || (mark[0] === 0xfe && mark[1] === 0xff);
  if (!isUtf16) return;
  throw new CodedError('data-file', { file: file.path, expected: { phrase: 'utf-8-text' }, got: 'UTF-16' });
}

/** A field as it can be read in an error: characters that nobody sees by their numbers, no more than fits. */
function shown(field: string): string {
  const start = field.length > mostShown ? `${field.slice(0, mostShown)}…` : field;
  return `"${start.replace(/[\0-\x1f\x7f]/g, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}

/** A CSV file whose rows are read from disk as they are asked for. */
export class CsvTable {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly #path: string;
  readonly #reader: RecordReader;
  readonly #headerRecords: 0 | 1;

  /** @throws CodedError `data-file` if there are no rows */
  constructor({ file, header, separator }: TableOptions) {
    this.#path = file;
    const parts = new FileParts(file);
    checkEncoding(parts);
    this.#reader = new RecordReader(parts, separator);
    const { records } = this.#reader.index;
    this.#headerRecords = header === true ? 1 : 0;
    this.rows = records - this.#headerRecords;
    if (this.rows < 1) {
      const expected = { phrase: header === true ? 'header-and-rows' : 'rows' } as const;
      throw new CodedError('data-file', { file, expected, got: { phrase: 'lines', count: records } });
    }
    const first = this.#fields(0);
    if (header === true) this.columns = first.map((name) => name.replace(/^\uFEFF/, '').trim());
    else this.columns = header === false ? first.map((_, column) => String(column)) : header;
  }

  /** The place of a column. @throws CodedError `data-file` that names the columns there are, if it is not one of them */
  indexOf(column: string): number {
    const same = this.columns.filter((each) => each === column).length;
    if (same === 1) return this.columns.indexOf(column);
    const expected: Description = { phrase: 'one-of-columns', columns: this.columns.join(', ') };
    const got: Description =
      same === 0 ? { phrase: 'no-such-column' } : { phrase: 'columns-of-this-name', count: same };
    throw new CodedError('data-file', { file: this.#path, column, expected, got });
  }

  /** The fields of a row as they stand there. */
  texts(row: number): readonly string[] {
    const fields = this.#fields(row + this.#headerRecords);
    this.#checkLength(fields);
    return fields;
  }

  /** The numbers of the rows that were read last, a row after the other from `first` on; they stay until the next. */
  get values(): Float64Array {
    return this.#reader.values;
  }
  get first(): number {
    return this.#reader.first;
  }

  /**
   * Reads rows that follow each other, all columns that have a meaning as numbers.
   * @returns how many: at least one and at most `wanted`
   * @throws CodedError `data-file` naming file, line and column
   */
  read(row: number, wanted: number, meaning: Meaning): number {
    const { layout } = meaning;
    const reader = this.#reader;
    const rows = reader.rows(row + this.#headerRecords, wanted, layout);
    if (rows === 0) this.#readSlowly(row, meaning);
    else if (layout.words.length > 0) this.#takeWords(rows, meaning);
    return Math.max(1, rows);
  }

  /** @throws CodedError `data-file` naming the line that was read last */
  fail(column: number | undefined, expected: Description, got: Description): never {
    return this.#reader.fail(column === undefined ? undefined : this.columns[column], expected, got);
  }

  /** Gives the file free until it is read again. */
  close(): void {
    this.#reader.close();
  }

  #fields(record: number): readonly string[] {
    return this.#reader.fields(record);
  }

  #takeWords(rows: number, meaning: Meaning): void {
    const reader = this.#reader;
    const { values, first } = reader;
    for (let row = 0; row < rows; row += 1) {
      reader.lookAt(row);
      for (const column of meaning.layout.words) {
        const at = first + row * this.columns.length + column;
        values[at] = meaning.word(column, reader.word(at));
      }
    }
  }

  #readSlowly(row: number, meaning: Meaning): void {
    const texts = this.texts(row);
    const { values, first } = this.#reader;
    meaning.layout.kinds.forEach((kind, column) => {
      if (kind === columnKind.skipped) return;
      const text = texts[column]!.trim();
      const isWord = kind === columnKind.word;
      values[first + column] = isWord ? meaning.word(column, text) : this.#number(column, text, meaning);
    });
  }

  #checkLength(fields: readonly string[]): void {
    const { length } = this.columns;
    if (fields.length !== length) this.fail(undefined, { phrase: 'fields', count: length }, `${fields.length}`);
  }

  #number(column: number, text: string, meaning: Meaning): number {
    if (isMissing(text)) {
      const got: Description = text === '' ? { phrase: 'nothing' } : `"${text}"`;
      return meaning.missing(column) ?? this.fail(column, { phrase: 'number' }, got);
    }
    const value = numberOf(text);
    return Number.isNaN(value) ? this.fail(column, { phrase: 'number' }, shown(text)) : value;
  }
}
