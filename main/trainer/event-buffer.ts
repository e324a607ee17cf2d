import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrainingEvent } from '../contract/training-event';
import { EventPiece, type PackedEvents } from './event-piece';

/** Events that are serialized together: each call has a cost of its own. */
const pieceSize = 16;
const piecesInChunk = 64;
const chunkSize = pieceSize * piecesInChunk;
/** Bytes in front of a piece that say how long it is. */
const headSize = 4;

/** Serialized pieces, one after the other in an array that is reused. */
class Stage {
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

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  clear(): void {
    this.#end = 0;
    this.pieces = 0;
  }
}

/**
 * All events of a run, numbered from 0 in the order they came. They are kept as bytes, settled chunks packed, so that
 * millions of steps stay in memory: about a tenth of what they take as objects.
 */
export class EventBuffer {
  readonly #packed: Uint8Array[] = [];
  readonly #stage = new Stage();
  readonly #newest = new EventPiece(pieceSize);
  #opened: { readonly chunk: number; readonly events: readonly TrainingEvent[] } | undefined;

  get length(): number {
    return this.#packed.length * chunkSize + this.#stage.pieces * pieceSize + this.#newest.length;
  }

  /** Bytes of the packed chunks. */
  get packedBytes(): number {
    return this.#packed.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }

  push(event: TrainingEvent): void {
    this.#newest.add(event);
    if (!this.#newest.isFull) return;
    this.#stage.add(this.#newest.packed);
    this.#newest.clear();
    if (this.#stage.pieces < piecesInChunk) return;
    // A copy: the packed bytes may be part of a larger array.
    this.#packed.push(new Uint8Array(deflateRawSync(this.#stage.bytes, { level: 1 })));
    this.#stage.clear();
  }

  /** At most `most` events from number `from` on; empty behind the end. */
  since(from: number, most: number): readonly TrainingEvent[] {
    const end = Math.min(from + most, this.length);
    const events: TrainingEvent[] = [];
    for (let at = Math.max(0, from); at < end;) {
      const chunk = Math.floor(at / chunkSize);
      const part = this.#open(chunk, at - chunk * chunkSize).slice(0, end - at);
      events.push(...part);
      at += part.length;
    }
    return events;
  }

  /** Events of a chunk from one of its own on. */
  #open(chunk: number, first: number): readonly TrainingEvent[] {
    const packed = this.#packed[chunk];
    if (!packed) {
      const piece = Math.floor(first / pieceSize);
      const newest = this.#newest.unpack(this.#newest.packed);
      return [...this.#eventsOf(this.#stage.bytes, piece), ...newest].slice(first - piece * pieceSize);
    }
    if (this.#opened?.chunk !== chunk) this.#opened = { chunk, events: this.#eventsOf(inflateRawSync(packed), 0) };
    return this.#opened.events.slice(first);
  }

  /** The events of pieces, from the piece of number `first` on. */
  #eventsOf(bytes: Buffer, first: number): TrainingEvent[] {
    const events: TrainingEvent[] = [];
    for (let at = 0, piece = 0; at < bytes.byteLength; piece += 1) {
      const start = at + headSize;
      at = start + bytes.readUInt32LE(at);
      if (piece < first) continue;
      events.push(...this.#newest.unpack(deserialize(bytes.subarray(start, at)) as PackedEvents));
    }
    return events;
  }
}
