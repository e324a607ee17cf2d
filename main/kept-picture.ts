import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { reportOf, writeFailed } from './contract/errors';
import type { SaveResult } from './contract/ipc';
import { makeFolder } from './files/folders';
import { makeAtFreePath } from './files/free-name';

/** Where pictures of an experiment's breakpoints are kept: beside its file, as its cases are. */
export function pictureFolder(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-pictures`);
}

async function write(path: string, png: Uint8Array): Promise<void> {
  try {
    await writeFile(path, png, { flag: 'wx' });
  } catch (error) {
    // Half of one, on a full disk.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  }
}

/** Keeps what a breakpoint pictured. @param file of the experiment that is open, if one is */
export async function keepPicture(file: string | undefined, step: number, png: Uint8Array): Promise<SaveResult> {
  if (file === undefined) return { outcome: 'cancelled' };
  const folder = pictureFolder(file);
  try {
    await makeFolder(folder);
    // Another line of the run, or a run before it, may have a picture of the same step.
    const path = await makeAtFreePath((free) => write(free, png), join(folder, `step-${step}`), '.png');
    return { outcome: 'saved', path };
  } catch (error) {
    return { outcome: 'failed', error: reportOf(writeFailed(folder, error)) };
  }
}
