import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup/say.mjs';

/**
 * Makes a folder that a person has named, and those it lies in that are missing. Node's recursive `mkdir` never ends where
 * nothing can be made, as in /proc. The app's own (main/files/folders.ts) is not built yet when this runs.
 * @param {string} folder
 * @param {string} next what to do if it can't be made
 */
export function makeFolder(folder, next) {
  try {
    make(folder);
  } catch (error) {
    throw new SetupError(`${folder} can't be made: ${error.message}\n${next}`);
  }
}

function make(folder) {
  const parent = path.dirname(folder);
  if (parent !== folder && !fs.existsSync(parent)) make(parent);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
