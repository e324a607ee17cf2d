import { crc32 } from 'node:zlib';

/** An array to be written: its numbers, row by row. */
export type NamedArray = {
  readonly name: string;
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
};

/** The array as an npy file of version 1.0, numbers with the lowest byte first. */
function npyBytes({ values, shape }: NamedArray): Buffer {
  const type = values instanceof Float32Array ? '<f4' : values instanceof Int32Array ? '<i4' : '|u1';
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  // Magic, version and length take 10 bytes; all of it is padded to a multiple of 64 and ends in a line feed.
  const header = dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11) + '\n';
  const begin = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 0xff, header.length >> 8]);
  return Buffer.concat([
    begin,
    Buffer.from(header, 'latin1'),
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  ]);
}

/** 1980-01-01, the first day that a zip file knows: equal arrays give equal bytes. */
const firstDay = 0x0021;

function entryHeader(name: Buffer, bytes: Buffer, offset: number | undefined): Buffer {
  const isCentral = offset !== undefined;
  const header = Buffer.alloc(isCentral ? 46 : 30);
  let at = header.writeUInt32LE(isCentral ? 0x02014b50 : 0x04034b50, 0);
  if (isCentral) at = header.writeUInt16LE(20, at);
  for (const half of [20, 0x0800, 0, 0, firstDay]) at = header.writeUInt16LE(half, at);
  for (const word of [crc32(bytes), bytes.length, bytes.length]) at = header.writeUInt32LE(word, at);
  at = header.writeUInt16LE(name.length, at);
  header.writeUInt16LE(0, at);
  if (isCentral) header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

/**
 * Arrays as an npz file, not compressed, as NumPy's `savez` writes it.
 * @throws RangeError if they are more than a zip file of 32 bits takes
 */
export function npzBytes(arrays: readonly NamedArray[]): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const array of arrays) {
    const name = Buffer.from(`${array.name}.npy`, 'utf8');
    const bytes = npyBytes(array);
    const local = entryHeader(name, bytes, undefined);
    central.push(entryHeader(name, bytes, offset));
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(arrays.length, 8);
  end.writeUInt16LE(arrays.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
