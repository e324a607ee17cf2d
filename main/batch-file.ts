import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { writeAtomically } from './atomic-file';
import { CodedError, messageOf, reportOf } from './contract/errors';
import type { Requests, SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { safeFileName, withEnding } from './picture-name';

/** Asks for a path and writes a batch there. */
export async function saveBatch(
  window: BrowserWindow,
  language: Language,
  { name, bytes }: Parameters<Requests['batch:save']>[0],
): Promise<SaveResult> {
  const text = textOf(language).shell.dialogs;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: text.saveBatch,
    defaultPath: join(app.getPath('documents'), safeFileName(name, 'npz')),
    filters: [{ name: text.batchKind, extensions: ['npz'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return { outcome: 'cancelled' };
  const path = withEnding(filePath, 'npz');
  try {
    await writeAtomically(path, bytes);
    return { outcome: 'saved', path };
  } catch (error) {
    const failure = new CodedError('write-failed', { file: path, message: messageOf(error) }, { cause: error });
    return { outcome: 'failed', error: reportOf(failure) };
  }
}
