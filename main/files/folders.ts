import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFailed } from '../contract/errors';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What is at a path, if anything is. @throws an error of the file system, as for a path that leads through a file */
async function isFolder(path: string): Promise<boolean | undefined> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Makes a folder, and those it lies in that are missing. Node's recursive `mkdir` never ends where a folder says of a new one
 * that it does not exist itself, as /proc does; this fails there.
 * @throws an error of the file system
 */
export async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (parent !== folder && (await isFolder(parent)) === undefined) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    if (!(await isFolder(folder))) throw error;
  }
}

/**
 * Tries whether files can be written in a folder that need not exist yet, and leaves nothing behind. Trying is the only way
 * to know: who may do what says nothing of a disk that is read only.
 * @throws CodedError `write-failed`
 */
export async function checkWritable(folder: string): Promise<void> {
  try {
    let nearest = folder;
    while ((await isFolder(nearest)) === undefined) nearest = dirname(nearest);
    await rmdir(await mkdtemp(join(nearest, '.writable-')));
  } catch (error) {
    throw writeFailed(folder, error);
  }
}
