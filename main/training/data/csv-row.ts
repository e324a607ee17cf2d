import { carriageReturn, newline, quote } from './csv-index';
import { readNumber } from './csv-numbers';

/** How a column is read. */
export const columnKind = { skipped: 0, number: 1, word: 2 } as const;

const space = 32;

/** How the rows of a file are read, column by column. */
export type RowLayout = {
  readonly kinds: Uint8Array;
  /** What stands for an empty field of numbers; NaN where that is for the slow way. */
  readonly fills: Float64Array;
  /** What inputs are multiplied with later; it decides how exactly a long number has to be read. */
  readonly scale: number;
  /** The byte between two fields. */
  readonly separator: number;
  /** Columns of words. */
  readonly words: readonly number[];
};

/** One row: a number for each column; of words, where in the bytes they are. */
export class Row {
  readonly values: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;

  constructor(columns: number) {
    this.values = new Float64Array(columns);
    this.from = new Int32Array(columns);
    this.to = new Int32Array(columns);
  }
}

/**
 * Reads a row of plain numbers and unquoted words.
 * @returns the place after its line break, or -1 where there is anything else: quotes, exponents, a wrong number of
 * fields, or the bytes end first
 */
export function readPlainRow(bytes: Uint8Array, start: number, layout: RowLayout, row: Row): number {
  const { kinds, fills, scale, separator } = layout;
  const { values } = row;
  const last = kinds.length - 1;
  let at = start;
  for (let column = 0; column <= last; column += 1) {
    while (bytes[at] === space) at += 1;
    if (kinds[column] === columnKind.number) {
      const end = readNumber(bytes, at, values, column, scale);
      if (end >= 0) at = end;
      else if (Number.isNaN(fills[column]!)) return -1;
      else values[column] = fills[column]!;
    } else {
      row.from[column] = at;
      for (let byte = bytes[at]!; byte !== separator && byte !== newline; byte = bytes[(at += 1)]!) {
        if (byte === quote || byte === 0) return -1;
      }
      row.to[column] = at;
    }
    if (column === last) break;
    if (bytes[at] !== separator) return -1;
    at += 1;
  }
  if (bytes[at] === carriageReturn) at += 1;
  return bytes[at] === newline ? at + 1 : -1;
}

/** Where the record that begins at `start` ends: at its line break, or -1 if the bytes end first. */
export function recordEnd(bytes: Uint8Array, start: number, end: number): number {
  let isQuoted = false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === newline && !isQuoted) return at;
  }
  return -1;
}

/** The fields of one record: quoted where they hold separators, quotes (doubled) or line breaks. */
export function fieldsOf(record: string, separator: string): string[] {
  const text = record.replace(/\r$/, '');
  if (!text.includes('"')) return text.split(separator);
  const fields: string[] = [];
  const quoted = / *"((?:[^"]|"")*)" */y;
  for (let at = 0; at <= text.length;) {
    quoted.lastIndex = at;
    const match = quoted.exec(text);
    const isWhole = match && (quoted.lastIndex === text.length || text.startsWith(separator, quoted.lastIndex));
    const next = isWhole ? quoted.lastIndex : text.indexOf(separator, at);
    const end = next < 0 ? text.length : next;
    fields.push(isWhole ? match[1]!.replaceAll('""', '"') : text.slice(at, end));
    at = end + 1;
  }
  return fields;
}
