import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The text of a file of an experiment as it is shown, hashed and run: without a byte order mark. */
export async function readSourceText(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
}

/** What a change of a file on disk is told by. */
export function hashOfSource(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
