import { fileURLToPath } from 'node:url';
import type { ArgumentRule } from '../check-arguments';

/** A file or folder: its path, or its `file:` URL as an object or as text. */
export type FilePath = string | URL;

/** Two letters at least: one is a drive. */
const address = /^[a-z][\w+.-]+:\/\//i;

/**
 * The path that Node's calls take.
 * @throws TypeError of Node's for a URL that names no file of this machine
 */
export function pathOf(file: FilePath): string {
  const isUrl = typeof file !== 'string' || /^file:/i.test(file);
  return isUrl ? fileURLToPath(file) : file;
}

/** What a {@link FilePath} has to be. Data that lies elsewhere is not fetched. */
export const filePath: ArgumentRule = {
  expected: "path | 'file:///…' | new URL('file:///…')",
  accepts: (value) => {
    if (typeof value !== 'string' && !(value instanceof URL)) return false;
    if (value === '') return false;
    try {
      return !address.test(pathOf(value));
    } catch {
      return false;
    }
  },
};
