import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CodedError, writeFailed } from '../contract/errors';
import { ownPath } from './shipped-data';

const name = 'batchpoint.d.ts';

/** The types of `batchpoint` and its `tf` in one file that needs no package beside it; made by the build. */
export async function readTypes(): Promise<string> {
  const path = ownPath('out', 'main', name);
  if (path === undefined) throw new CodedError('file-missing', { file: name });
  return readFile(path, 'utf8');
}

/**
 * Writes `batchpoint.d.ts` beside an experiment file, for the person's editor. Only ever when asked to.
 * @returns its path
 * @throws CodedError `write-failed`
 */
export async function writeTypes(experiment: string, types: string): Promise<string> {
  const file = join(dirname(resolve(experiment)), name);
  try {
    await writeFile(file, types);
  } catch (error) {
    throw writeFailed(file, error);
  }
  return file;
}
