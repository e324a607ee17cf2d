import { CodedError } from '../../contract/errors';
import type { Description } from '../../contract/errors/phrases';

/** How the numbers of an array file are stored. */
export type NpyHeader = {
  readonly type: string;
  /** The highest byte of a number comes first. */
  readonly isBigEndian: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly offset: number;
};

/** Bytes that hold the header of an array of numbers. */
export const headerBytes = 1024;

const magic = '\u0093NUMPY';
const types = new Map([
  ['f2', 2],
  ['f4', 4],
  ['f8', 8],
  ['i1', 1],
  ['i2', 2],
  ['i4', 4],
  ['i8', 8],
  ['u1', 1],
  ['u2', 2],
  ['u4', 4],
  ['u8', 8],
  ['b1', 1],
]);

/** Bytes of one number. */
export function widthOf(type: string): number {
  return types.get(type)!;
}

/**
 * Reads the header of an npy file.
 * @param file names it in errors
 * @throws CodedError `data-file` if it is none, or its numbers are stored in a way that can't be read
 */
export function npyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const fail = (expected: Description, got: Description): never => {
    throw new CodedError('data-file', { file, expected, got });
  };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.startsWith(magic))
    fail({ phrase: 'npy-array' }, { phrase: 'first-bytes', bytes: bytes.subarray(0, 6).join(' ') });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isFirst = bytes[6] === 1;
  const begin = isFirst ? 10 : 12;
  const offset = begin + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = text.slice(begin, offset);
  const order = /'descr':\s*'([<>|=])(\w+)'/.exec(header);
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header);
  if (!order || !shape) return fail({ phrase: 'array-of-numbers' }, header.trim());
  const type = order[2]!;
  if (!types.has(type)) fail({ phrase: 'numbers-of-types', types: [...types.keys()].join(', ') }, type);
  // A row lies all over such a file.
  if (/'fortran_order':\s*True/.test(header)) fail({ phrase: 'rows-in-order' }, { phrase: 'fortran-order' });
  const axes = shape[1]!.split(',').filter((each) => each.trim() !== '');
  return { type, isBigEndian: order[1] === '>', shape: axes.map(Number), offset };
}
