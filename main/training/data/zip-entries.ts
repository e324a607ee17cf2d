import { CodedError } from '../../contract/errors';
import type { Description } from '../../contract/errors/phrases';
import type { FileParts } from './read-at';

/** A file inside a zip archive. */
export type ZipEntry = {
  readonly name: string;
  readonly isDeflated: boolean;
  /** Where its bytes begin in the archive. */
  readonly offset: number;
  /** Bytes in the archive. */
  readonly packed: number;
  readonly size: number;
  /** CRC-32 of what it holds, unpacked. */
  readonly checksum: number;
};

const endSignature = 0x06054b50;
const wideEndSignature = 0x06064b50;
const entrySignature = 0x02014b50;
const entrySize = 46;
const endSize = 22;
const longestComment = 65_535;
const wideLocatorSize = 20;
const wideEndSize = 56;
/** Stands in 32 bits for a number that follows in 64. */
const seeWide = 0xffffffff;

/**
 * The files inside a zip archive, such as the arrays of an npz file.
 * @throws CodedError `data-file` if it is no archive, or packed in a way that can't be read
 */
export function zipEntries(file: FileParts): readonly ZipEntry[] {
  const { start, size, count } = directoryOf(file);
  if (start + size > file.size)
    throw broken(file, { phrase: 'bytes', count: start + size }, { phrase: 'bytes', count: file.size });
  const bytes = Buffer.alloc(size);
  file.read(bytes, start);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    // A length that is damaged leads past the end of the list.
    if (at + entrySize > size)
      throw broken(file, { phrase: 'list-of-count', count }, { phrase: 'list-ended', count: entries.length });
    if (bytes.readUInt32LE(at) !== entrySignature) throw noList(file);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const nameEnd = at + entrySize + nameLength!;
    const name = bytes.toString('utf8', at + entrySize, nameEnd);
    const method = bytes.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8)
      throw broken(file, { phrase: 'stored-or-deflated' }, { phrase: 'packed-by', name, method });
    const numbers = wideNumbers(
      [24, 20, 42].map((field) => bytes.readUInt32LE(at + field)),
      bytes.subarray(nameEnd, nameEnd + extraLength!),
    );
    const [unpacked, packed, header] = numbers as [number, number, number];
    const checksum = bytes.readUInt32LE(at + 16);
    entries.push({
      name,
      isDeflated: method === 8,
      offset: dataOffset(file, header),
      packed,
      size: unpacked,
      checksum,
    });
    at = nameEnd + extraLength! + commentLength!;
  }
  return entries;
}

function broken(file: FileParts, expected: Description, got: Description): CodedError {
  return new CodedError('data-file', { file: file.path, expected, got });
}

function noList(file: FileParts): CodedError {
  return broken(file, { phrase: 'list-of-files' }, { phrase: 'something-else' });
}

/** The list of files stands at the end of the archive, before a comment. */
function directoryOf(file: FileParts): { readonly start: number; readonly size: number; readonly count: number } {
  const tail = Buffer.alloc(Math.min(file.size, endSize + longestComment + wideLocatorSize));
  const tailAt = file.size - tail.length;
  file.read(tail, tailAt);
  let at = tail.length - endSize;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at -= 1;
  if (at < 0) throw broken(file, { phrase: 'zip-archive' }, { phrase: 'no-list-at-end' });
  const start = tail.readUInt32LE(at + 16);
  if (start !== seeWide) return { start, size: tail.readUInt32LE(at + 12), count: tail.readUInt16LE(at + 10) };
  if (at < wideLocatorSize) throw noList(file);
  const wide = Buffer.alloc(wideEndSize);
  file.read(wide, Number(tail.readBigUInt64LE(at - wideLocatorSize + 8)));
  if (wide.readUInt32LE(0) !== wideEndSignature) throw noList(file);
  const [count, size, first] = [32, 40, 48].map((field) => Number(wide.readBigUInt64LE(field)));
  return { start: first!, size: size!, count: count! };
}

/** Replaces what did not fit in 32 bits by the numbers of the extra field that is there for it, in the same order. */
function wideNumbers(numbers: readonly number[], extra: Buffer): readonly number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== seeWide || next + 8 > extra.length) return number;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return numbers;
}

/** The bytes of a file follow its own header, whose name and extra field may have other lengths than in the list. */
function dataOffset(file: FileParts, header: number): number {
  const lengths = Buffer.alloc(4);
  file.read(lengths, header + 26);
  return header + 30 + lengths.readUInt16LE(0) + lengths.readUInt16LE(2);
}
