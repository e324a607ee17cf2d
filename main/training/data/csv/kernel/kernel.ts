import { cells, mostPower, mostRows } from './cells';
import { numberText } from './number-text';
import { rowsText } from './rows-text';
import { scanText } from './scan-text';
import type { RowLayout } from '../row-layout';
import { assemble } from './wasm-text';

/** What is read from a file at once. */
export const blockSize = 1 << 20;
/** Room behind the bytes: for a line break and a zero put there, and for looking ahead. */
const spare = 64;
/** Numbers of rows read ahead that stay close to the processor. */
const mostNumbers = 8192;
const pageSize = 1 << 16;
/** More than the error of a number of which 18 digits were read. */
const slack = 2 ** -49;

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  number(at: number, into: number): number;
  rows(at: number, count: number, columns: number, separator: number, table: number, values: number): number;
  scan(at: number, end: number, count: number): number;
};

/** The part of WebAssembly that is used; Node has it, but its types belong to those of the window. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/**
 * The functions are WebAssembly, in its text format: it takes eight bytes at once, which JavaScript can't. They are
 * translated when the first file is opened.
 */
const kernelText = `(module (memory (export "memory") 1) ${numberText} ${rowsText} ${scanText})`;
let compiled: object | undefined;

/** The memory and the functions that a CSV file is read with: bytes of it come in, places and numbers come out. */
export class CsvKernel {
  /** All of its memory. */
  bytes!: Buffer;
  /** The same as numbers and as pairs of places. */
  numbers!: Float64Array;
  places!: Int32Array;
  /** Where the bytes of the file are, and how many fit. */
  block: number;
  room = blockSize;
  readonly #exports: Exports;
  #used: number = cells.free;
  #columns = 0;
  #mostRows = 0;
  #table = 0;
  #values = 0;
  #separator = 0;

  constructor() {
    compiled ??= new WebAssembly.Module(assemble(kernelText));
    this.#exports = new WebAssembly.Instance(compiled).exports as Exports;
    this.block = this.#allocate(this.room + spare);
    const tens = new BigInt64Array(this.bytes.buffer, this.bytes.byteOffset + cells.tens, 19);
    tens.forEach((_, power) => (tens[power] = 10n ** BigInt(power)));
    for (let power = 0; power <= mostPower; power += 1) this.numbers[cells.powers / 8 + power] = Number(`1e${power}`);
    this.numbers[cells.less / 8] = 1 - slack;
    this.numbers[cells.more / 8] = 1 + slack;
  }

  /** Says how rows are read from now on. */
  use({ kinds, fills, scale, separator }: RowLayout): void {
    if (kinds.length !== this.#columns) {
      this.#columns = kinds.length;
      this.#mostRows = Math.max(1, Math.min(mostRows, Math.floor(mostNumbers / kinds.length)));
      this.#table = this.#allocate(16 * kinds.length);
      this.#values = this.#allocate(8 * kinds.length * this.#mostRows);
    }
    this.#separator = separator;
    this.numbers[cells.scale / 8] = scale;
    for (let column = 0; column < kinds.length; column += 1) {
      const entry = this.#table + 16 * column;
      this.numbers[entry / 8] = fills[column]!;
      this.places[entry / 4 + 2] = kinds[column] === 1 ? 1 : 0;
    }
  }

  /** Reads up to `count` plain rows. @returns how many it read; `startOf` says where they begin and the next one does */
  rows(at: number, count: number): number {
    return this.#exports.rows(
      at,
      Math.min(count, this.#mostRows),
      this.#columns,
      this.#separator,
      this.#table,
      this.#values,
    );
  }

  /** Where the row begins that was read at this place of the last ones. */
  startOf(row: number): number {
    return this.places[cells.starts / 4 + row]!;
  }

  /** Where in `numbers` the values of the rows are that were read last. */
  get firstValue(): number {
    return this.#values / 8;
  }

  /** Makes `scan` begin at a line's start. */
  beginScan(): void {
    this.places[cells.isFilled / 4] = 0;
    this.places[cells.isQuoted / 4] = 0;
  }

  /** Passes `count` records, or all up to `end`, on from where it stopped. @returns the place after them */
  scan(at: number, end: number, count: number): number {
    return this.#exports.scan(at, end, count);
  }

  /** What `scan` stopped with: records still to pass, and whether the line holds anything and inside of quotes. */
  get left(): number {
    return this.places[cells.left / 4]!;
  }
  get isFilled(): boolean {
    return this.places[cells.isFilled / 4] === 1;
  }
  get isQuoted(): boolean {
    return this.places[cells.isQuoted / 4] === 1;
  }

  /** Reads one number. @returns the place after it, or 0 if it is not plain */
  number(at: number, into: number): number {
    return this.#exports.number(at, into);
  }

  /** Twice as much room for bytes; the first `count` are kept. */
  growBlock(count: number): void {
    const from = this.block;
    this.room *= 2;
    this.block = this.#allocate(this.room + spare);
    this.bytes.copyWithin(this.block, from, from + count);
  }

  /** Memory is taken once and never given back: it ends with the kernel. */
  #allocate(size: number): number {
    const { memory } = this.#exports;
    const at = (this.#used + 15) & ~15;
    this.#used = at + size;
    const missing = Math.ceil((this.#used + spare - memory.buffer.byteLength) / pageSize);
    if (missing > 0) memory.grow(missing);
    const { buffer } = memory;
    this.bytes = Buffer.from(buffer);
    this.numbers = new Float64Array(buffer);
    this.places = new Int32Array(buffer);
    return at;
  }
}
