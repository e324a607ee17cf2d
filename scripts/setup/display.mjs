import { spawn } from 'node:child_process';
import { hasDisplay, thisMachine } from './machine.mjs';
import { SetupError } from './say.mjs';

/**
 * @typedef {object} Display
 * @property {Record<string, string>} env what programs need to draw on it
 * @property {() => void} stop
 */

const THERE_IS_ONE = { env: {}, stop() {} };

/**
 * A screen to draw on: the person's own where there is one, else a virtual one.
 * @returns {Promise<Display>}
 */
export async function anyDisplay(machine = thisMachine) {
  return hasDisplay(machine) ? THERE_IS_ONE : virtualDisplay();
}

/** Whether there can be several screens, each with a clipboard and a pointer of its own. */
export const hasVirtualDisplays = (machine = thisMachine) =>
  machine.platform === 'linux' && machine.find('Xvfb') !== undefined;

/**
 * A screen for tests: a virtual one wherever that can be had, so that no window covers the person's work.
 * @returns {Promise<Display>}
 */
export async function privateDisplay(machine = thisMachine) {
  return hasVirtualDisplays(machine) ? virtualDisplay() : THERE_IS_ONE;
}

/** Starts Xvfb, which looks for a free display number itself and tells it through a pipe. */
async function virtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  // In a process group of its own: Ctrl+C in the terminal must not take the screen away before the window closed.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
  const number = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new SetupError(`The virtual screen (Xvfb) did not start: ${why}.`));
    const timer = setTimeout(() => fail('no answer in 20 s'), 20_000);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with code ${code}`));
    let answer = '';
    server.stdio[3].setEncoding('utf8').on('data', (text) => {
      answer += text;
      if (!answer.endsWith('\n')) return;
      clearTimeout(timer);
      resolve(answer.trim());
    });
  });
  const stop = () => server.kill();
  process.once('exit', stop);
  server.unref();
  server.stdio[3].unref();
  return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' }, stop };
}
