import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { reasonOf, type ErrorReport } from './contract/errors';

/** Endings of experiment files, without the dot. */
export const experimentEndings: readonly string[] = ['ts', 'mts', 'js', 'mjs'];

/** Why a path can't be an experiment file, known before anything is started for it; undefined if it can. */
export function problemOfFile(file: string): ErrorReport | undefined {
  if (!experimentEndings.includes(extname(file).slice(1).toLowerCase())) {
    const expected = experimentEndings.map((ending) => `.${ending}`).join(', ');
    return { code: 'wrong-file-kind', values: { file, expected } };
  }
  try {
    if (statSync(file).isFile()) return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      return { code: 'file-unreadable', values: { file, message: reasonOf(error) } };
    }
  }
  return { code: 'file-missing', values: { file } };
}
