import fs from 'node:fs';
import path from 'node:path';
import { at, NODE_MODULES, ROOT } from '../paths.mjs';

const TFJS_NODE = 'node_modules/@tensorflow/tfjs-node';

/** Packages that only compilers and old browsers read. */
const NOT_AT_RUN_TIME = /^node_modules\/(?:.*\/)?(@types\/|@webgpu\/|core-js$|undici-types$)/;

/** tfjs packages that are published in a dozen bundles; Node and Electron load the one that `main` names. */
const BUNDLED = /^node_modules\/@tensorflow\/(?!tfjs-node$)[^/]+$/;

/** tfjs-node's sources, build files, and the native parts that are added by themselves. */
const TFJS_NODE_LEFT_OUT = /^(src|binding|scripts|python|deps)(\/|$)|_test\.js$|run_tests\.js$/;

const NEVER =
  /\.(map|d\.[cm]?ts|md|markdown|tsbuildinfo)$|(^|\/)(test|tests|__tests__|\.github|\.nyc_output)(\/|$)|(^|\/)\.[^/]+$/;
/** Pages that the window opens; they link to the examples. */
const GUIDES = ['training.md', 'training.zh-CN.md', 'debugging.md', 'debugging.zh-CN.md'];
const LEGAL = /^(licen[cs]e|copying|notice)/i;

/**
 * The packages that the app needs at run time: what the lock file does not mark as for development only.
 * @param {{ packages: Record<string, { dev?: boolean, devOptional?: boolean }> }} lockFile
 * @returns {string[]} paths inside the clone
 */
export const runtimePackages = ({ packages }) =>
  Object.entries(packages)
    .filter(([key, entry]) => key && !entry.dev && !entry.devOptional && !NOT_AT_RUN_TIME.test(key))
    .map(([key]) => key);

/**
 * Whether a file of a package goes into the app. Left out is what surely nothing loads; the rest stays, for code that
 * is loaded late must be there too.
 * @param {string} packagePath as in the lock file
 * @param {string} file path inside the package, with `/`
 * @param {string | undefined} main the package's main file
 */
export function isNeeded(packagePath, file, main) {
  if (LEGAL.test(path.posix.basename(file))) return true;
  if (NEVER.test(file)) return false;
  if (BUNDLED.test(packagePath)) return file === 'package.json' || file === path.posix.normalize(main ?? '');
  return packagePath !== TFJS_NODE || !TFJS_NODE_LEFT_OUT.test(file);
}

/**
 * Lays out the app as it is packed: built code, run-time packages, TensorFlow, examples.
 * @param {string} folder made anew
 */
export function stage(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const lockFile = JSON.parse(fs.readFileSync(at('package-lock.json'), 'utf8'));
  for (const key of runtimePackages(lockFile)) if (fs.existsSync(at(key))) copyPackage(key, folder);
  copyNativeLibraries(path.join(folder, TFJS_NODE, 'deps', 'lib'));
  for (const part of ['main', 'preload', 'renderer']) copyTree(at('out', part), path.join(folder, 'out', part));
  copyTree(at('examples'), path.join(folder, 'examples'));
  for (const page of GUIDES) copyFile(at('docs', page), path.join(folder, 'docs', page));
  fs.copyFileSync(at('LICENSE'), path.join(folder, 'LICENSE'));
  writeManifest(folder);
}

function copyPackage(key, folder) {
  const source = at(key);
  const { main } = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8'));
  for (const file of filesIn(source)) {
    if (isNeeded(key, file, main)) copyFile(path.join(source, file), path.join(folder, key, file));
  }
}

/** Files below a folder; those of packages nested in it are packages of their own in the lock file. */
function* filesIn(folder, prefix = '') {
  for (const entry of fs.readdirSync(path.join(folder, prefix), { withFileTypes: true })) {
    const file = prefix + entry.name;
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* filesIn(folder, `${file}/`);
    else if (entry.isFile()) yield file;
  }
}

/** The libraries are links into the cache: here they become files. */
function copyNativeLibraries(target) {
  const source = path.join(NODE_MODULES, '@tensorflow', 'tfjs-node', 'deps', 'lib');
  const names = fs.readdirSync(source).filter((name) => /\.so\.\d+$|\.dylib$|\.dll$/.test(name));
  for (const name of names) copyFile(fs.realpathSync(path.join(source, name)), path.join(target, name));
}

function copyTree(source, target) {
  const isMap = (file) => file.endsWith('.map');
  fs.cpSync(source, target, { recursive: true, filter: (file) => !isMap(file) });
}

function copyFile(source, target) {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(source, target);
}

function writeManifest(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const keep = [
    'name',
    'productName',
    'version',
    'description',
    'author',
    'homepage',
    'license',
    'type',
    'main',
    'dependencies',
  ];
  const kept = Object.fromEntries(keep.map((key) => [key, manifest[key]]));
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
}
