// `npm run bench:app [-- --json] [--rounds 16] [--seconds 2] [--example mnist] [--window hidden]`: how fast an example
// trains in the app, its window visible with charts, and hidden, next to the engine alone. The two take short turns; while the engine has
// its own, all processes of the app stand still, so that nothing of a start or a pause counts. Exits 1 if a target is
// surely missed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { bundle, bundleBench } from './bundle.mjs';
import { readOptions, refuse, someOf } from './options.mjs';
import { Worker } from './train/worker.mjs';

const root = resolve(import.meta.dirname, '../..');
const options = readOptions({ json: false, rounds: 16, seconds: 2, example: 'mnist', window: '', 'own-screen': false });
const { rounds, seconds } = options;
/** By what the window does: the method that brings it there, and the share of the engine's own rate that is to be left. */
const windows = { visible: { act: 'show', target: 0.95 }, hidden: { act: 'hide', target: 0.99 } };
const measured = someOf('window', options.window, Object.keys(windows));
/** Rounds between two changes of the window. */
const roundsAtOnce = 4;
/** Seconds after which a window that was shown or hidden is as it will be. */
const calm = 4;
/** Seconds at the start of a turn that don't count: caches are the other's. */
const settling = 0.25;
const endless = '1000000000';

const executable = process.env.BATCHPOINT_ELECTRON_EXE;
if (!executable) refuse('BATCHPOINT_ELECTRON_EXE names no Electron: use `npm run bench:app`.');
if (process.platform === 'win32') refuse('Windows can not let processes stand still: measure on Linux or macOS.');
const example = join(root, 'examples', `${options.example}.ts`);
const { estimate, median, percentText } = await import(await bundleBench('paired'));

function bundleEngine() {
  const contents = `import experiment from ${JSON.stringify(example)};
    import { serveExperiment } from './app-rate-engine';
    await serveExperiment(experiment);`;
  return bundle('app-rate-engine', {
    stdin: { contents, resolveDir: import.meta.dirname },
    alias: { batchpoint: join(root, 'main/experiment/public-api.ts') },
  });
}

/** Runs in the page before its own scripts: keeps the port to the trainer, and how far its events have come. */
function tapSteps() {
  const tap = { next: 0, step: 0, status: '', port: undefined, heard: () => undefined };
  window.rateTap = tap;
  window.addEventListener('message', ({ ports: [port] }) => {
    if (!port) return;
    tap.port = port;
    port.addEventListener('message', ({ data }) => {
      if (data.kind !== 'events') return;
      tap.next = data.from + data.events.length;
      for (const { type, step, message } of data.events) {
        if (type === 'batch-end') tap.step = step;
        if (type === 'log' && message.code === 'state') tap.status = message.values.state.status;
      }
      tap.heard();
    });
  });
}

const untilState = (page, status) =>
  page.waitForFunction((wanted) => window.rateTap?.status === wanted, status, { timeout: 120_000, polling: 20 });

/** Asks the trainer for the events since the last ones. @returns its step, and when that was heard in milliseconds */
const askStep = (page) =>
  page.evaluate(() => {
    const { rateTap: tap } = window;
    return new Promise((answer) => {
      tap.heard = () => answer({ step: tap.step, at: performance.now() });
      tap.port.postMessage({ kind: 'catch-up', from: tap.next });
    });
  });

/** A process with its children, and theirs. */
function familyOf(pid) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const parent of family) family.push(...all.filter(([, of]) => of === parent).map(([child]) => child));
  return family;
}

function signalAll(app, signal) {
  for (const pid of familyOf(app.process().pid)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it has ended meanwhile
    }
  }
}

/** Steps a second of the app over a turn, after which it stands still. */
async function appTurn({ app, page }) {
  signalAll(app, 'SIGCONT');
  await sleep(settling * 1000);
  const from = await askStep(page);
  await sleep(seconds * 1000);
  const to = await askStep(page);
  signalAll(app, 'SIGSTOP');
  return ((to.step - from.step) / (to.at - from.at)) * 1000;
}

async function engineTurn({ engine }) {
  await engine.ask(settling);
  const [steps, ms] = (await engine.ask(seconds)).values;
  return (steps / ms) * 1000;
}

/** Engine, app, app, engine: what changes with time counts in neither. */
async function round(both) {
  const [before, one, two, behind] = [
    await engineTurn(both),
    await appTurn(both),
    await appTurn(both),
    await engineTurn(both),
  ];
  return { engine: (before + behind) / 2, app: (one + two) / 2 };
}

/** The window in one state for some rounds. */
async function roundsWith(both, act, count) {
  signalAll(both.app, 'SIGCONT');
  await both.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0][wanted](), act);
  await sleep(calm * 1000);
  signalAll(both.app, 'SIGSTOP');
  const all = [];
  while (all.length < count) all.push(await round(both));
  return all;
}

async function measure() {
  const userData = mkdtempSync(join(tmpdir(), 'batchpoint-bench-'));
  const threads = String(Math.min(8, availableParallelism()));
  const engine = await new Worker(process.execPath, [await bundleEngine(), threads], process.env).ready();
  const app = await _electron.launch({
    executablePath: executable,
    args: [root, '--language', 'en', example, '--steps-per-epoch', endless],
    cwd: root,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, BATCHPOINT_USER_DATA: userData },
  });
  try {
    const page = await app.firstWindow();
    await page.addInitScript(tapSteps);
    await page.reload();
    await untilState(page, 'ready');
    await page.mouse.move(400, 5); // away from the charts
    await page.evaluate(() => window.rateTap.port.postMessage({ kind: 'run' }));
    await untilState(page, 'running');
    const both = { app, page, engine };
    const all = Object.fromEntries(measured.map((window) => [window, []]));
    await round(both); // both are warm before it counts
    for (let left = rounds; left > 0; left -= roundsAtOnce) {
      const count = Math.min(left, roundsAtOnce);
      for (const window of measured) all[window].push(...(await roundsWith(both, windows[window].act, count)));
    }
    return all;
  } finally {
    engine.close();
    signalAll(app, 'SIGCONT');
    const impatience = setTimeout(() => app.process().kill('SIGKILL'), 5000);
    await app.close();
    clearTimeout(impatience);
    rmSync(userData, { recursive: true, force: true });
  }
}

const loadBefore = loadavg()[0];
const all = await measure();
const engine = median(Object.values(all).flatMap((each) => each.map((round) => round.engine)));
const rows = measured.map((window) => {
  const { target } = windows[window];
  const share = estimate(all[window].map((round) => round.app / round.engine));
  const stepsPerSecond = median(all[window].map((round) => round.app));
  return { window, stepsPerSecond, share, target, isMissed: share.high < target };
});
if (options.json) console.log(JSON.stringify({ example: options.example, loadBefore, engine, rows }, undefined, 2));
else {
  console.log(
    `${options.example}: ${engine.toFixed(1)} steps/s by the engine alone; medians of ${rounds} rounds by turns`,
  );
  for (const { window, stepsPerSecond, share, target, isMissed } of rows) {
    console.log(
      `  window ${window.padEnd(8)} ${stepsPerSecond.toFixed(1)} steps/s = ${percentText(share)}, target ≥ ${target * 100} %${isMissed ? '   MISSED' : ''}`,
    );
  }
  console.log(`Load before: ${loadBefore.toFixed(2)}; a machine with other work gives other numbers.`);
}
process.exitCode = rows.some(({ isMissed }) => isMissed) ? 1 : 0;
