import path from 'node:path';
import { sha256OfFile } from './hash.mjs';
import { Record } from './record.mjs';
import { downloadError, npmCommand } from './registry.mjs';
import { say } from './say.mjs';

/** @returns {Record<{ lockFile: string }>} */
const recordOf = (machine) => new Record(machine, 'npm');

const lockFileHash = ({ root }) => sha256OfFile(path.join(root, 'package-lock.json'));

/**
 * Whether node_modules holds exactly what the lock file names.
 * @param {import('./machine.mjs').Machine} machine
 */
export const npmPackagesAreThere = (machine) => recordOf(machine).read()?.lockFile === lockFileHash(machine);

/**
 * Installs the npm packages of the lock file. Their install scripts stay off on purpose: the two that matter
 * (Electron, TensorFlow) are fetched by the other steps, with checks and messages of their own.
 * @param {import('./machine.mjs').Machine} machine
 */
export async function installNpmPackages(machine) {
  if (npmPackagesAreThere(machine)) return;
  say('npm packages: npm ci');
  const record = recordOf(machine);
  record.remove();
  const [command, ...args] = npmCommand(machine);
  const result = await machine.run(command, [...args, 'ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: machine.root,
  });
  if (!result.ok) throw downloadError('npm ci', result);
  record.write({ lockFile: lockFileHash(machine) });
  say('npm packages: installed');
}
