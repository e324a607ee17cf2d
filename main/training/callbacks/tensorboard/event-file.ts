import { open, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { writeFailed } from '../../../contract/errors';
import { makeFolder } from '../../../files/folders';
import { maskedCrc32c } from './crc32c';
import { encodeEvent } from './messages';

/** A number at a step, under the name that a chart has. */
export type ScalarEvent = { readonly tag: string; readonly value: number; readonly step: number };

/** `DT_FLOAT` of TensorFlow. */
const float32 = 1;

/** Frames data as a record: its length, a checksum of that, the data, and its checksum. */
function record(data: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(data.length + 16);
  framed.writeBigUInt64LE(BigInt(data.length), 0);
  framed.writeUInt32LE(maskedCrc32c(framed.subarray(0, 8)), 8);
  framed.set(data, 12);
  framed.writeUInt32LE(maskedCrc32c(data), data.length + 12);
  return framed;
}

/** The event that every file begins with. @param seconds since 1970 */
function versionEvent(seconds: number): Uint8Array {
  return encodeEvent({ wallTime: seconds, fileVersion: 'brain.Event:2', sourceMetadata: { writer: 'batchpoint' } });
}

/** A scalar as TensorBoard's plugin of that name takes it: a tensor of one float32. @param seconds since 1970 */
function scalarEvent({ tag, value, step }: ScalarEvent, seconds: number): Uint8Array {
  const tensorContent = Buffer.alloc(4);
  tensorContent.writeFloatLE(value);
  const tensor = { dtype: float32, tensorShape: {}, tensorContent };
  const metadata = { pluginData: { pluginName: 'scalars' } };
  return encodeEvent({ wallTime: seconds, step, summary: { value: [{ tag, tensor, metadata }] } });
}

/** An event file that grows; it begins to exist with its first event. */
export class EventFile {
  readonly #folder: string;
  readonly #now: () => number;
  #file: FileHandle | undefined;

  /** @param now milliseconds since 1970 */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  async write(events: readonly ScalarEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await this.#append(events);
    } catch (error) {
      throw writeFailed(this.#folder, error);
    }
  }

  async #append(events: readonly ScalarEvent[]): Promise<void> {
    const seconds = this.#now() / 1000;
    const parts: Uint8Array[] = [];
    if (!this.#file) {
      this.#file = await this.#create(seconds);
      parts.push(record(versionEvent(seconds)));
    }
    for (const event of events) parts.push(record(scalarEvent(event, seconds)));
    await this.#file.appendFile(Buffer.concat(parts));
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  /** A new file: one of this name stays as it is. */
  async #create(seconds: number): Promise<FileHandle> {
    await makeFolder(this.#folder);
    const name = `events.out.tfevents.${Math.floor(seconds)}.${hostname()}.${process.pid}`;
    for (let number = 0; ; number += 1) {
      try {
        return await open(join(this.#folder, `${name}.${number}.v2`), 'ax');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
}
