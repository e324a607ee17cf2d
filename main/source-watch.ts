import { stat } from 'node:fs/promises';
import type { SourceDigest } from './contract/trainer-start';
import { hashOfSource, readSourceText } from './files/source-text';

/** Milliseconds between two looks. Looking at a file's time works on every file system and outlives a rename. */
const everyMs = 1000;
/** Packages are installed, not edited, and are many. */
const isPackage = /[\\/]node_modules[\\/]/;

/** A file that is watched; `stamp`: of the file as it was read last, `held`: the hash of what it held then. */
type Watched = { readonly source: SourceDigest; stamp?: string; held: string };

/** Watches the files that a run is made of: which of them are on disk no longer what was read. */
export class SourceWatch {
  readonly #tell: (paths: readonly string[]) => void;
  readonly #everyMs: number;
  #watched: readonly Watched[] = [];
  #changed: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param tell hears the paths of what has changed, whenever there is something new to say of them */
  constructor(tell: (paths: readonly string[]) => void, interval = everyMs) {
    this.#tell = tell;
    this.#everyMs = interval;
  }

  /** Watches these in place of those before: a run that begins is made of what is there. */
  watch(sources: readonly SourceDigest[]): void {
    clearTimeout(this.#timer);
    this.#watched = sources
      .filter(({ path }) => !isPackage.test(path))
      .map((source) => ({ source, held: source.hash }));
    if (this.#changed.length > 0) this.#say([]);
    if (this.#watched.length > 0) void this.#look(this.#watched);
  }

  /** To a page that has heard nothing yet. */
  tellAgain(): void {
    this.#tell(this.#changed);
  }

  async #look(watched: readonly Watched[]): Promise<void> {
    const changes = new Map<string, boolean>();
    for (const each of watched) {
      const isChanged = await changeOf(each);
      if (isChanged !== undefined) changes.set(each.source.path, isChanged);
    }
    if (watched !== this.#watched) return; // another run has begun meanwhile
    const kept = this.#changed.filter((path) => !changes.has(path));
    const fresh = [...changes].filter(([, isChanged]) => isChanged).map(([path]) => path);
    if (fresh.length > 0 || kept.length < this.#changed.length) this.#say([...kept, ...fresh]);
    this.#timer = setTimeout(() => void this.#look(watched), this.#everyMs).unref();
  }

  #say(changed: readonly string[]): void {
    this.#changed = changed;
    this.tellAgain();
  }
}

/**
 * Whether a file is another than the one that was read; undefined: as at the last look, or not to be read. That is one
 * which an editor is about to write, or which is gone: neither can be run.
 */
async function changeOf(watched: Watched): Promise<boolean | undefined> {
  const { path, hash } = watched.source;
  try {
    const { mtimeMs, size, ino } = await stat(path);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    if (stamp === watched.stamp) return undefined;
    const held = hashOfSource(await readSourceText(path));
    watched.stamp = stamp;
    if (held === watched.held) return undefined;
    watched.held = held;
    return held !== hash;
  } catch {
    return undefined;
  }
}
