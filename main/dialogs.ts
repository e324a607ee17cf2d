import { app, dialog, type BrowserWindow } from 'electron';
import type { ErrorReport } from './contract/errors';
import { errorText, textOf, type Language } from './contract/text';
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

/** What would end a run: its window is closed, another is opened or none in its place, or it is begun anew. */
export type RunEnding = 'window' | 'experiment' | 'restart';

/** What is to become of a run that would end. */
export type EndingAnswer = 'background' | 'save' | 'stop' | 'cancel';

/** Asks what is to become of a run; only one that trains can go on without a window. */
export async function askBeforeEnding(
  window: BrowserWindow,
  language: Language,
  { ending, isTraining }: { readonly ending: RunEnding; readonly isTraining: boolean },
): Promise<EndingAnswer> {
  const { dialogs, sentences } = textOf(language).shell;
  const words = dialogs.ending;
  const canGoOn = isTraining && ending === 'window';
  const choices: readonly EndingAnswer[] = ['save', 'stop', 'cancel'];
  const answers = canGoOn ? (['background', ...choices] as const) : choices;
  const labels = { ...words[ending], background: words.background, cancel: words.cancel };
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: isTraining ? words.training : words.standing,
    detail: canGoOn ? sentences([words.inBackground, words.saved]) : words.saved,
    buttons: answers.map((answer) => labels[answer]),
    defaultId: 0,
    cancelId: answers.length - 1,
  });
  return answers[response] ?? 'cancel';
}

/** Says why something that was asked for in a dialog was not done. */
export async function sayFailed(window: BrowserWindow, language: Language, error: ErrorReport): Promise<void> {
  const { headline, expected, got, next } = errorText(error, language);
  const { errorParts } = textOf(language).shell;
  const details = [expected && errorParts.expected(expected), got && errorParts.got(got), next];
  const { close } = textOf(language).shell.dialogs;
  await dialog.showMessageBox(window, {
    type: 'error',
    message: headline,
    detail: details.filter(Boolean).join('\n'),
    buttons: [close],
  });
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
