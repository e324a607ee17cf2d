import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { writeFailed } from '../contract/errors';
import { writeAtomically } from '../files/atomic-file';
import { makeFolder } from '../files/folders';
import type { Bundle } from './bundle';

/** Remembers, by content hash, which code the person has allowed to run. */
export type TrustStore = {
  isTrusted(hash: string): Promise<boolean>;
  /** @throws CodedError `write-failed` */
  trust(hash: string): Promise<void>;
};

/** Keeps the hashes in a JSON file, which need not exist yet. One that can't be read trusts nothing. */
export function openTrustStore(file: string): TrustStore {
  const read = async (): Promise<readonly string[]> => {
    try {
      const kept = JSON.parse(await readFile(file, 'utf8')) as { trusted?: unknown } | null;
      const hashes: unknown = kept?.trusted;
      return Array.isArray(hashes) ? hashes.filter((each) => typeof each === 'string') : [];
    } catch {
      return [];
    }
  };
  return {
    isTrusted: async (hash) => (await read()).includes(hash),
    trust: async (hash) => {
      const hashes = new Set(await read()).add(hash);
      try {
        await makeFolder(dirname(file));
        await writeAtomically(file, `${JSON.stringify({ trusted: [...hashes] }, null, 2)}\n`);
      } catch (error) {
        throw writeFailed(file, error);
      }
    },
  };
}

/** Whether code may run without a question: shipped with Batchpoint down to its last import, or allowed before. */
export async function mayRun(bundle: Bundle, store: TrustStore, examplesFolder: string): Promise<boolean> {
  return (await isShipped(bundle, examplesFolder)) || store.isTrusted(bundle.hash);
}

async function isShipped(bundle: Bundle, examplesFolder: string): Promise<boolean> {
  const folder = await real(examplesFolder);
  const files = await Promise.all(bundle.sources.map(({ path }) => real(path)));
  return files.every((file) => isWithin(folder, file));
}

/** Without links, which could point out of the folder. */
function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isWithin(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
