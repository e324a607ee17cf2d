import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CodedError, reasonOf } from '../../contract/errors';

/** A file read in parts, at any place; nothing of it is kept. */
export class FileParts {
  readonly path: string;
  readonly size: number;
  #open: { readonly descriptor: number } | undefined;

  /** @throws CodedError `data-file` if there is no such file or it can't be read */
  constructor(path: string) {
    this.path = path;
    this.size = this.#failing(() => fstatSync(this.#descriptor()).size);
  }

  /** Fills `target` with the bytes from `position` on. @throws CodedError `data-file` if the file ends before */
  read(target: Uint8Array, position: number): void {
    const descriptor = this.#descriptor();
    for (let done = 0; done < target.length;) {
      const at = done;
      const count = this.#failing(() => readSync(descriptor, target, at, target.length - at, position + at));
      if (count === 0) {
        throw new CodedError('data-file', {
          file: this.path,
          expected: { phrase: 'bytes', count: position + target.length },
          got: { phrase: 'bytes', count: this.size },
        });
      }
      done += count;
    }
  }

  /** Gives the file free; one that is read again is opened again. */
  close(): void {
    if (!this.#open) return;
    closing.unregister(this);
    closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  #descriptor(): number {
    if (!this.#open) {
      this.#open = { descriptor: this.#failing(() => openSync(this.path, 'r')) };
      closing.register(this, this.#open.descriptor, this);
    }
    return this.#open.descriptor;
  }

  #failing<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof CodedError) throw error;
      const values = { file: this.path, expected: { phrase: 'readable-file' }, got: reasonOf(error) } as const;
      throw new CodedError('data-file', values, { cause: error });
    }
  }
}

/** Whoever reads closes; a source that nobody closed is closed once nobody can ask it any more. */
const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));
