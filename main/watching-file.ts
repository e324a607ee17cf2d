import { existsSync, readFileSync } from 'node:fs';
import { keepJson } from './files/atomic-file';
import { readBreakpoints } from './contract/debug/read-breakpoints';
import type { Watching } from './contract/ipc';

/** Experiments that something is kept of: those that were changed last. */
const mostFiles = 200;
const mostWatches = 200;
const longestWatch = 1000;
const nothing: Watching = { breakpoints: [], watches: [] };

/** What is kept of each experiment by its path. Nothing about it is ever fatal: what can't be read counts as never set. */
export class WatchingFile {
  readonly #file: string;
  /** Oldest first. */
  readonly #byFile: Map<string, Watching>;

  constructor(file: string) {
    this.#file = file;
    this.#byFile = read(file);
  }

  /** @param file undefined: none is open */
  of(file: string | undefined): Watching {
    return (file !== undefined && this.#byFile.get(file)) || nothing;
  }

  keep(file: string | undefined, watching: Watching): void {
    if (file === undefined) return;
    this.#byFile.delete(file);
    if (watching.breakpoints.length + watching.watches.length > 0) this.#byFile.set(file, watching);
    for (const oldest of [...this.#byFile.keys()].slice(0, -mostFiles)) this.#byFile.delete(oldest);
    keepJson(this.#file, Object.fromEntries(this.#byFile));
  }
}

/** What is kept of one experiment; undefined if a value is not that. */
export function watchingOf(value: unknown): Watching | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { breakpoints, watches } = value as { readonly [name: string]: unknown };
  try {
    return isWatches(watches) ? { breakpoints: readBreakpoints(breakpoints), watches } : undefined;
  } catch {
    return undefined;
  }
}

function isWatches(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length > mostWatches) return false;
  return value.every((each) => typeof each === 'string' && each.length <= longestWatch);
}

function read(file: string): Map<string, Watching> {
  if (!existsSync(file)) return new Map();
  try {
    const stored = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as object);
    const usable = stored.flatMap(([path, value]) => {
      const watching = watchingOf(value);
      return watching ? [[path, watching] as const] : [];
    });
    return new Map(usable);
  } catch (error) {
    console.error(error);
    return new Map();
  }
}
