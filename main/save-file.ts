import { join } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { writeAtomically } from './files/atomic-file';
import { reportOf, writeFailed } from './contract/errors';
import type { SaveResult } from './contract/ipc';
import { safeFileName, withEnding, type FileFormat } from './save-name';

/** What a save dialog shows. */
export type SaveQuestion = {
  readonly title: string;
  /** What files of the format are called. */
  readonly kind: string;
  readonly folder: string;
  /** A name to begin with; the person may write another. */
  readonly name: string;
  readonly format: FileFormat;
};

/** Lets the person choose where to save something; undefined if they think better of it. */
export async function askWhere(window: BrowserWindow, question: SaveQuestion): Promise<string | undefined> {
  const { title, kind, folder, name, format } = question;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath: join(folder, safeFileName(name, format)),
    filters: [{ name: kind, extensions: [format] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || !filePath ? undefined : withEnding(filePath, format);
}

/** Writes what is to be saved, whole or not at all. @param make what it is: a failure to make it is told like one to write it */
export async function saveTo(path: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<SaveResult> {
  try {
    await write(path, await make());
    return { outcome: 'saved', path };
  } catch (error) {
    return { outcome: 'failed', error: reportOf(error) };
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtomically(path, bytes);
  } catch (error) {
    throw writeFailed(path, error);
  }
}
