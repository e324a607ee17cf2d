import fs from 'node:fs';
import path from 'node:path';
import { cacheEntry } from './cache.mjs';
import { recipeOf, sha256 } from './hash.mjs';
import { LIBTENSORFLOW_VERSION, libtensorflow } from './libtensorflow.mjs';
import { isLinuxX64 } from './machine.mjs';
import { Record } from './record.mjs';
import { downloadError } from './registry.mjs';
import { lastLines, say, SetupError } from './say.mjs';
import { ADDON, tfjsAddon } from './tfjs-addon.mjs';

/**
 * @typedef {object} TensorFlowChoice
 * @property {'wheel' | 'official'} kind
 * @property {string} addon path of the addon inside node_modules
 * @property {string | undefined} library folder in the cache, for the wheel
 */

/** @returns {Record<TensorFlowChoice & { recipe: string }>} */
const recordOf = (machine) => new Record(machine, 'tensorflow');
const packageIn = ({ root }) => path.join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const librariesIn = (machine) => path.join(packageIn(machine), 'deps', 'lib');

/** tfjs-node calls this one in kernels, and Node 23 took it away. */
export const NODE_23_SHIM = "const util = require('node:util'); util.isNullOrUndefined ??= (value) => value == null;";
const LOAD = `${NODE_23_SHIM} process.stdout.write(require('@tensorflow/tfjs-node').getBackend());`;

const recipe = (machine) => sha256(recipeOf(import.meta.url) + JSON.stringify(libtensorflow(machine).madeBy));

/** `auto` unless the person decided: BATCHPOINT_TF=official or wheel. */
function wish({ env }) {
  const mode = env.BATCHPOINT_TF || 'auto';
  if (['auto', 'official', 'wheel'].includes(mode)) return mode;
  throw new SetupError(`BATCHPOINT_TF is "${mode}". It may be auto, official or wheel.`);
}

/**
 * The TensorFlow that an earlier set-up settled on, if it is still there and still what is asked for.
 * @param {import('./machine.mjs').Machine} machine
 */
export function settledTensorFlow(machine) {
  const settled = recordOf(machine).read();
  if (!settled || settled.recipe !== recipe(machine)) return undefined;
  if (!machine.exists(settled.addon) || !machine.exists(librariesIn(machine))) return undefined;
  return ['auto', settled.kind].includes(wish(machine)) ? settled : undefined;
}

/**
 * Which TensorFlow to get. On Linux x64 the wheel's, 2.15.1, with which everything here was tested, wherever pip is
 * there or can be installed; elsewhere the one that tfjs-node downloads.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<'wheel' | 'official'>}
 */
export async function chooseTensorFlow(machine) {
  const mode = wish(machine);
  if (!isLinuxX64(machine)) {
    if (mode !== 'wheel') return 'official';
    throw new SetupError(`BATCHPOINT_TF=wheel works on Linux x64 only; this is ${machine.platform} ${machine.arch}.`);
  }
  if (mode !== 'auto') return mode;
  const canInstallPip = machine.isRoot && machine.find('apt-get') !== undefined;
  return canInstallPip || (await machine.run('python3', ['-m', 'pip', '--version'])).ok ? 'wheel' : 'official';
}

/**
 * Puts TensorFlow where tfjs-node looks for it, loads it once as a proof, and notes the choice.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} cache
 * @param {'wheel' | 'official'} kind from `chooseTensorFlow`
 * @returns {Promise<TensorFlowChoice>}
 */
export async function installTensorFlow(machine, cache, kind) {
  const record = recordOf(machine);
  record.remove();
  const choice = kind === 'wheel' ? await fromWheel(machine, cache) : await official(machine);
  const loaded = await machine.run(process.execPath, ['-e', LOAD], {
    cwd: machine.root,
    env: { ...machine.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  if (loaded.out !== 'tensorflow')
    throw new SetupError(`TensorFlow was fetched but does not load here.\n${lastLines(loaded.err)}`);
  record.write({ ...choice, recipe: recipe(machine) });
  return choice;
}

async function fromWheel(machine, cache) {
  const library = await cacheEntry(cache, libtensorflow(machine));
  const built = await cacheEntry(cache, tfjsAddon(machine, library));
  const addon = path.join(packageIn(machine), 'lib', 'napi-v8', ADDON);
  removeInstalled(machine);
  for (const folder of [path.dirname(librariesIn(machine)), path.dirname(addon)])
    fs.mkdirSync(folder, { recursive: true });
  fs.symlinkSync(path.join(library, 'lib'), librariesIn(machine));
  fs.copyFileSync(path.join(built, ADDON), addon);
  say(`tfjs-node: ready, with TensorFlow ${LIBTENSORFLOW_VERSION}`);
  return { kind: 'wheel', addon, library };
}

function removeInstalled(machine) {
  for (const part of ['deps', 'lib']) fs.rmSync(path.join(packageIn(machine), part), { recursive: true, force: true });
}

async function official(machine) {
  say('tfjs-node: its own download of TensorFlow');
  removeInstalled(machine);
  const env = {
    ...machine.env,
    PATH: [path.join(machine.root, 'node_modules', '.bin'), machine.env.PATH].join(path.delimiter),
  };
  const result = await machine.run(process.execPath, ['scripts/install.js'], {
    cwd: packageIn(machine),
    env,
    timeout: 1_800_000,
  });
  const folder = path.join(packageIn(machine), 'lib');
  const built = fs.existsSync(folder) ? fs.readdirSync(folder).find((name) => name.startsWith('napi-v')) : undefined;
  if (result.ok && built) return { kind: 'official', addon: path.join(folder, built, ADDON), library: undefined };
  const error = downloadError('tfjs-node: downloading TensorFlow', result, "tfjs-node's download host");
  if (isLinuxX64(machine))
    error.message +=
      '\nWith Python 3 and pip the tested TensorFlow is used instead: apt-get install python3-pip g++ binutils';
  throw error;
}
