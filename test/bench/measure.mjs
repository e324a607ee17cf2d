import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of processor time that a process has used. */
function processorTime(pid) {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(afterName[11]) + Number(afterName[12])) / ticksPerSecond;
}

/**
 * Shares of one core that the window's page and the GPU process take, in percent.
 * @param {import('playwright-core').ElectronApplication} app
 */
export async function processorShares(app, seconds) {
  const processes = await app.evaluate(({ app: shell }) => shell.getAppMetrics().map(({ type, pid }) => [type, pid]));
  const pids = Object.fromEntries(processes);
  const read = () => [processorTime(pids.Tab), processorTime(pids.GPU)];
  const before = read();
  const started = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const passed = (performance.now() - started) / 1000;
  const after = read();
  const [page, gpu] = after.map((time, i) => ((time - before[i]) / passed) * 100);
  return { page, gpu };
}

/**
 * Frames a second and the gap between frames that 99 of 100 stay below, in milliseconds.
 * @param {import('playwright-core').Page} page
 */
export function frames(page, seconds) {
  return page.evaluate((duration) => {
    const gaps = [];
    let last = performance.now();
    const end = last + duration;
    return new Promise((resolve) => {
      const look = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        if (now < end) return requestAnimationFrame(look);
        gaps.sort((a, b) => a - b);
        const fps = (gaps.length * 1000) / (duration + (now - end));
        return resolve({ fps, p99: gaps[Math.ceil(gaps.length * 0.99) - 1], worst: gaps.at(-1) });
      };
      requestAnimationFrame(look);
    });
  }, seconds * 1000);
}

/** The middle value of each measure over several runs. */
export function medians(runs) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, middle(runs.map((run) => run[name]))]));
}
