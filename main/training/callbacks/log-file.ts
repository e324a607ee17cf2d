import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailed } from '../../contract/errors';
import { makeFolder } from '../../files/folders';

/** A text file that a training writes line by line, and goes on with when it is resumed. */
export class LogFile {
  readonly #path: string;
  readonly #appends: boolean;
  #file: FileHandle | undefined;
  #isPrepared = false;
  #bytes = 0;

  /** @param appends keeps what the file held before */
  constructor(path: string, appends: boolean) {
    this.#path = path;
    this.#appends = appends;
  }

  /** How long it is. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins to exist, as does its folder; what it held is still there. @throws CodedError `write-failed`, as all others do */
  async open(): Promise<void> {
    this.goOnAt(0);
    await this.#writing(() => this.#opened());
  }

  /** What stands behind so many bytes is cut off before the next line. */
  goOnAt(bytes: number): void {
    this.#bytes = bytes;
    this.#isPrepared = false;
  }

  /** Cuts off what is not to stay, once it is known where the training goes on. */
  async prepare(): Promise<void> {
    if (this.#isPrepared) return;
    await this.#writing(async () => {
      const file = await this.#opened();
      const { size } = await file.stat();
      const kept = this.#bytes > 0 ? Math.min(size, this.#bytes) : this.#appends ? size : 0;
      if (size > kept) await file.truncate(kept);
      this.goOnAt(kept);
      this.#isPrepared = true;
    });
  }

  async append(text: string): Promise<void> {
    const line = Buffer.from(text);
    await this.#writing(async () => (await this.#opened()).appendFile(line));
    this.#bytes += line.length;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #opened(): Promise<FileHandle> {
    if (!this.#file) await makeFolder(dirname(this.#path));
    return (this.#file ??= await open(this.#path, 'a'));
  }

  async #writing(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw writeFailed(this.#path, error);
    }
  }
}
