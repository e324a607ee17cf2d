import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventBuffer } from './event-buffer';
import { frameOf, type TailFrame } from './tail-frames';

/** Bytes of a file at most, some hundred thousand steps: a run is kept long before. What comes behind is not in it. */
export const mostTailBytes = 1 << 25;

/**
 * A file that is given the newest events of a run as they come. Nobody waits for it, and one that can't be written ends:
 * a picture of what is trained again is all that hangs on it.
 */
export class TailFile {
  readonly path: string;
  readonly #events: Pick<EventBuffer, 'bytesFrom' | 'length'>;
  readonly #handle: Promise<FileHandle | undefined>;
  /** Number of the first event that it lacks. */
  #next: number;
  #end: number;
  #isOver = false;

  /**
   * @param from number of its first event
   * @param end bytes of an older file that stay in it
   */
  constructor(path: string, events: Pick<EventBuffer, 'bytesFrom' | 'length'>, from: number, end = 0) {
    this.path = path;
    this.#events = events;
    this.#next = from;
    this.#end = end;
    this.#handle = openAt(path, end).catch(() => undefined);
    this.#put({ from });
  }

  /** Gives it what is new. Each is on its way to the disk at once, however long the process computes then. */
  write(): void {
    if (this.#isOver || this.#next === this.#events.length) return;
    for (const bytes of this.#events.bytesFrom(this.#next)) this.#put(bytes);
    this.#next = this.#events.length;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  /** Settles once all that it was given is written. */
  async close(): Promise<void> {
    this.#isOver = true;
    const handle = await this.#handle;
    await handle?.close().catch(() => undefined);
  }

  #put(content: TailFrame): void {
    const frame = frameOf(content);
    const at = this.#end;
    this.#end += frame.byteLength;
    this.#isOver ||= this.#end > mostTailBytes;
    if (!this.#isOver) void this.#write(frame, at);
  }

  async #write(frame: Buffer, at: number): Promise<void> {
    try {
      const written = await (await this.#handle)?.write(frame, 0, frame.byteLength, at);
      if (written?.bytesWritten !== frame.byteLength) this.#isOver = true;
    } catch {
      this.#isOver = true;
    }
  }
}

async function openAt(path: string, end: number): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, end === 0 ? 'w' : 'r+');
  // What the process before died over.
  await handle.truncate(end);
  return handle;
}
