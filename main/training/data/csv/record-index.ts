import { CodedError } from '../../../contract/errors';
import { blockSize, CsvKernel } from './kernel/kernel';
import type { FileParts } from '../read-at';

export const newline = 10;
export const carriageReturn = 13;
const quote = 34;

const mostPlaces = 1 << 16;

/** Where every n-th record begins: of a file of any length, no more than 65,536 places are kept. */
class Places {
  stride = 1;
  readonly #starts = new Float64Array(mostPlaces);
  /** The first record begins where the file does. */
  #kept = 1;

  /** Adds where the record begins that comes `stride` records after the last one added. */
  add(start: number): void {
    if (this.#kept === mostPlaces) {
      for (let at = 1; at < mostPlaces / 2; at += 1) this.#starts[at] = this.#starts[2 * at]!;
      this.#kept = mostPlaces / 2;
      this.stride *= 2;
    }
    this.#starts[this.#kept] = start;
    this.#kept += 1;
  }

  starts(records: number): Float64Array {
    return this.#starts.slice(0, Math.ceil(records / this.stride));
  }
}

/**
 * How many records a CSV file has, and where every `stride`-th begins or the empty lines before it do. Empty lines are
 * no records.
 */
export type RecordIndex = { readonly records: number; readonly stride: number; readonly starts: Float64Array };

/**
 * Finds the records in one pass over the file in blocks; line breaks inside quotes belong to the field.
 * @throws CodedError `data-file` if a quote is never closed
 */
export function indexRecords(file: FileParts, kernel = new CsvKernel()): RecordIndex {
  const places = new Places();
  const { block } = kernel;
  let records = 0;
  let left = places.stride;
  kernel.beginScan();
  for (let offset = 0; offset < file.size; offset += blockSize) {
    const end = block + Math.min(blockSize, file.size - offset);
    file.read(kernel.bytes.subarray(block, end), offset);
    for (let at = block; at < end;) {
      at = kernel.scan(at, end, left);
      records += left - kernel.left;
      left = kernel.left;
      if (left > 0) continue;
      places.add(offset + at - block);
      left = places.stride;
    }
  }
  if (kernel.isQuoted) {
    const row = lineAt(file, lastQuote(file));
    const [expected, got] = [{ phrase: 'closing-quote' }, { phrase: 'none-to-end' }] as const;
    throw new CodedError('data-file', { file: file.path, row, expected, got });
  }
  if (kernel.isFilled) records += 1;
  return { records, stride: places.stride, starts: places.starts(records) };
}

/** Where the last quote of a file is: it has one. */
function lastQuote(file: FileParts): number {
  const block = Buffer.alloc(blockSize);
  let end = file.size;
  for (;;) {
    const from = Math.max(0, end - blockSize);
    const part = block.subarray(0, end - from);
    file.read(part, from);
    const at = part.lastIndexOf(quote);
    if (at >= 0 || from === 0) return from + at;
    end = from;
  }
}

/** The line, counted from 1 as an editor does, that a place of a file is on. */
export function lineAt(file: FileParts, place: number): number {
  const block = Buffer.alloc(blockSize);
  let line = 1;
  for (let offset = 0; offset < place; offset += blockSize) {
    const part = block.subarray(0, Math.min(blockSize, place - offset));
    file.read(part, offset);
    for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) line += 1;
  }
  return line;
}
