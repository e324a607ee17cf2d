import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../make-folder.mjs';
import { sha256 } from './hash.mjs';

const HOUR = 3_600_000;
const COMPLETE = 'entry.json';

/**
 * Where downloads are kept, outside the clone and shared by all clones of this user.
 * @param {Pick<import('./machine.mjs').Machine, 'platform' | 'env' | 'home'>} machine
 */
export function cacheFolder({ platform, env, home }) {
  if (env.BATCHPOINT_CACHE) return path.resolve(env.BATCHPOINT_CACHE);
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'batchpoint', 'cache');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'batchpoint');
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'batchpoint');
}

/**
 * @typedef {object} Recipe
 * @property {string} name readable first part of the entry's name
 * @property {unknown} madeBy all that decides what the entry holds: versions, hashes, the recipe's own hash
 * @property {(folder: string) => Promise<void>} make fills an empty folder
 */

/**
 * @param {string} cache
 * @param {Pick<Recipe, 'name' | 'madeBy'>} recipe
 */
export const entryFolder = (cache, { name, madeBy }) =>
  path.join(cache, `${name}-${sha256(JSON.stringify(madeBy)).slice(0, 16)}`);

/**
 * @param {string} cache
 * @param {Pick<Recipe, 'name' | 'madeBy'>} recipe
 */
export const isCached = (cache, recipe) => fs.existsSync(path.join(entryFolder(cache, recipe), COMPLETE));

/**
 * The folder of a cache entry, made first if it is not there. It is made beside its place and moved there in one
 * go, so that an entry is whole or absent, also when two set-ups make it at the same time: the first one counts.
 * @param {string} cache
 * @param {Recipe} recipe
 */
export async function cacheEntry(cache, recipe) {
  const folder = entryFolder(cache, recipe);
  if (isCached(cache, recipe)) return folder;
  makeFolder(cache, 'Name another folder for downloads: BATCHPOINT_CACHE.');
  const half = fs.mkdtempSync(path.join(cache, `tmp-${recipe.name}-`));
  try {
    fs.chmodSync(half, 0o755);
    await recipe.make(half);
    fs.writeFileSync(path.join(half, COMPLETE), `${JSON.stringify(recipe.madeBy, null, 2)}\n`);
    if (!isCached(cache, recipe)) moveInto(half, folder, () => isCached(cache, recipe));
  } finally {
    fs.rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

function moveInto(half, folder, isThere) {
  try {
    fs.renameSync(half, folder);
  } catch (error) {
    if (isThere()) return; // another set-up was faster
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
    fs.rmSync(folder, { recursive: true, force: true }); // remains without their mark: somebody deleted by hand
    fs.renameSync(half, folder);
  }
}

/** Removes what set-ups that were killed more than an hour ago left half-made. */
export function clearStale(cache, now = Date.now()) {
  if (!fs.existsSync(cache)) return;
  for (const name of fs.readdirSync(cache)) {
    if (!name.startsWith('tmp-')) continue;
    const folder = path.join(cache, name);
    const stat = fs.statSync(folder, { throwIfNoEntry: false });
    if (stat && now - stat.mtimeMs > HOUR) fs.rmSync(folder, { recursive: true, force: true });
  }
}
