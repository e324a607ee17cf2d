import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrainingEvent } from '../contract/training-event';
import { EventPiece, type Form, type PackedEvents } from './event-piece';
import { EventStage, framed, framesOf } from './event-stage';

/** Events that are serialized together: each call has a cost of its own. */
const pieceSize = 16;
const piecesInChunk = 64;
const chunkSize = pieceSize * piecesInChunk;
/** Larger than any chunk of a sound file: what inflates to more is none. */
const mostInflated = 1 << 28;

/** Consecutive events as bytes, for {@link eventsOfBytes}. */
export type EventBytes = {
  /** Number of the first. */
  readonly first: number;
  /** What their batches have in common. */
  readonly forms: readonly Form[];
  readonly bytes: Uint8Array;
  readonly isDeflated: boolean;
};

/** The events that {@link EventBuffer.bytesFrom} gave as bytes. @throws Error if they are none */
export function eventsOfBytes({ forms, bytes, isDeflated }: EventBytes): readonly TrainingEvent[] {
  const plain = isDeflated ? inflateRawSync(bytes, { maxOutputLength: mostInflated }) : bufferOf(bytes);
  return eventsOf(plain, new EventPiece(pieceSize, forms));
}

/** The events that {@link EventBuffer.pack} was given, in their order. */
export function* unpackEvents(bytes: Uint8Array): Generator<TrainingEvent> {
  const [forms, ...chunks] = framesOf(bufferOf(bytes));
  const piece = new EventPiece(pieceSize, deserialize(forms!) as readonly Form[]);
  for (const chunk of chunks) yield* eventsOf(inflateRawSync(chunk), piece);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function eventsOf(pieces: Buffer, piece: EventPiece): TrainingEvent[] {
  const events: TrainingEvent[] = [];
  for (const packed of framesOf(pieces)) events.push(...piece.unpack(deserialize(packed) as PackedEvents));
  return events;
}

/**
 * All events of a run, numbered from 0 in the order they came. They are kept as bytes, settled chunks packed, so that
 * millions of steps stay in memory: about a tenth of what they take as objects.
 */
export class EventBuffer {
  readonly #packed: Uint8Array[] = [];
  readonly #stage = new EventStage();
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
    this.#packed.push(new Uint8Array(deflateRawSync(this.#stage.bytesFrom(0), { level: 1 })));
    this.#stage.clear();
  }

  /** All events as bytes, for another process. */
  pack(): Uint8Array {
    const rest = Buffer.concat([this.#stage.bytesFrom(0), this.#newestBytes]);
    return framed(serialize(this.#newest.forms), ...this.#packed, deflateRawSync(rest, { level: 1 }));
  }

  /**
   * The events from number `from` on as they lie here, and with them some before: none is unpacked for it. Good until the
   * next event.
   */
  *bytesFrom(from: number): Generator<EventBytes> {
    const { forms } = this.#newest;
    for (let chunk = Math.floor(from / chunkSize); chunk < this.#packed.length; chunk += 1)
      yield { first: chunk * chunkSize, forms, bytes: this.#packed[chunk]!, isDeflated: true };
    const settled = this.#packed.length * chunkSize;
    const piece = Math.floor(Math.max(0, from - settled) / pieceSize);
    const bytes = Buffer.concat([this.#stage.bytesFrom(piece), this.#newestBytes]);
    if (bytes.byteLength > 0) yield { first: settled + piece * pieceSize, forms, bytes, isDeflated: false };
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
      return [...eventsOf(this.#stage.bytesFrom(piece), this.#newest), ...newest].slice(first - piece * pieceSize);
    }
    if (this.#opened?.chunk !== chunk) this.#opened = { chunk, events: eventsOf(inflateRawSync(packed), this.#newest) };
    return this.#opened.events.slice(first);
  }

  get #newestBytes(): Uint8Array {
    return this.#newest.length > 0 ? framed(serialize(this.#newest.packed)) : new Uint8Array();
  }
}
