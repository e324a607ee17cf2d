import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Names, in the folder of a run, the folder of the older state that it went on from. */
const followsFile = 'follows';

/** The folders in which runs keep themselves for the case that their process dies, or the whole app does. */
export class KeptRuns {
  readonly #parent: string;

  /** @param parent holds nothing else; need not exist yet */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** All that are there. */
  get folders(): readonly string[] {
    try {
      return existsSync(this.#parent) ? readdirSync(this.#parent).map((name) => join(this.#parent, name)) : [];
    } catch (error) {
      console.error(error);
      return [];
    }
  }

  /** The path of a folder for a new run; nothing is made. */
  newFolder(): string {
    return join(this.#parent, randomUUID());
  }

  /** From now on a folder holds a newer state than the one that its run went on from, which is of use to nobody else. */
  follow(folder: string, older: string): void {
    if (!this.#isOwn(older)) return;
    try {
      writeFileSync(join(folder, followsFile), basename(older));
    } catch (error) {
      console.error(error); // both are offered then
    }
  }

  /** The name of the folder whose run goes on in this one. */
  followedBy(folder: string): string | undefined {
    try {
      return readFileSync(join(folder, followsFile), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** A run that a person has saved elsewhere is not touched. What cannot be removed stays: nobody misses the place now. */
  remove(folder: string): void {
    if (!this.#isOwn(folder)) return;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      console.error(error);
    }
  }

  #isOwn(folder: string): boolean {
    return dirname(folder) === this.#parent;
  }
}
