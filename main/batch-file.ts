import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { writeAtomically } from './atomic-file';
import { reportOf, writeFailed } from './contract/errors';
import type { Requests, SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { safeFileName, withEnding } from './picture-name';

/** Lets the person choose a batch that was saved, or the file in the folder of a case. */
export async function chooseBatch(window: BrowserWindow, language: Language): Promise<string | undefined> {
  const text = textOf(language).shell.dialogs;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text.openBatch,
    filters: [{ name: text.batchesKind, extensions: ['npz', 'json'] }],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

/** Asks for a path and writes a batch there, or a list of rows: which of them, its name ends with. */
export async function saveBatch(
  window: BrowserWindow,
  language: Language,
  { name, bytes }: Parameters<Requests['batch:save']>[0],
): Promise<SaveResult> {
  const text = textOf(language).shell.dialogs;
  const ending = name.endsWith('.csv') ? 'csv' : 'npz';
  const isList = ending === 'csv';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: isList ? text.saveRows : text.saveBatch,
    defaultPath: join(app.getPath('documents'), safeFileName(name, ending)),
    filters: [{ name: isList ? text.rowsKind : text.batchKind, extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return { outcome: 'cancelled' };
  const path = withEnding(filePath, ending);
  try {
    await writeAtomically(path, bytes);
    return { outcome: 'saved', path };
  } catch (error) {
    return { outcome: 'failed', error: reportOf(writeFailed(path, error)) };
  }
}
