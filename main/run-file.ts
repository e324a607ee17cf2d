import { basename, extname, join } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { textOf, type Language } from './contract/text';
import { freePath } from './files/free-name';

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
export async function askWhereToSaveRun(
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
