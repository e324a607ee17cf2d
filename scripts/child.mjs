import { spawn } from 'node:child_process';
import os from 'node:os';
import { ROOT } from './paths.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SAME_PRESS = 400;

/** The exit status a shell would give: a signal counts as 128 plus its number. */
const statusOf = (code, signal) => code ?? 128 + (os.constants.signals[signal] ?? 0);

/**
 * Passes a signal on to a child once per key press: the terminal and npm both send it to us.
 * @param {(signal: NodeJS.Signals) => void} send
 * @param {Pick<import('node:events').EventEmitter, 'on' | 'off'>} events
 * @returns {() => void} stops passing on
 */
export function relaySignals(send, events = process, now = () => performance.now()) {
  const last = new Map();
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      if (now() - (last.get(signal) ?? -Infinity) < SAME_PRESS) return;
      last.set(signal, now());
      send(signal);
    };
    events.on(signal, listener);
    return () => events.off(signal, listener);
  });
  return () => listeners.forEach((stop) => stop());
}

/**
 * Runs a program to its end, its output going where ours goes. It gets a process group of its own, so that Ctrl+C
 * reaches it through us and only once.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, stdio?: import('node:child_process').StdioOptions, onStart?: (child: import('node:child_process').ChildProcess) => void }} options
 * @returns {Promise<number>} its exit status
 */
export function runProgram(command, args, { env = {}, cwd = ROOT, stdio = 'inherit', onStart } = {}) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env }, detached: ownGroup });
    // Windows has no signals; its console itself tells every program of a Ctrl+C.
    const stop = relaySignals((signal) => ownGroup && child.kill(signal));
    const end = (status) => {
      stop();
      resolve(status);
    };
    onStart?.(child);
    child.once('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.once('close', (code, signal) => end(statusOf(code, signal)));
  });
}

/**
 * Runs a JavaScript program with this Node.
 * @param {string[]} args
 * @param {Parameters<typeof runProgram>[2]} options
 */
export const runNode = (args, options) => runProgram(process.execPath, args, options);

/**
 * Runs a program and keeps all it printed, in order.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined> }} options
 * @returns {Promise<{ status: number, output: string }>}
 */
export async function captureProgram(command, args, options = {}) {
  let output = '';
  const status = await runProgram(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart(child) {
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (output += text));
    },
  });
  return { status, output };
}
