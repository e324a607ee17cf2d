import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ExampleInfo } from './contract/ipc';

const ids: readonly ExampleInfo['id'][] = ['mnist', 'digits', 'iris', 'two-moons', 'text-lstm', 'gan'];

/** The shipped examples, in the order in which they are shown. */
export function examplesIn(folder: string): readonly ExampleInfo[] {
  return ids.map((id) => ({ id, path: join(folder, `${id}.ts`) })).filter(({ path }) => existsSync(path));
}

/** Whether a file is one of those that ship with the app, or beside them. */
export function isExample(file: string, examplesFolder: string): boolean {
  return file.startsWith(examplesFolder + sep);
}

/** Versions that the app runs on, by name. */
export function runtimeOf({ electron, chrome, node }: NodeJS.ProcessVersions): { readonly [name: string]: string } {
  return { Electron: electron ?? '', Chrome: chrome ?? '', Node: node };
}
