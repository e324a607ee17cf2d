import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrainingEvent } from '../contract/training-event';

const chunkSize = 1000;

/**
 * All events of a run, numbered from 0 in the order they came. Settled chunks are kept packed, so that millions of steps
 * stay in memory: about a tenth of what they take as objects.
 */
export class EventBuffer {
  readonly #packed: Uint8Array[] = [];
  #tail: TrainingEvent[] = [];
  #opened: { readonly chunk: number; readonly events: readonly TrainingEvent[] } | undefined;

  get length(): number {
    return this.#packed.length * chunkSize + this.#tail.length;
  }

  /** Bytes of the packed chunks. */
  get packedBytes(): number {
    return this.#packed.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }

  push(event: TrainingEvent): void {
    this.#tail.push(event);
    if (this.#tail.length < chunkSize) return;
    this.#packed.push(deflateRawSync(serialize(this.#tail), { level: 1 }));
    this.#tail = [];
  }

  /** At most `most` events from number `from` on; empty behind the end. */
  since(from: number, most: number): readonly TrainingEvent[] {
    const end = Math.min(from + most, this.length);
    const events: TrainingEvent[] = [];
    for (let at = Math.max(0, from); at < end;) {
      const chunk = Math.floor(at / chunkSize);
      const first = at - chunk * chunkSize;
      const part = this.#open(chunk).slice(first, first + end - at);
      events.push(...part);
      at += part.length;
    }
    return events;
  }

  #open(chunk: number): readonly TrainingEvent[] {
    const packed = this.#packed[chunk];
    if (!packed) return this.#tail;
    if (this.#opened?.chunk !== chunk) {
      this.#opened = { chunk, events: deserialize(inflateRawSync(packed)) as TrainingEvent[] };
    }
    return this.#opened.events;
  }
}
