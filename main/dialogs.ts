import { app, dialog, type BrowserWindow } from 'electron';
import { textOf, type Language } from './contract/text';
import { experimentEndings } from './experiment-file';

/** Lets the person choose an experiment file. */
export async function chooseExperiment(window: BrowserWindow, language: Language): Promise<string | undefined> {
  const text = textOf(language).shell.dialogs;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text.open,
    filters: [{ name: text.experiments, extensions: [...experimentEndings] }],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

/** Asks whether a run that goes on may be stopped to quit. */
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
  const versions = Object.entries(runtime).map(([name, version]) => `${name} ${version}`);
  await dialog.showMessageBox(window, {
    type: 'info',
    message: textOf(language).shell.dialogs.about(app.getVersion()),
    detail: versions.join('\n'),
  });
}
