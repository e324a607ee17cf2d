import fs from 'node:fs';
import path from 'node:path';
import { cacheEntry } from './cache.mjs';
import { FALLBACK_VERSION, fallbackElectron } from './electron-fallback.mjs';
import { recipeOf, sha256 } from './hash.mjs';
import { isLinuxX64 } from './machine.mjs';
import { Record } from './record.mjs';
import { downloadError, isReachable, isUnreachable } from './registry.mjs';
import { say, SetupError } from './say.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {'official' | 'fallback'} kind
 * @property {string} version
 * @property {string} folder
 * @property {string} executable
 */

/** @returns {Record<ElectronRuntime & { recipe: string }>} */
const recordOf = (machine) => new Record(machine, 'electron');
const OFFICIAL_HOST = 'github.com';

/** @param {import('./machine.mjs').Machine} machine */
const recipe = (machine) => sha256(recipeOf(import.meta.url) + JSON.stringify(fallbackElectron(machine).madeBy));

/** `auto` unless the person decided: BATCHPOINT_ELECTRON=official or fallback. */
function wish({ env }) {
  const mode = env.BATCHPOINT_ELECTRON || 'auto';
  if (['auto', 'official', 'fallback'].includes(mode)) return mode;
  throw new SetupError(`BATCHPOINT_ELECTRON is "${mode}". It may be auto, official or fallback.`);
}

/**
 * The Electron that an earlier set-up settled on, if it is still there and still what is asked for.
 * @param {import('./machine.mjs').Machine} machine
 */
export function settledElectron(machine) {
  const settled = recordOf(machine).read();
  if (!settled || settled.recipe !== recipe(machine) || !machine.exists(settled.executable)) return undefined;
  return ['auto', settled.kind].includes(wish(machine)) ? settled : undefined;
}

/**
 * Which Electron to get: the official one wherever its download host answers. Only Linux x64 has another.
 * @param {import('./machine.mjs').Machine} machine
 * @param {(host: string, env: object) => Promise<boolean>} reachable
 * @returns {Promise<'official' | 'fallback'>}
 */
export async function chooseElectron(machine, reachable = isReachable) {
  const mode = wish(machine);
  if (!isLinuxX64(machine)) {
    if (mode !== 'fallback') return 'official';
    throw new SetupError(
      `BATCHPOINT_ELECTRON=fallback works on Linux x64 only; this is ${machine.platform} ${machine.arch}.`,
    );
  }
  if (mode !== 'auto') return mode;
  const mirror = machine.env.ELECTRON_MIRROR ?? machine.env.npm_config_electron_mirror;
  return (await reachable(mirror ? new URL(mirror).hostname : OFFICIAL_HOST, machine.env)) ? 'official' : 'fallback';
}

/**
 * Gets Electron and notes the choice.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} cache
 * @param {'official' | 'fallback'} kind from `chooseElectron`
 * @returns {Promise<ElectronRuntime>}
 */
export async function installElectron(machine, cache, kind) {
  const record = recordOf(machine);
  record.remove();
  const runtime = (kind === 'official' && (await official(machine))) || (await fallback(machine, cache));
  record.write({ ...runtime, recipe: recipe(machine) });
  return runtime;
}

async function official(machine) {
  const packageFolder = path.join(machine.root, 'node_modules', 'electron');
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  say(`Electron ${version}: official download`);
  const folder = path.join(packageFolder, 'dist');
  const pointer = path.join(packageFolder, 'path.txt');
  // An interrupted download may have left a part of it that Electron's installer would take for the whole.
  for (const remains of [folder, pointer]) fs.rmSync(remains, { recursive: true, force: true });
  const result = await machine.run(process.execPath, [path.join(packageFolder, 'install.js')], {
    cwd: machine.root,
    timeout: 900_000,
  });
  if (result.ok)
    return { kind: 'official', version, folder, executable: path.join(folder, fs.readFileSync(pointer, 'utf8')) };
  const mayFallBack = isLinuxX64(machine) && wish(machine) === 'auto' && isUnreachable(result);
  if (mayFallBack) return undefined;
  const error = downloadError(`Downloading Electron ${version}`, result, "Electron's download host");
  if (Number.parseFloat(machine.node) < 22.12)
    error.message += `\nElectron's installer asks for Node 22.12 or newer; this is ${machine.node}.`;
  throw error;
}

async function fallback(machine, cache) {
  const why = wish(machine) === 'fallback' ? 'asked for' : "Electron's own download can't be reached";
  say(`Electron ${FALLBACK_VERSION}: the fallback runtime for development and tests (${why})`);
  const folder = await cacheEntry(cache, fallbackElectron(machine));
  return { kind: 'fallback', version: FALLBACK_VERSION, folder, executable: path.join(folder, 'electron') };
}

/**
 * What other programs need in their environment to start this Electron.
 * @param {ElectronRuntime} runtime
 */
export const electronEnvironment = ({ kind, folder, executable }) => ({
  BATCHPOINT_ELECTRON_EXE: executable,
  ELECTRON_EXEC_PATH: executable,
  ...(kind === 'fallback' ? { ELECTRON_OVERRIDE_DIST_PATH: folder } : {}),
});
