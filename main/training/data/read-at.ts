import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CodedError } from '../../contract/errors';

/** A file read in parts, at any place; nothing of it is kept. */
export class FileParts {
  readonly path: string;
  readonly size: number;
  readonly #descriptor: number;

  /** @throws CodedError `data-file` if there is no such file or it can't be read */
  constructor(path: string) {
    this.path = path;
    try {
      this.#descriptor = openSync(path, 'r');
      this.size = fstatSync(this.#descriptor).size;
    } catch (error) {
      const got = error instanceof Error ? error.message : String(error);
      throw new CodedError('data-file', { file: path, expected: 'a readable file', got }, { cause: error });
    }
    closing.register(this, this.#descriptor);
  }

  /** Fills `target` with the bytes from `position` on. @throws CodedError `data-file` if the file ends before */
  read(target: Uint8Array, position: number): void {
    for (let done = 0; done < target.length;) {
      const count = readSync(this.#descriptor, target, done, target.length - done, position + done);
      if (count === 0) {
        const expected = `${position + target.length} bytes`;
        throw new CodedError('data-file', { file: this.path, expected, got: `${this.size} bytes` });
      }
      done += count;
    }
  }
}

/** A source has no end of life of its own: its file is closed once nobody can ask it any more. */
const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));
