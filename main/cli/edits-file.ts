import { readFile } from 'node:fs/promises';
import type { PlannedEdit } from '../contract/debug/edits';
import { readEdits } from '../contract/debug/read-edits';
import { CodedError, reasonOf } from '../contract/errors';

/**
 * The edits that a file holds as JSON.
 * @throws CodedError `file-unreadable`, `wrong-edit`
 */
export async function readEditsFile(file: string): Promise<readonly PlannedEdit[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CodedError('file-unreadable', { file, message: reasonOf(error) }, { cause: error });
  }
  return readEdits(value);
}
