import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { at } from '../paths.mjs';
import { cacheFolder } from '../setup/cache.mjs';
import { hasDisplay } from '../setup/machine.mjs';
import { megabytes } from '../setup/say.mjs';
import { missingLibraries } from '../setup/system.mjs';

/** @typedef {[label: string, value: string]} Fact */

const WORTH_KNOWING = ['sse4_2', 'avx', 'avx2', 'fma', 'avx512f', 'avx512_vnni', 'amx_tile'];

/**
 * What the computer is.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @returns {Fact[]}
 */
export function computerFacts(machine) {
  const [cpu] = os.cpus();
  return [
    ['system', `${os.type()} ${os.release()}, ${machine.platform} ${machine.arch}${machine.isRoot ? ', as root' : ''}`],
    ['processor', `${cpu?.model.trim() ?? 'unknown'}, ${os.availableParallelism()} threads`],
    ['its features', cpuFeatures() ?? 'not known on this system'],
    ['memory', `${megabytes(os.totalmem())}, ${megabytes(os.freemem())} free`],
    ['Node', `${machine.node} (Node-API ${process.versions.napi})`],
    ['display', displayInWords(machine)],
  ];
}

function cpuFeatures() {
  if (!fs.existsSync('/proc/cpuinfo')) return undefined;
  const flags = new Set(/^flags\s*:(.*)$/m.exec(fs.readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.trim().split(' '));
  return WORTH_KNOWING.filter((flag) => flags.has(flag)).join(' ') || 'none of note';
}

/** @param {import('../setup/machine.mjs').Machine} machine */
export function displayInWords(machine) {
  if (machine.platform !== 'linux') return 'the desktop';
  if (machine.env.DISPLAY) return `DISPLAY ${machine.env.DISPLAY}`;
  if (hasDisplay(machine)) return `Wayland ${machine.env.WAYLAND_DISPLAY}`;
  return machine.find('Xvfb') ? 'none: a virtual one is started (Xvfb)' : 'none, and no Xvfb to make one';
}

/**
 * What set-up chose.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {import('../setup/index.mjs').Setup} setup
 * @returns {Promise<Fact[]>}
 */
export async function setupFacts(machine, { electron, tensorflow }) {
  const { packages } = JSON.parse(fs.readFileSync(at('package-lock.json'), 'utf8'));
  const version = (name) => packages[`node_modules/${name}`].version;
  const missing = await missingLibraries(machine, electron.executable);
  const cache = cacheFolder(machine);
  return [
    ['Electron', `${electron.version}, ${electron.kind} (package.json: ${version('electron')})`],
    ['its program', electron.executable],
    [
      'system libraries',
      missing.length > 0 ? `missing: ${missing.join(' ')}` : machine.platform === 'linux' ? 'all there' : 'not needed',
    ],
    ['TensorFlow', `${tensorflow.kind === 'wheel' ? 'out of the Python wheel' : "tfjs-node's own download"}`],
    ['its addon', tensorflow.addon],
    [
      'tfjs',
      ['tfjs-core', 'tfjs-layers', 'tfjs-node'].map((name) => `${name} ${version(`@tensorflow/${name}`)}`).join(', '),
    ],
    ['cache', `${cache}, ${megabytes(sizeOf(cache))}`],
  ];
}

function sizeOf(folder) {
  if (!fs.existsSync(folder)) return 0;
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => fs.lstatSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((all, size) => all + size, 0);
}

/**
 * Ways of set-up that were not taken here, so nothing here shows that they work.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {import('../setup/index.mjs').Setup} setup
 * @returns {string[]}
 */
export function untestedHere(machine, { electron, tensorflow }) {
  const systems = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  const others = Object.keys(systems).filter((system) => system !== machine.platform);
  return [
    electron.kind === 'official' ? 'the fallback Electron runtime' : "Electron's official download",
    tensorflow.kind === 'official' ? 'TensorFlow out of the Python wheel' : "tfjs-node's own download of TensorFlow",
    hasDisplay(machine) ? 'a virtual screen' : 'a real screen',
    ...(machine.platform === 'linux' && machine.isRoot ? ['set-up as an ordinary user'] : []),
    ...others.map((system) => `set-up on ${systems[system]}`),
  ];
}
