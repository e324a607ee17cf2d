import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** The folders in which runs keep themselves for the case that their process dies. */
export class KeptRuns {
  readonly #parent: string;

  /** @param parent holds nothing else; need not exist yet */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** The path of a folder for a new run; nothing is made. */
  newFolder(): string {
    return join(this.#parent, randomUUID());
  }

  /** What cannot be removed stays: nobody misses the place now. */
  remove(folder: string): void {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      console.error(error);
    }
  }
}
