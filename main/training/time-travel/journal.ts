import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyframeParts } from './keyframes';
import { decodeItem, encodeItem } from './plain-item';

type Entry = { readonly size: number } & ({ readonly bytes: Uint8Array } | { readonly file: string });

/**
 * Items that the data can't give a second time, by their number from 0 on: the newest in memory, older ones in files, the
 * oldest dropped when both are full.
 */
export class Journal {
  readonly #name: string;
  readonly #parts: KeyframeParts;
  #first = 0;
  #entries: Entry[] = [];
  #memoryBytes = 0;
  #diskBytes = 0;
  /** Index in the entries of the oldest that is in memory. */
  #oldestInMemory = 0;

  /** @param name tells the files of several journals in one folder apart */
  constructor(name: string, parts: KeyframeParts) {
    this.#name = name;
    this.#parts = parts;
  }

  /** Number of the oldest item that is kept. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next item will have. */
  get end(): number {
    return this.#first + this.#entries.length;
  }

  add(item: unknown): void {
    const bytes = encodeItem(item);
    this.#entries.push({ bytes, size: bytes.byteLength });
    this.#memoryBytes += bytes.byteLength;
    this.#settle();
  }

  /** @throws RangeError if it is not kept */
  at(number: number): unknown {
    const entry = this.#entries[number - this.#first];
    if (!entry) throw new RangeError(`Item ${number} is not among those from ${this.#first} to ${this.end - 1}.`);
    return decodeItem('bytes' in entry ? entry.bytes : readFileSync(entry.file));
  }

  /** Drops items whose files are gone, and all before them. */
  forgetLost(): void {
    const isLost = this.#entries.map((entry) => 'file' in entry && !existsSync(entry.file));
    this.dropBefore(this.#first + isLost.lastIndexOf(true) + 1);
  }

  /** Drops all items before a number: nothing goes back that far any more. */
  dropBefore(number: number): void {
    while (this.#first < number && this.#entries.length > 0) this.#dropOldest();
  }

  dispose(): void {
    this.dropBefore(Infinity);
  }

  #settle(): void {
    const { budget } = this.#parts;
    while (this.#memoryBytes > budget.memory && this.#oldestInMemory < this.#entries.length - 1) {
      if (!this.#moveToDisk(this.#oldestInMemory)) this.#dropOldest();
    }
    while (this.#diskBytes > budget.disk) this.#dropOldest();
  }

  /** @returns false if that failed, which is told */
  #moveToDisk(at: number): boolean {
    const entry = this.#entries[at]!;
    if (!('bytes' in entry)) return false;
    const file = join(this.#parts.folder, `${this.#name}-${this.#first + at}.batch`);
    try {
      writeFileSync(file, entry.bytes);
    } catch (error) {
      rmSync(file, { force: true });
      this.#parts.onTrouble(error);
      return false;
    }
    this.#entries[at] = { file, size: entry.size };
    this.#oldestInMemory += 1;
    this.#memoryBytes -= entry.size;
    this.#diskBytes += entry.size;
    return true;
  }

  #dropOldest(): void {
    const [entry] = this.#entries.splice(0, 1);
    this.#first += 1;
    if (!entry) return;
    if ('file' in entry) {
      rmSync(entry.file, { force: true });
      this.#diskBytes -= entry.size;
      this.#oldestInMemory -= 1;
    } else this.#memoryBytes -= entry.size;
  }
}
