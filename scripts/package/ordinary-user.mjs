import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/say.mjs';

/**
 * @typedef {object} OrdinaryUser
 * @property {string} home
 * @property {(command: string, args: string[], env?: Record<string, string>, onTick?: () => void) => Promise<{ status: number | string, output: string }>} run
 * @property {() => { pid: number, commandLine: string, seccomp: string }[]} processes
 * @property {() => Promise<void>} remove with all processes and files
 */

/**
 * Makes a user for one test: Chromium's sandbox is off for root.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @returns {Promise<OrdinaryUser>}
 */
export async function makeOrdinaryUser(machine, name = `batchpoint-test-${process.pid}`) {
  const home = path.join('/home', name);
  const made = await machine.run('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', name]);
  if (!made.ok) throw new SetupError(`A temporary user could not be made.\n${made.err}`);
  const uid = fs.statSync(home).uid;
  const processes = () => processesOf(uid);
  return {
    home,
    processes,
    run: (command, args, env, onTick) => runAs(name, home, [command, ...args], env, onTick),
    async remove() {
      for (const { pid } of processes()) kill(pid);
      for (let tries = 0; tries < 50 && processes().length > 0; tries++)
        await new Promise((done) => setTimeout(done, 100));
      const removed = await machine.run('userdel', ['--remove', name]);
      if (fs.existsSync(home)) throw new SetupError(`The temporary user ${name} could not be removed.\n${removed.err}`);
    },
  };
}

const TIME_LIMIT = 180_000;

/** With nothing of our own environment but what is given. */
function runAs(name, home, command, env = {}, onTick = () => {}) {
  const variables = {
    HOME: home,
    USER: name,
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...env,
  };
  const settings = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
  return new Promise((resolve) => {
    const args = ['-u', name, '--', 'env', '-i', ...settings, ...command];
    const child = spawn('runuser', args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    const ticks = setInterval(onTick, 100);
    const limit = setTimeout(() => child.kill('SIGTERM'), TIME_LIMIT);
    const end = (status) => {
      clearInterval(ticks);
      clearTimeout(limit);
      resolve({ status, output });
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(code ?? signal));
  });
}

function processesOf(uid) {
  const numbers = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((pid) => {
    try {
      const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
      if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) !== uid) return [];
      const commandLine = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), commandLine, seccomp: /^Seccomp:\s+(\d)/m.exec(status)?.[1] ?? '' }];
    } catch {
      return []; // it ended while we looked
    }
  });
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
}
