import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LeftRun } from './contract/ipc';
import type { KeptRuns } from './kept-runs';
import { readRunHead, runFile } from './run-origin';

/** The newest so many are offered. Older ones are removed: they would fill the disk. */
const most = 3;

type Left = { readonly folder: string; readonly run: LeftRun };
/** What is in a folder; `follows`: the id of the state before it, of the same run. */
type State = { readonly folder: string; readonly follows: string | undefined; readonly left: Left | undefined };
type Found = { readonly runs: readonly Left[]; readonly lost: number };

/**
 * The runs of apps that were killed. Only one app at a time uses a folder of user data: whatever is in it when this is
 * made, before a run begins, belongs to none that lives. What can't be gone on with is removed.
 */
export class LeftRuns {
  readonly #keptRuns: KeptRuns;
  readonly #found: Promise<Found>;

  constructor(keptRuns: KeptRuns) {
    this.#keptRuns = keptRuns;
    this.#found = this.#find(keptRuns.folders);
  }

  /** Those that are still there, newest first. */
  async list(): Promise<readonly LeftRun[]> {
    return (await this.#present()).map(({ run }) => run);
  }

  /** How many could not be offered: all that there was of them on disk was damaged. */
  async lost(): Promise<number> {
    return (await this.#found).lost;
  }

  /** Where one of them is; undefined if it is none of them. */
  async folderOf(id: string): Promise<string | undefined> {
    return (await this.#present()).find(({ run }) => run.id === id)?.folder;
  }

  /** @returns those that are left then */
  async remove(id: string): Promise<readonly LeftRun[]> {
    const folder = await this.folderOf(id);
    if (folder !== undefined) this.#keptRuns.remove(folder);
    return this.list();
  }

  async #present(): Promise<readonly Left[]> {
    return (await this.#found).runs.filter(({ folder }) => existsSync(folder));
  }

  async #find(folders: readonly string[]): Promise<Found> {
    const states = await Promise.all(
      folders.map(async (folder): Promise<State> => {
        return { folder, follows: this.#keptRuns.followedBy(folder), left: await leftIn(folder) };
      }),
    );
    const byId = new Map(states.map((state) => [basename(state.folder), state]));
    const whole = states.flatMap(({ left }) => left ?? []);
    const damaged = states.filter(({ left }) => !left);
    const older = new Set(states.flatMap(({ left, follows }) => (left && follows) ?? []));
    const lost = new Set(damaged.map(({ follows }) => follows));
    const isRunLost = ({ follows }: State): boolean => {
      const before = byId.get(follows ?? '');
      return before === undefined || (!before.left && isRunLost(before));
    };
    // Where nothing was written yet, nothing is missed.
    const ends = damaged.filter(({ folder }) => existsSync(join(folder, runFile)) && !lost.has(basename(folder)));
    const newest = whole
      .filter(({ run }) => !older.has(run.id))
      .map((left): Left => (lost.has(left.run.id) ? { ...left, run: { ...left.run, isOlder: true } } : left))
      .sort((one, other) => other.run.time - one.run.time)
      .slice(0, most);
    for (const folder of folders) {
      if (!newest.some((left) => left.folder === folder)) this.#keptRuns.remove(folder);
    }
    return { runs: newest, lost: ends.filter(isRunLost).length };
  }
}

/** @returns undefined if the run in a folder is damaged, or was not yet whole when the app died */
async function leftIn(folder: string): Promise<Left | undefined> {
  try {
    const { origin, step, bytes } = await readRunHead(folder);
    if (!(await isWhole(join(folder, bytes)))) return undefined;
    const { mtimeMs: time } = await stat(join(folder, runFile));
    return { folder, run: { id: basename(folder), name: origin.name, step, time } };
  } catch {
    return undefined;
  }
}

/** Whether a file of tensors holds what its name says that it does. @throws an error of the file system */
async function isWhole(file: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return file.endsWith(`-${hash.digest('hex').slice(0, 16)}.bin`);
}
