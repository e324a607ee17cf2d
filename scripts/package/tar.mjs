import path from 'node:path';
import { lastLines, SetupError } from '../setup/say.mjs';

/**
 * Packs the app's folder for systems without Debian packages: unpack anywhere and start the program in it.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {string} folder
 * @param {string} name of the folder inside the archive
 * @param {string} target the .tar.gz
 */
export async function makeTar(machine, folder, name, target) {
  const { dir, base } = path.parse(folder);
  const owner = ['--owner=0', '--group=0', '--sort=name'];
  const rename = ['--transform', `flags=r;s,^${base},${name},`];
  const result = await machine.run('tar', [...owner, ...rename, '-C', dir, '-czf', target, base]);
  if (!result.ok) throw new SetupError(`tar could not pack the app.\n${lastLines(result.err)}`);
}
