import { hasDisplay } from './machine.mjs';
import { downloadError } from './registry.mjs';
import { say, SetupError } from './say.mjs';

/**
 * Something the system must have.
 * @typedef {object} Need
 * @property {string} what
 * @property {string[]} packages Debian packages that bring it; the first that the system's release has is taken
 */

/** Libraries that Electron links, with their package names: new ones first, for systems with 64-bit time. */
const LIBRARIES = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
};

/** The same as alternatives, as a Debian package names what it depends on. */
export const DEBIAN_LIBRARIES = Object.values(LIBRARIES);

const ALL_LIBRARY_NEEDS = Object.entries(LIBRARIES).map(([what, packages]) => ({ what, packages }));

/**
 * Libraries that the executable asks for and the system does not have.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} executable
 */
export async function missingLibraries(machine, executable) {
  if (machine.platform !== 'linux') return [];
  const { out } = await machine.run('ldd', [executable]);
  return [...out.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
}

/**
 * What is missing for running Electron, before there is one to ask.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<Need[]>}
 */
async function missingForWindow(machine) {
  const known = await machine.run(machine.find('ldconfig') ?? 'ldconfig', ['-p']);
  const needs = ALL_LIBRARY_NEEDS.filter(({ what }) => !known.out.includes(`\t${what} `));
  if (hasDisplay(machine)) return needs;
  if (!machine.find('Xvfb')) needs.push({ what: 'Xvfb, for a screen where there is none', packages: ['xvfb'] });
  // A machine without a screen rarely has fonts, and the pictures show Chinese too.
  const fonts = await machine.run('fc-list', [':lang=zh-cn', 'family']);
  if (!fonts.out.trim() && machine.isRoot) needs.push({ what: 'a Chinese font', packages: ['fonts-wqy-microhei'] });
  return needs;
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ unpack: boolean, pip: boolean, compile: boolean }} tools
 * @returns {Promise<Need[]>}
 */
async function missingTools(machine, tools) {
  const needs = [];
  const command = (name, packageName) => {
    if (!machine.find(name)) needs.push({ what: name, packages: [packageName] });
  };
  if (tools.unpack) command('tar', 'tar');
  if (tools.unpack || tools.pip) command('python3', 'python3');
  if (tools.pip) {
    const pip = await machine.run('python3', ['-m', 'pip', '--version']);
    if (!pip.ok) needs.push({ what: 'pip', packages: ['python3-pip'] });
    command('strip', 'binutils');
  }
  if (tools.compile) command('g++', 'g++');
  return needs;
}

/**
 * Sees to it that a Linux system has what the next steps need: installs it as root, else says how to.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ unpack: boolean, pip: boolean, compile: boolean }} tools which of the tools the next steps use
 */
export async function provideSystem(machine, tools) {
  if (machine.platform !== 'linux') return;
  const needs = [...(await missingTools(machine, tools)), ...(await missingForWindow(machine))];
  if (needs.length > 0) await provide(machine, needs);
}

/**
 * A last look with the real executable.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} executable
 */
export async function provideLibraries(machine, executable) {
  const before = await missingLibraries(machine, executable);
  const needs = before.map((what) => ({ what, packages: LIBRARIES[what] ?? [] }));
  const noScreen = machine.platform === 'linux' && !hasDisplay(machine) && !machine.find('Xvfb');
  if (noScreen) needs.push({ what: 'Xvfb, for a screen where there is none', packages: ['xvfb'] });
  if (needs.length === 0) return;
  // Whatever else is missing comes along as a dependency of these.
  await provide(machine, [...needs, ...(before.length > 0 ? ALL_LIBRARY_NEEDS : [])]);
  const after = await missingLibraries(machine, executable);
  if (after.length > 0)
    throw new SetupError(`Electron still lacks ${after.join(', ')}: install the packages that bring them.`);
}

async function provide(machine, needs) {
  const missing = unique(needs.map(({ what }) => what)).join(', ');
  const apt = machine.find('apt-get');
  if (!machine.isRoot || !apt) {
    const packages = unique(needs.map(({ packages }) => packages.at(-1)));
    const hint = apt ? 'Install it with' : 'Install what brings it; on Debian that is';
    throw new SetupError(
      `The system lacks: ${missing}.\n${hint}\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n\nand run the command again.`,
    );
  }
  say(`system: lacks ${missing}; asking apt-get`);
  const env = { ...machine.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await machine.run('apt-get', ['update', '-qq'], { env });
  const packages = await available(machine, needs);
  const result = await machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  if (!result.ok)
    throw downloadError(
      `apt-get install ${packages.join(' ')}`,
      update.ok ? result : { ...result, err: update.err + result.err },
      'the package source of apt-get',
    );
  say(`system: ${packages.join(' ')} installed${sizeFetched(result.out)}`);
}

/** Of each need's package names the first that this release of the system can install. */
async function available(machine, needs) {
  const names = unique(needs.flatMap(({ packages }) => packages));
  const { out } = await machine.run('apt-cache', ['policy', ...names], { env: { ...machine.env, LC_ALL: 'C' } });
  const has = (name) =>
    new RegExp(`^${name.replace(/[.+]/g, '\\$&')}:\\n.*\\n  Candidate: (?!\\(none\\))`, 'm').test(out);
  return unique(needs.map(({ packages }) => packages.find(has) ?? packages.at(-1)));
}

const unique = (names) => [...new Set(names.filter(Boolean))];

function sizeFetched(output) {
  const size = /Need to get ([\d.,]+ [kMG]B)/.exec(output)?.[1];
  return size ? `, ${size} fetched` : '';
}
