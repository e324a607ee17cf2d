import { join } from 'node:path';
import type { EventBuffer } from './event-buffer';
import { TailFile } from './tail-file';

/** Its name in the folder of a kept run. @param told how many events the kept state holds, behind which it begins */
export function tailName(told: number): string {
  return `told-since-${told}.bin`;
}

/**
 * Keeps on disk, beside the state that a run keeps of itself, what was told since: of a process that dies, the next one
 * tells it too.
 */
export class ToldTail {
  readonly #folder: string;
  readonly #events: EventBuffer;
  /** Behind the state that is in the folder. */
  #file: TailFile | undefined;
  /** Behind the one that is being written, and how many events that one holds. */
  #next: { readonly told: number; readonly file: TailFile } | undefined;

  constructor(folder: string, events: EventBuffer) {
    this.#folder = folder;
    this.#events = events;
  }

  /**
   * The run goes on from the state that is in the folder.
   * @param told how many events that state holds
   * @param end bytes of what is left of its file
   * @param from number of the first event that is not in it
   */
  goOn(told: number, end: number, from: number): void {
    this.#file = this.#begin(told, from, end);
  }

  /** A state is about to be written, which holds the events so far. */
  keeping(): void {
    const told = this.#events.length;
    if (this.#next?.told === told) return;
    void this.#next?.file.remove();
    this.#next = { told, file: this.#begin(told, told) };
  }

  /** It is in the folder. */
  kept(): void {
    void this.#file?.remove();
    [this.#file, this.#next] = [this.#next?.file, undefined];
  }

  /** Writes what is new. */
  write(): void {
    this.#file?.write();
    this.#next?.file.write();
  }

  async close(): Promise<void> {
    await Promise.all([this.#file?.close(), this.#next?.file.close()]);
  }

  #begin(told: number, from: number, end?: number): TailFile {
    return new TailFile(join(this.#folder, tailName(told)), this.#events, from, end);
  }
}
