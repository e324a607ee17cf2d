import { app, type BrowserWindow } from 'electron';
import type { Requests, SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { chooseFile } from './dialogs';
import { askWhere, saveTo } from './save-file';

/** Lets the person choose a batch that was saved, or the file in the folder of a case. */
export function chooseBatch(window: BrowserWindow, language: Language): Promise<string | undefined> {
  const { openBatch: title, batchesKind: kind } = textOf(language).shell.dialogs;
  return chooseFile(window, { title, kind, endings: ['npz', 'json'] });
}

/** Asks for a path and writes a batch there, or a list of rows if the name ends with `.csv`. */
export async function saveBatch(
  window: BrowserWindow,
  language: Language,
  { name, bytes }: Parameters<Requests['batch:save']>[0],
): Promise<SaveResult> {
  const text = textOf(language).shell.dialogs;
  const own = name.endsWith('.csv')
    ? ({ title: text.saveRows, kind: text.rowsKind, format: 'csv' } as const)
    : ({ title: text.saveBatch, kind: text.batchKind, format: 'npz' } as const);
  const path = await askWhere(window, { ...own, name, folder: app.getPath('documents') });
  return path === undefined ? { outcome: 'cancelled' } : saveTo(path, () => bytes);
}
