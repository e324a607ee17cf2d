import { mkdir, mkdtemp, rm, rmdir, stat } from 'node:fs/promises';
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

/** The outermost of a folder and those it lies in that does not exist; undefined if all do. @throws as {@link isFolder} */
async function firstMissing(folder: string): Promise<string | undefined> {
  let missing: string | undefined;
  for (let each = folder; (await isFolder(each)) === undefined; each = dirname(each)) missing = each;
  return missing;
}

/** Does work that makes a folder and writes in it. If it fails, no folder is left behind that was not there before. */
export async function leavingNoFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const missing = await firstMissing(folder).catch(() => undefined);
  try {
    return await work();
  } catch (error) {
    if (missing !== undefined) await removeFolders(folder, missing).catch(() => undefined);
    throw error;
  }
}

/** Removes a folder with what is in it, and those it lies in, up to `last`, unless others have put something in them. */
async function removeFolders(folder: string, last: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (let each = folder; each !== last;) await rmdir((each = dirname(each)));
}

/**
 * Tries whether files can be written in a folder that need not exist yet, and leaves nothing behind. Trying is the only way
 * to know: who may do what says nothing of a disk that is read only.
 * @throws CodedError `write-failed`
 */
export async function checkWritable(folder: string): Promise<void> {
  try {
    const missing = await firstMissing(folder);
    await rmdir(await mkdtemp(join(missing === undefined ? folder : dirname(missing), '.writable-')));
  } catch (error) {
    throw writeFailed(folder, error);
  }
}
