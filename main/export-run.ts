import { app, dialog, type BrowserWindow } from 'electron';
import type { SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { writeRun, type WrittenRun } from './write-run';

/** Lets the person choose a folder, and writes a run into a new one inside of it. */
export async function exportRun(window: BrowserWindow, language: Language, run: WrittenRun): Promise<SaveResult> {
  const { exportAll: title, exportHere: buttonLabel } = textOf(language).shell.dialogs;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel,
    defaultPath: app.getPath('documents'),
    properties: ['openDirectory', 'createDirectory'],
  });
  const [parent] = filePaths;
  return canceled || parent === undefined ? { outcome: 'cancelled' } : writeRun(parent, run);
}
