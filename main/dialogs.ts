import { app, dialog, type BrowserWindow } from 'electron';
import { textOf, type Language } from './contract/text';
import { experimentEndings } from './experiment-file';

/** What a dialog for opening a file offers; endings are without the dot. */
export type OpenDialog = { readonly title: string; readonly kind: string; readonly endings: readonly string[] };

/** Lets the person choose a file that is there. @returns its path; undefined if the person cancels */
export async function chooseFile(
  window: BrowserWindow,
  { title, kind, endings }: OpenDialog,
): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters: [{ name: kind, extensions: [...endings] }],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

/** Lets the person choose an experiment file. */
export function chooseExperiment(window: BrowserWindow, language: Language): Promise<string | undefined> {
  const { open: title, experiments: kind } = textOf(language).shell.dialogs;
  return chooseFile(window, { title, kind, endings: experimentEndings });
}

/** Asks whether a run that is still training may be stopped to quit. */
export async function mayStopAndQuit(window: BrowserWindow, language: Language): Promise<boolean> {
  const { question, detail, yes, no } = textOf(language).shell.dialogs.stopAndQuit;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: question,
    detail,
    buttons: [yes, no],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

/** Says which version this is, and on what it runs. */
export async function showAbout(
  window: BrowserWindow,
  language: Language,
  runtime: { readonly [name: string]: string },
): Promise<void> {
  const { about, close } = textOf(language).shell.dialogs;
  const versions = Object.entries(runtime).map(([name, version]) => `${name} ${version}`);
  await dialog.showMessageBox(window, {
    type: 'info',
    message: about(app.getVersion()),
    detail: versions.join('\n'),
    buttons: [close], // the system's own may speak another language
  });
}
