import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { MisfitError } from '../contract/errors';
import type { EventBytes } from './event-buffer';

/** What a tail is made of: events, and before the first of each process, with what number of its own it begins. */
export type TailFrame = EventBytes | { readonly from: number };

/** Bytes in front of a frame: its length and its checksum. */
const headSize = 8;

export function frameOf(content: TailFrame): Buffer {
  const body = serialize(content);
  const head = Buffer.alloc(headSize);
  head.writeUInt32LE(body.byteLength);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

/**
 * The frames of a file, each with where it ends. A last one that is not whole is none: the process died over it.
 * @throws MisfitError where bytes are not those that were written
 */
export function* framesIn(bytes: Buffer): Generator<{ readonly frame: TailFrame; readonly end: number }> {
  for (let at = 0; at + headSize <= bytes.byteLength;) {
    const start = at + headSize;
    const end = start + bytes.readUInt32LE(at);
    if (end > bytes.byteLength) return;
    const body = bytes.subarray(start, end);
    if (crc32(body) !== bytes.readUInt32LE(at + 4)) throw new MisfitError({ phrase: 'checksum-at', byte: start });
    yield { frame: deserialize(body) as TailFrame, end };
    at = end;
  }
}
