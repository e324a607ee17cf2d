import { serialize } from 'node:v8';
import type { PackedEvents } from './event-piece';

/** Bytes in front of a piece that say how long it is. */
const headSize = 4;

/** Bytes one after the other, each with its length before it. */
export function* framesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength;) {
    const start = at + headSize;
    at = start + bytes.readUInt32LE(at);
    yield bytes.subarray(start, at);
  }
}

/** Such bytes, as {@link framesOf} reads them. */
export function framed(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const head = Buffer.alloc(headSize);
      head.writeUInt32LE(part.byteLength);
      return [head, part];
    }),
  );
}

/** Serialized pieces, one after the other in an array that is reused. */
export class EventStage {
  #bytes = Buffer.alloc(1 << 16);
  #end = 0;
  pieces = 0;

  add(events: PackedEvents): void {
    const piece = serialize(events);
    const end = this.#end + headSize + piece.byteLength;
    if (end > this.#bytes.byteLength) {
      const larger = Buffer.alloc(2 * end);
      this.#bytes.copy(larger, 0, 0, this.#end);
      this.#bytes = larger;
    }
    this.#bytes.writeUInt32LE(piece.byteLength, this.#end);
    this.#bytes.set(piece, this.#end + headSize);
    this.#end = end;
    this.pieces += 1;
  }

  /** Those from the piece of a number on; good until the next is added. */
  bytesFrom(first: number): Buffer {
    let start = 0;
    for (let piece = 0; piece < first; piece += 1) start += headSize + this.#bytes.readUInt32LE(start);
    return this.#bytes.subarray(start, this.#end);
  }

  clear(): void {
    this.#end = 0;
    this.pieces = 0;
  }
}
