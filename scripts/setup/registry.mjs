import dns from 'node:dns/promises';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { verifyFile } from './hash.mjs';
import { lastLines, megabytes, say, SetupError } from './say.mjs';

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT|fetch failed|network|socket hang up|tunneling socket|Temporary failure|No matching distribution|Could not fetch URL|Failed to fetch|Could not resolve/i;

/** Whether a program's output tells of a connection that could not be made. */
export const isUnreachable = (result) => UNREACHABLE.test(result.err + result.out);

/**
 * The error for a download that failed: what, why if the output tells, and what to do.
 * @param {string} what
 * @param {import('./machine.mjs').RunResult} result
 */
export function downloadError(what, result, source = 'the package registry') {
  const output = result.err.trim() || result.out;
  const telling = output.split('\n').filter((line) => UNREACHABLE.test(line) || /\berr(or)?\b/i.test(line));
  const why = isUnreachable(result)
    ? `${source} could not be reached. Check the network, HTTPS_PROXY and the registry settings of npm, pip or apt, then run the command again.`
    : 'Run the command again; what the program said may help.';
  return new SetupError(`${what} failed: ${why}\n${telling.slice(0, 4).join('\n') || lastLines(output)}`);
}

/**
 * Whether a host answers on port 443. Behind a proxy nobody can tell without trying, so it counts as reachable.
 * @param {string} host
 */
export async function isReachable(host, env = process.env, milliseconds = 4000) {
  if (env.HTTPS_PROXY || env.https_proxy) return true;
  const timeout = new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
  const address = await Promise.race([dns.lookup(host).catch(() => undefined), timeout]);
  if (!address) return false;
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: 443, timeout: milliseconds });
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}

/**
 * How to start npm: the one that started us where there is one, else the one on the PATH.
 * @param {Pick<import('./machine.mjs').Machine, 'platform' | 'env'>} machine
 * @returns {[command: string, ...args: string[]]}
 */
export function npmCommand({ platform, env }) {
  if (env.npm_execpath?.endsWith('.js')) return [process.execPath, env.npm_execpath];
  // Node does not start .cmd files without a shell.
  return platform === 'win32' ? [env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', 'npm.cmd'] : ['npm'];
}

/**
 * Fetches one pinned npm package as its archive, checked by hash.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ package: string, archive: string, sha256: string }} pin
 * @param {string} folder where the archive goes
 * @returns {Promise<string>} path of the archive
 */
export async function fetchNpmArchive(machine, pin, folder) {
  const [command, ...args] = npmCommand(machine);
  const packArgs = [...args, 'pack', pin.package, '--pack-destination', folder, '--loglevel=error'];
  const packed = await machine.run(command, packArgs, { cwd: folder });
  if (!packed.ok) throw downloadError(`Fetching the npm package ${pin.package}`, packed);
  const archive = path.join(folder, pin.archive);
  verifyFile(archive, pin.sha256, pin.package);
  say(`${pin.package}: ${megabytes(fs.statSync(archive).size)} fetched, hash right`);
  return archive;
}
