import { CodedError } from '../../contract/errors';
import { blockSize, carriageReturn, indexRecords, lineAt, newline, type RecordIndex } from './csv-index';
import { fieldsOf, readPlainRow, recordEnd, type Row, type RowLayout } from './csv-row';
import type { FileParts } from './read-at';

/** Read first after a jump; each following read is twice as long, up to a block. */
const firstRead = 1 << 14;
/** Room behind the bytes: for a line break and a zero put there, and for looking ahead. */
const spare = 8;

/** Reads the records of a CSV file through one block of memory: fast in order, and from any record on. */
export class RecordReader {
  readonly index: RecordIndex;
  /** Where in the file the record that was read last begins. */
  place = 0;
  readonly #file: FileParts;
  readonly #separator: string;
  #bytes = Buffer.alloc(blockSize + spare);
  /** Where in the file the bytes begin. */
  #base = 0;
  #end = 0;
  #at = 0;
  /** The record that begins at `#at`. */
  #record = 0;
  #ask = firstRead;

  /** @param separator one ASCII character */
  constructor(file: FileParts, separator: string) {
    this.#file = file;
    this.#separator = separator;
    this.index = indexRecords(file);
  }

  /** Makes `record` the one that is read next. */
  seek(record: number): void {
    if (record === this.#record) return;
    const { stride, starts } = this.index;
    const known = Math.floor(record / stride);
    if (record < this.#record || known * stride > this.#record) this.#jump(known * stride, starts[known]!);
    while (this.#record < record) this.#pass(this.#wholeRecord() + 1);
  }

  /**
   * Reads the next record into `row` if it is plain.
   * @returns its fields if it is not
   */
  next(layout: RowLayout, row: Row): readonly string[] | undefined {
    this.#skipEmptyLines();
    const after = readPlainRow(this.#bytes, this.#at, layout, row);
    if (after < 0) return this.fields(layout, row);
    this.place = this.#base + this.#at;
    this.#pass(after);
    return undefined;
  }

  /** The fields of the next record; with a layout, they are read into `row` if it became whole and plain only now. */
  fields(layout?: RowLayout, row?: Row): readonly string[] | undefined {
    const hadWhole = recordEnd(this.#bytes, this.#at, this.#end) >= 0;
    const end = this.#wholeRecord();
    if (!hadWhole && layout && row) return this.next(layout, row);
    this.place = this.#base + this.#at;
    const text = this.#bytes.toString('utf8', this.#at, end);
    this.#pass(end + 1);
    return fieldsOf(text, this.#separator);
  }

  /** The word of a column in the row that was read last. */
  word(row: Row, column: number): string {
    return this.#bytes.toString('utf8', row.from[column], row.to[column]).trim();
  }

  /** @throws CodedError `data-file` naming the line of the record that was read last */
  fail(column: string | undefined, expected: string, got: string): never {
    const row = lineAt(this.#file, this.place);
    const at = column === undefined ? { row } : { row, column };
    throw new CodedError('data-file', { file: this.#file.path, ...at, expected, got });
  }

  /** Gives the file free until it is read again. */
  close(): void {
    this.#file.close();
  }

  #pass(after: number): void {
    this.#at = after;
    this.#record += 1;
  }

  #jump(record: number, start: number): void {
    this.#record = record;
    const at = start - this.#base;
    if (at >= 0 && at <= this.#end) {
      this.#at = at;
      return;
    }
    this.#base = start;
    this.#at = 0;
    this.#cut(0);
    this.#ask = firstRead;
  }

  /** Reads on until the next record is whole. @returns where its line break is */
  #wholeRecord(): number {
    for (;;) {
      this.#skipEmptyLines();
      const end = recordEnd(this.#bytes, this.#at, this.#end);
      if (end >= 0) return end;
      this.#more();
    }
  }

  #skipEmptyLines(): void {
    for (let byte = this.#bytes[this.#at]; byte === newline || byte === carriageReturn;) byte = this.#bytes[++this.#at];
  }

  /** Keeps what is not read yet and reads on. The file ends with a line break, its own or one put there. */
  #more(): void {
    this.#bytes.copyWithin(0, this.#at, this.#end);
    this.#base += this.#at;
    this.#cut(this.#end - this.#at);
    this.#at = 0;
    const position = this.#base + this.#end;
    if (position > this.#file.size) {
      const got = `${this.#record} records`;
      throw new CodedError('data-file', { file: this.#file.path, expected: `${this.index.records} records`, got });
    }
    if (position === this.#file.size) {
      this.#bytes[this.#end] = newline;
      this.#cut(this.#end + 1);
      return;
    }
    if (this.#end + this.#ask + spare > this.#bytes.length) this.#grow();
    const room = this.#bytes.length - spare - this.#end;
    const count = Math.min(this.#ask, room, this.#file.size - position);
    this.#file.read(this.#bytes.subarray(this.#end, this.#end + count), position);
    this.#cut(this.#end + count);
    this.#ask = Math.min(2 * this.#ask, blockSize);
  }

  /** Only a record that fills more than half a block asks for more memory. */
  #grow(): void {
    if (this.#end < blockSize / 2) return;
    const larger = Buffer.alloc(2 * this.#bytes.length);
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }

  /** A zero behind the bytes ends every field. */
  #cut(end: number): void {
    this.#end = end;
    this.#bytes[end] = 0;
  }
}
