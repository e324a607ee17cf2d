import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrainingEvent } from '../contract/training-event';
import { EventPiece, type Form, type PackedEvents } from './event-piece';

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

/** The events that {@link EventBuffer.pack} was given, in their order. */
export function* unpackEvents(bytes: Uint8Array): Generator<TrainingEvent> {
  const [forms, ...chunks] = framesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const piece = new EventPiece(pieceSize, deserialize(forms!) as readonly Form[]);
  for (const chunk of chunks) yield* eventsOf(inflateRawSync(chunk), 0, piece);
}

/** Bytes one after the other, each with its length before it. */
function* framesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength;) {
    const start = at + headSize;
    at = start + bytes.readUInt32LE(at);
    yield bytes.subarray(start, at);
  }
}

/** The events of pieces, from the piece of number `first` on. */
function eventsOf(bytes: Buffer, first: number, piece: EventPiece): TrainingEvent[] {
  const events: TrainingEvent[] = [];
  let number = 0;
  for (const packed of framesOf(bytes)) {
    if (number++ >= first) events.push(...piece.unpack(deserialize(packed) as PackedEvents));
  }
  return events;
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

  /** All events as bytes, for another process. */
  pack(): Uint8Array {
    const last = new Stage();
    if (this.#newest.length > 0) last.add(this.#newest.packed);
    const rest = Buffer.concat([this.#stage.bytes, last.bytes]);
    const chunks = [serialize(this.#newest.forms), ...this.#packed, deflateRawSync(rest, { level: 1 })];
    return Buffer.concat(
      chunks.flatMap((chunk) => {
        const head = Buffer.alloc(headSize);
        head.writeUInt32LE(chunk.byteLength);
        return [head, chunk];
      }),
    );
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
      return [...eventsOf(this.#stage.bytes, piece, this.#newest), ...newest].slice(first - piece * pieceSize);
    }
    if (this.#opened?.chunk !== chunk)
      this.#opened = { chunk, events: eventsOf(inflateRawSync(packed), 0, this.#newest) };
    return this.#opened.events.slice(first);
  }
}
