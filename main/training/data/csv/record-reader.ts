import { CodedError } from '../../../contract/errors';
import type { Description } from '../../../contract/errors/phrases';
import { carriageReturn, indexRecords, lineAt, newline, type RecordIndex } from './record-index';
import { blockSize, type CsvKernel } from './kernel/kernel';
import { KernelLease } from './kernel/lease';
import { fieldsOf, type RowLayout } from './row-layout';
import type { FileParts } from '../read-at';

/** Read first after a jump; each following read is twice as long, up to a block. */
const firstRead = 1 << 14;

/** Reads the records of a CSV file through one block of memory: fast in order, and from any record on. */
export class RecordReader {
  readonly index: RecordIndex;
  readonly #file: FileParts;
  readonly #separator: string;
  readonly #lease = new KernelLease();
  #layout: RowLayout | undefined;
  /** Where in the file the bytes of the block begin. */
  #base = 0;
  /** Where in memory they end, and where the record begins that is to be read next. */
  #end = 0;
  #at = 0;
  /** That record. */
  #record = Number.POSITIVE_INFINITY;
  /** Where in memory the record begins that was given last. */
  #last = 0;
  #ask = firstRead;

  /** @param separator one ASCII character */
  constructor(file: FileParts, separator: string) {
    this.#file = file;
    this.#separator = separator;
    this.#lease.take();
    this.index = indexRecords(file, this.#kernel);
    this.#forget();
  }

  /** The numbers of the rows that were read last, a row after the other from `first` on. */
  get values(): Float64Array {
    return this.#kernel.numbers;
  }
  get first(): number {
    return this.#kernel.firstValue;
  }

  /**
   * Reads up to `wanted` records as rows if they are plain: numbers and unquoted words, as many as there are columns.
   * @returns how many were read; if none, the record is not plain, and `fields` gives it
   */
  rows(record: number, wanted: number, layout: RowLayout): number {
    this.#takeKernel();
    const kernel = this.#kernel;
    if (layout !== this.#layout) kernel.use(layout);
    this.#layout = layout;
    this.#seek(record);
    let rows = kernel.rows(this.#at, wanted);
    if (rows === 0 && this.#wholeEnd() < 0) {
      this.#wholeRecord();
      rows = kernel.rows(this.#at, wanted);
    }
    if (rows === 0) return 0;
    this.#last = kernel.startOf(rows - 1);
    this.#at = kernel.startOf(rows);
    this.#record += rows;
    return rows;
  }

  /** Turns to one of the rows that were read last, in case that something is wrong with it. */
  lookAt(row: number): void {
    this.#last = this.#kernel.startOf(row);
  }

  /** The fields of a record. */
  fields(record: number): readonly string[] {
    this.#takeKernel();
    this.#seek(record);
    const end = this.#wholeRecord();
    const text = this.#kernel.bytes.toString('utf8', this.#at, end);
    this.#last = this.#at;
    this.#pass(end + 1);
    return fieldsOf(text, this.#separator);
  }

  /** The word that was read last to a place of `values`. */
  word(at: number): string {
    const { bytes, places } = this.#kernel;
    return bytes.toString('utf8', places[2 * at], places[2 * at + 1]).trim();
  }

  /** @throws CodedError `data-file` naming the line of the record that was given last */
  fail(column: string | undefined, expected: Description, got: Description): never {
    const row = lineAt(this.#file, this.#base + this.#last - this.#kernel.block);
    const at = column === undefined ? { row } : { row, column };
    throw new CodedError('data-file', { file: this.#file.path, ...at, expected, got });
  }

  /** Gives the file and memory free until it is read again. */
  close(): void {
    this.#file.close();
    this.#lease.end();
  }

  get #kernel(): CsvKernel {
    return this.#lease.kernel;
  }

  #takeKernel(): void {
    if (this.#lease.take()) this.#forget();
  }

  /** Nothing of the file is in the kernel: whatever is read next, there is a jump to it. */
  #forget(): void {
    this.#layout = undefined;
    this.#record = Number.POSITIVE_INFINITY;
    this.#end = this.#kernel.block - 1;
  }

  /** Makes `record` the one that is read next. */
  #seek(record: number): void {
    if (record === this.#record) return;
    const { stride, starts } = this.index;
    const known = Math.floor(record / stride);
    if (record < this.#record || known * stride > this.#record) this.#jump(known * stride, starts[known]!);
    while (this.#record < record) this.#pass(this.#wholeRecord() + 1);
  }

  #pass(after: number): void {
    this.#at = after;
    this.#record += 1;
  }

  #jump(record: number, start: number): void {
    this.#record = record;
    const { block } = this.#kernel;
    const at = block + start - this.#base;
    if (at >= block && at <= this.#end) {
      this.#at = at;
      return;
    }
    this.#base = start;
    this.#at = block;
    this.#cut(block);
    this.#ask = firstRead;
  }

  /** Reads on until the next record is whole. @returns where its line break is */
  #wholeRecord(): number {
    for (;;) {
      const end = this.#wholeEnd();
      if (end >= 0) return end;
      this.#more();
    }
  }

  /** Where the line break of the next record is, or -1 if it is not read yet. */
  #wholeEnd(): number {
    const kernel = this.#kernel;
    const { bytes } = kernel;
    for (let byte = bytes[this.#at]; byte === newline || byte === carriageReturn;) byte = bytes[++this.#at];
    kernel.beginScan();
    const after = kernel.scan(this.#at, this.#end, 1);
    return kernel.left === 0 ? after - 1 : -1;
  }

  /** Keeps what is not read yet and reads on. The file ends with a line break, its own or one put there. */
  #more(): void {
    const kernel = this.#kernel;
    const { block } = kernel;
    kernel.bytes.copyWithin(block, this.#at, this.#end);
    this.#base += this.#at - block;
    this.#end -= this.#at - block;
    this.#at = block;
    const position = this.#base + this.#end - block;
    if (position > this.#file.size) {
      throw new CodedError('data-file', {
        file: this.#file.path,
        expected: { phrase: 'records', count: this.index.records },
        got: { phrase: 'records', count: this.#record },
      });
    }
    if (position === this.#file.size) {
      kernel.bytes[this.#end] = newline;
      this.#cut(this.#end + 1);
      return;
    }
    const kept = this.#end - block;
    // Only a record that fills more than half of the block asks for more memory.
    if (kept >= kernel.room / 2 && kept + this.#ask > kernel.room) this.#grow(kept);
    const count = Math.min(this.#ask, kernel.room - kept, this.#file.size - position);
    this.#file.read(kernel.bytes.subarray(this.#end, this.#end + count), position);
    this.#cut(this.#end + count);
    this.#ask = Math.min(2 * this.#ask, blockSize);
  }

  #grow(kept: number): void {
    this.#kernel.growBlock(kept);
    this.#at = this.#kernel.block;
    this.#end = this.#at + kept;
  }

  /** A zero behind the bytes ends every field. */
  #cut(end: number): void {
    this.#end = end;
    this.#kernel.bytes[end] = 0;
  }
}
