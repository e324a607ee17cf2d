import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../paths.mjs';

/**
 * What set-up knows of the computer and can do on it. Tests pass one of their own.
 * @typedef {object} Machine
 * @property {string} root the clone's folder
 * @property {string} platform as `process.platform`
 * @property {string} arch as `process.arch`
 * @property {string} node version of this Node, without the `v`
 * @property {boolean} isRoot
 * @property {string} home
 * @property {Record<string, string | undefined>} env
 * @property {(command: string, args: string[], options?: RunOptions) => Promise<RunResult>} run
 * @property {(command: string) => string | undefined} find where a command is on the PATH
 * @property {(file: string) => boolean} exists
 *
 * @typedef {{ cwd?: string, env?: Record<string, string | undefined>, timeout?: number }} RunOptions
 * @typedef {{ ok: boolean, out: string, err: string }} RunResult
 */

/** Runs a program to its end and keeps what it printed; a program that is not there is a result, not an exception. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.once('error', (error) => resolve({ ok: false, out, err: err + error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, out, err }));
  });
}

function findOnPath(command) {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...(process.platform === 'win32' ? [] : ['/sbin', '/usr/sbin']),
  ];
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return folders
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => path.join(folder, command + ending)))
    .find((file) => fs.existsSync(file));
}

/** @type {Machine} */
export const thisMachine = {
  root: ROOT,
  platform: process.platform,
  arch: process.arch,
  node: process.versions.node,
  isRoot: process.getuid?.() === 0,
  home: os.homedir(),
  env: process.env,
  run,
  find: findOnPath,
  exists: fs.existsSync,
};

/** @param {Pick<Machine, 'platform' | 'arch'>} machine */
export const isLinuxX64 = (machine) => machine.platform === 'linux' && machine.arch === 'x64';

/** @param {Pick<Machine, 'platform' | 'env'>} machine */
export const hasDisplay = (machine) =>
  machine.platform !== 'linux' || Boolean(machine.env.DISPLAY || machine.env.WAYLAND_DISPLAY);
