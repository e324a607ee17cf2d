import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reportOf, writeFailed } from './contract/errors';
import type { Requests, SaveResult } from './contract/ipc';
import { writeAtomically } from './files/atomic-file';
import { makeAtFreePath } from './files/free-name';
import { safeName } from './save-name';

/** The files of a run, and what their folder is to be called. */
export type WrittenRun = Parameters<Requests['export:save']>[0];

/** Writes a run into a new folder: all files or none. @param parent folder that is there */
export async function writeRun(parent: string, { name, files }: WrittenRun): Promise<SaveResult> {
  let folder = join(parent, safeName(name));
  try {
    // A run may be exported before, at the same step.
    folder = await makeAtFreePath((path) => mkdir(path), folder);
  } catch (error) {
    return { outcome: 'failed', error: reportOf(writeFailed(folder, error)) };
  }
  try {
    for (const file of files) await writeAtomically(join(folder, file.name), file.bytes);
    return { outcome: 'saved', path: folder };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { outcome: 'failed', error: reportOf(writeFailed(folder, error)) };
  }
}
