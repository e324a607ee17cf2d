import { basename, dirname, extname, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { isExample } from './app-info';
import type { SaveResult } from './contract/ipc';
import { textOf, type Language } from './contract/text';
import { freePath } from './files/free-name';
import type { TrainerHost } from './trainer/host';

/** Lets the person choose the folder of a saved run; undefined if they think better of it. */
export async function chooseRun(window: BrowserWindow, language: Language): Promise<string | undefined> {
  const { openRun: title } = textOf(language).shell.dialogs;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] });
  return canceled ? undefined : filePaths[0];
}

/**
 * Lets the person choose where a run is saved; undefined if they think better of it.
 * @param parent the folder that is offered, with a name that is free there
 */
async function askWhereToSaveRun(
  window: BrowserWindow,
  language: Language,
  { file, parent }: { readonly file: string; readonly parent: string },
): Promise<string | undefined> {
  const { saveRun: title } = textOf(language).shell.dialogs;
  const defaultPath = freePath(join(parent, `${basename(file, extname(file))}-run`));
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || !filePath ? undefined : filePath;
}

/** Lets the person choose where the run is saved, pauses it and saves it there. Beside its file, if that is the person's own. */
export async function saveRun(
  window: BrowserWindow,
  language: Language,
  { host, examplesFolder }: { readonly host: TrainerHost; readonly examplesFolder: string },
): Promise<SaveResult> {
  const { file } = host;
  if (file === undefined) return { outcome: 'cancelled' };
  const parent = isExample(file, examplesFolder) ? app.getPath('documents') : dirname(file);
  const path = await askWhereToSaveRun(window, language, { file, parent });
  if (path === undefined) return { outcome: 'cancelled' };
  const { error, before } = await host.save(path);
  if (error) return { outcome: 'failed', error };
  return { outcome: 'saved', path, ...(before !== undefined && { before }) };
}
