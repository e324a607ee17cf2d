import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { reportOf, writeFailed } from './contract/errors';
import type { SaveResult } from './contract/ipc';
import { makeFolder } from './files/folders';

/** Where pictures of an experiment's breakpoints are kept: beside its file, as its cases are. */
export function pictureFolder(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-pictures`);
}

/** Another line of the run, or a run before it, may have a picture of the same step: each has a name of its own. */
async function writeUnderFreeName(folder: string, step: number, png: Uint8Array): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `step-${step}${copy === 1 ? '' : `-${copy}`}.png`);
    try {
      await writeFile(path, png, { flag: 'wx' });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      await rm(path, { force: true }); // half of one, on a full disk
      throw error;
    }
  }
}

/** Keeps what a breakpoint pictured. @param file of the experiment that is open, if one is */
export async function keepPicture(file: string | undefined, step: number, png: Uint8Array): Promise<SaveResult> {
  if (file === undefined) return { outcome: 'cancelled' };
  const folder = pictureFolder(file);
  try {
    await makeFolder(folder);
    return { outcome: 'saved', path: await writeUnderFreeName(folder, step, png) };
  } catch (error) {
    return { outcome: 'failed', error: reportOf(writeFailed(folder, error)) };
  }
}
