import { CodedError } from '../../contract/errors';
import type { FileParts } from './read-at';

export const newline = 10;
export const carriageReturn = 13;
export const quote = 34;
/** What is read from a file at once. */
export const blockSize = 1 << 20;

const mostPlaces = 1 << 16;

/** Where every n-th record begins: of a file of any length, no more than 65,536 places are kept. */
class Places {
  stride = 1;
  records = 0;
  readonly #starts = new Float64Array(mostPlaces);
  /** Records to come before one whose place is kept. */
  #left = 0;

  add(start: number): void {
    this.records += 1;
    if (this.#left === 0) this.#keep(this.records - 1, start);
    this.#left -= 1;
  }

  starts(): Float64Array {
    return this.#starts.slice(0, Math.ceil(this.records / this.stride));
  }

  #keep(record: number, start: number): void {
    if (record === this.stride * mostPlaces) {
      for (let at = 1; at < mostPlaces / 2; at += 1) this.#starts[at] = this.#starts[2 * at]!;
      this.stride *= 2;
    }
    this.#starts[record / this.stride] = start;
    this.#left = this.stride;
  }
}

/** How many records a CSV file has and where every `stride`-th begins. Empty lines are no records. */
export type RecordIndex = { readonly records: number; readonly stride: number; readonly starts: Float64Array };

/**
 * Finds the records in one pass over the file in blocks; line breaks inside quotes belong to the field.
 * @throws CodedError `data-file` if a quote is never closed
 */
export function indexRecords(file: FileParts): RecordIndex {
  const scan = new RecordScan();
  const block = Buffer.alloc(blockSize);
  for (let offset = 0; offset < file.size; offset += blockSize) {
    const part = block.subarray(0, Math.min(blockSize, file.size - offset));
    file.read(part, offset);
    if (!scan.isQuoted && !part.includes(quote)) scan.plainBlock(part, offset);
    else scan.quotedBlock(part, offset);
  }
  if (scan.isQuoted) {
    const row = lineAt(file, scan.quotedFrom);
    throw new CodedError('data-file', { file: file.path, row, expected: 'a closing quote', got: 'none to the end' });
  }
  scan.end(file.size);
  const { places } = scan;
  return { records: places.records, stride: places.stride, starts: places.starts() };
}

const breaks = 0x0a0a0a0a;
const ones = 0x01010101;
const highBits = 0x80808080;

class RecordScan {
  readonly places = new Places();
  isQuoted = false;
  quotedFrom = 0;
  #start = 0;
  /** Carriage returns since the record began; a record of nothing else is an empty line. */
  #returns = 0;
  #lastByte = 0;

  end(at: number): void {
    if (at - this.#start > this.#returns) this.places.add(this.#start);
    this.#start = at + 1;
    this.#returns = 0;
  }

  /** Sixteen bytes at a time: where one of four is a line break, bits of `zeros` are set. */
  plainBlock(part: Uint8Array, offset: number): void {
    const words = new Int32Array(part.buffer, part.byteOffset, part.length >> 2);
    const whole = words.length & ~3;
    for (let word = 0; word < whole; word += 4) {
      const a = words[word]! ^ breaks;
      const b = words[word + 1]! ^ breaks;
      const c = words[word + 2]! ^ breaks;
      const d = words[word + 3]! ^ breaks;
      const zeros = ((a - ones) & ~a) | ((b - ones) & ~b) | ((c - ones) & ~c) | ((d - ones) & ~d);
      if ((zeros & highBits) !== 0) this.#bytes(part, 4 * word, 4 * word + 16, offset);
    }
    this.#bytes(part, 4 * whole, part.length, offset);
    this.#lastByte = part[part.length - 1]!;
  }

  #bytes(part: Uint8Array, from: number, to: number, offset: number): void {
    for (let at = from; at < to; at += 1) {
      if (part[at] !== newline) continue;
      const before = at > 0 ? part[at - 1] : this.#lastByte;
      if (offset + at - this.#start === 1 && before === carriageReturn) this.#returns = 1;
      this.end(offset + at);
    }
  }

  quotedBlock(part: Uint8Array, offset: number): void {
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at];
      if (byte === quote) {
        this.isQuoted = !this.isQuoted;
        if (this.isQuoted) this.quotedFrom = offset + at;
      } else if (byte === newline && !this.isQuoted) this.end(offset + at);
      else if (byte === carriageReturn) this.#returns += 1;
    }
    this.#lastByte = part[part.length - 1]!;
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
