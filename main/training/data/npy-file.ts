import { CodedError } from '../../contract/errors';
import type { Description } from '../../contract/errors/phrases';
import { NdArray } from './nd-array';
import { headerBytes, npyHeader, widthOf } from './npy-header';
import { FileParts } from './read-at';

/** Bytes that can be read at any place: a file, or a part of one. */
export type Bytes = {
  readonly size: number;
  /** Names it in errors. */
  readonly name: string;
  read(target: Uint8Array, position: number): void;
  /** Awaited before anything behind the header is read; undefined when it was. */
  ready?(): Promise<void> | undefined;
  close(): void | Promise<void>;
};

/** A whole file. */
export function fileBytes(path: string): Bytes {
  const parts = new FileParts(path);
  const read = (target: Uint8Array, position: number): void => parts.read(target, position);
  return { name: path, size: parts.size, read, close: () => parts.close() };
}

type Values = NdArray['values'];

/** Turns each number of so many bytes round. */
function swapBytes(raw: Uint8Array, width: number): void {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else if (width === 8) bytes.swap64();
}

/** The number that 16 bits stand for (IEEE 754 binary16). */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** An array file whose rows are read as they are asked for. */
export class NpyFile {
  readonly name: string;
  readonly rows: number;
  readonly #bytes: Bytes;
  readonly #type: string;
  readonly #isBigEndian: boolean;
  readonly #rowShape: readonly number[];
  readonly #rowSize: number;
  readonly #offset: number;

  /** @throws CodedError `data-file` if it is no array with rows, or shorter than it says */
  constructor(bytes: Bytes) {
    this.name = bytes.name;
    this.#bytes = bytes;
    const head = new Uint8Array(Math.min(headerBytes, bytes.size));
    bytes.read(head, 0);
    const { type, isBigEndian, shape, offset } = npyHeader(head, bytes.name);
    const [rows, ...rowShape] = shape;
    if (rows === undefined) throw this.#error({ phrase: 'array-with-rows' }, { phrase: 'single-number' });
    this.rows = rows;
    this.#type = type;
    this.#isBigEndian = isBigEndian;
    this.#offset = offset;
    this.#rowShape = rowShape;
    this.#rowSize = rowShape.reduce((product, each) => product * each, 1);
    const size = offset + rows * this.#rowSize * widthOf(type);
    if (bytes.size !== size) {
      const expected = { phrase: 'bytes-of-shape', count: size, shape: `[${shape.join(', ')}]` } as const;
      throw this.#error(expected, { phrase: 'bytes', count: bytes.size });
    }
  }

  /** Chosen rows. Floats become float32, bytes stay as they are, other whole numbers become int32. */
  take(rows: Int32Array): NdArray {
    const size = this.#rowSize;
    const width = widthOf(this.#type);
    const raw = new Uint8Array(rows.length * size * width);
    for (let at = 0; at < rows.length;) {
      // Rows that follow each other are read at once.
      let end = at + 1;
      while (end < rows.length && rows[end] === rows[end - 1]! + 1) end += 1;
      const part = raw.subarray(at * size * width, end * size * width);
      this.#bytes.read(part, this.#offset + rows[at]! * size * width);
      at = end;
    }
    if (this.#isBigEndian) swapBytes(raw, width);
    return new NdArray(this.#numbers(raw, rows), [rows.length, ...this.#rowShape]);
  }

  /** Chosen rows of an array that may have to be unpacked first. */
  takeWhenReady(rows: Int32Array): NdArray | Promise<NdArray> {
    const ready = this.#bytes.ready?.();
    return ready ? ready.then(() => this.take(rows)) : this.take(rows);
  }

  /** Gives the file free until it is read again. */
  async close(): Promise<void> {
    await this.#bytes.close();
  }

  #numbers({ buffer }: Uint8Array, rows: Int32Array): Values {
    switch (this.#type) {
      case 'f2':
        return Float32Array.from(new Uint16Array(buffer), halfFloat);
      case 'f4':
        return new Float32Array(buffer);
      case 'f8':
        return Float32Array.from(new Float64Array(buffer));
      case 'u1':
      case 'b1':
        return new Uint8Array(buffer);
      case 'i1':
        return Int32Array.from(new Int8Array(buffer));
      case 'i2':
        return Int32Array.from(new Int16Array(buffer));
      case 'u2':
        return Int32Array.from(new Uint16Array(buffer));
      case 'i4':
        return new Int32Array(buffer);
      case 'u4':
        return Int32Array.from(new Uint32Array(buffer), (value, at) => this.#int32(value, at, rows));
      case 'i8':
        return Int32Array.from(new BigInt64Array(buffer), (value, at) => this.#int32(value, at, rows));
      default:
        return Int32Array.from(new BigUint64Array(buffer), (value, at) => this.#int32(value, at, rows));
    }
  }

  #int32(value: number | bigint, at: number, rows: Int32Array): number {
    const number = Number(value);
    if (number === (number | 0)) return number;
    const row = rows[Math.floor(at / this.#rowSize)]!;
    throw this.#error({ phrase: 'int32-numbers' }, String(value), row);
  }

  #error(expected: Description, got: Description, row?: number): CodedError {
    return new CodedError('data-file', { file: this.name, ...(row !== undefined && { row }), expected, got });
  }
}
