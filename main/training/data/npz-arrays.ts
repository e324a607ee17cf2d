import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { CodedError, reasonOf } from '../../contract/errors';
import { headerBytes } from './npy-header';
import type { Bytes } from './npy-file';
import { FileParts } from './read-at';
import { zipEntries, type ZipEntry } from './zip-entries';

/** What the arrays of an npz file are called. @throws CodedError `data-file` if it is none */
export function npzNames(path: string): readonly string[] {
  const archive = new FileParts(path);
  try {
    return zipEntries(archive).map(nameOf);
  } finally {
    archive.close();
  }
}

const nameOf = ({ name }: ZipEntry): string => name.replace(/\.npy$/, '');

/**
 * Arrays of an npz file, by name.
 * @throws CodedError `data-file` that names the arrays there are if one is missing
 */
export function npzArrays(path: string, names: readonly string[]): readonly Bytes[] {
  const archive = new FileParts(path);
  const entries = new Map(zipEntries(archive).map((entry) => [nameOf(entry), entry]));
  return names.map((name) => {
    const entry = entries.get(name);
    if (!entry) {
      const expected = { phrase: 'array-named', name } as const;
      throw new CodedError('data-file', { file: path, expected, got: [...entries.keys()].join(', ') });
    }
    return entry.isDeflated ? new UnpackedBytes(archive, entry) : new StoredBytes(archive, entry);
  });
}

const nameIn = ({ path }: FileParts, { name }: ZipEntry): string => `${path}: ${name}`;

function packedBytes({ path }: FileParts, { offset, packed }: ZipEntry): Readable {
  return packed === 0 ? Readable.from([]) : createReadStream(path, { start: offset, end: offset + packed - 1 });
}

/** Lets through what it is given. @throws CodedError `data-file` at its end, if that is not what was put into the archive */
function checked(archive: FileParts, entry: ZipEntry): (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (chunks) {
    let checksum = 0;
    for await (const chunk of chunks) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum === entry.checksum) return;
    const [expected, got] = [entry.checksum, checksum].map((each) => `CRC-32 ${each.toString(16).padStart(8, '0')}`);
    throw new CodedError('data-file', {
      file: nameIn(archive, entry),
      expected: expected!,
      got: { phrase: 'damaged', checksum: got! },
    });
  };
}

/** A part of the archive that lies there as it is, and is gone through once before it is used. */
class StoredBytes implements Bytes {
  readonly name: string;
  readonly size: number;
  readonly #archive: FileParts;
  readonly #entry: ZipEntry;
  #checking: Promise<void> | undefined;
  #isChecked = false;

  constructor(archive: FileParts, entry: ZipEntry) {
    this.name = nameIn(archive, entry);
    this.size = entry.size;
    this.#archive = archive;
    this.#entry = entry;
  }

  read(target: Uint8Array, position: number): void {
    this.#archive.read(target, this.#entry.offset + position);
  }

  ready(): Promise<void> | undefined {
    return this.#isChecked ? undefined : (this.#checking ??= this.#check());
  }

  async close(): Promise<void> {
    await this.#checking?.catch(() => undefined);
    this.#archive.close();
  }

  async #check(): Promise<void> {
    await pipeline(packedBytes(this.#archive, this.#entry), checked(this.#archive, this.#entry), async (chunks) => {
      for await (const _ of chunks);
    });
    this.#isChecked = true;
  }
}

/** A compressed part: its beginning is there at once, the rest from a temporary file. */
class UnpackedBytes implements Bytes {
  readonly name: string;
  readonly size: number;
  readonly #archive: FileParts;
  readonly #entry: ZipEntry;
  readonly #head: Uint8Array;
  #unpacking: Promise<void> | undefined;
  #unpacked: { readonly folder: string; readonly file: FileParts } | undefined;

  constructor(archive: FileParts, entry: ZipEntry) {
    this.name = nameIn(archive, entry);
    this.size = entry.size;
    this.#archive = archive;
    this.#entry = entry;
    const packed = new Uint8Array(Math.min(entry.packed, 2 * headerBytes));
    archive.read(packed, entry.offset);
    this.#head = this.#failing(() => inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }));
  }

  read(target: Uint8Array, position: number): void {
    if (this.#unpacked) this.#unpacked.file.read(target, position);
    else target.set(this.#head.subarray(position, position + target.length));
  }

  ready(): Promise<void> {
    return (this.#unpacking ??= this.#unpack());
  }

  async close(): Promise<void> {
    this.#archive.close();
    await this.#unpacking?.catch(() => undefined);
    this.#unpacking = undefined;
    if (!this.#unpacked) return;
    const { folder, file } = this.#unpacked;
    this.#unpacked = undefined;
    file.close();
    await rm(folder, { recursive: true, force: true });
  }

  async #unpack(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'batchpoint-array-'));
    const path = join(folder, 'array.npy');
    const [archive, entry] = [this.#archive, this.#entry];
    try {
      const source = packedBytes(archive, entry);
      await pipeline(source, createInflateRaw(), checked(archive, entry), createWriteStream(path));
      this.#unpacked = { folder, file: new FileParts(path) };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error instanceof CodedError ? error : this.#error(error);
    }
  }

  #failing<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw this.#error(error);
    }
  }

  #error(error: unknown): CodedError {
    const values = { file: this.name, expected: { phrase: 'unpackable-array' }, got: reasonOf(error) } as const;
    return new CodedError('data-file', values, { cause: error });
  }
}
