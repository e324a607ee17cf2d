import type { FileParts } from './read-at';

const newline = 10;
const carriageReturn = 13;
const quote = 34;
const blockSize = 1 << 20;

/** Where each record of a CSV file begins; the last entry is the end of the file. Empty lines are left out. */
export type RecordIndex = { readonly starts: Float64Array; readonly ends: Float64Array };

/** Finds the records in one pass over the file in blocks; line breaks inside quotes belong to the field. */
export function indexRecords(file: FileParts): RecordIndex {
  const starts: number[] = [];
  const ends: number[] = [];
  const block = new Uint8Array(blockSize);
  let start = 0;
  let isQuoted = false;
  let isBlank = true;
  const close = (end: number): void => {
    if (!isBlank) {
      starts.push(start);
      ends.push(end);
    }
    isBlank = true;
  };
  for (let offset = 0; offset < file.size; offset += blockSize) {
    const part = block.subarray(0, Math.min(blockSize, file.size - offset));
    file.read(part, offset);
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at]!;
      if (byte === quote) isQuoted = !isQuoted;
      if (byte === newline && !isQuoted) {
        close(offset + at);
        start = offset + at + 1;
      } else if (byte !== carriageReturn) isBlank = false;
    }
  }
  close(file.size);
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}

const decoder = new TextDecoder();

/** The fields of one record: separated by commas, quoted where they hold commas, quotes (doubled) or line breaks. */
export function readRecord(file: FileParts, { starts, ends }: RecordIndex, record: number): string[] {
  const start = starts[record]!;
  const bytes = new Uint8Array(ends[record]! - start);
  file.read(bytes, start);
  const text = decoder.decode(bytes).replace(/\r$/, '');
  return text.includes('"') ? quotedFields(text) : text.split(',');
}

function quotedFields(text: string): string[] {
  const fields = [...text.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)];
  return fields.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
