// `npm run bench:app [-- --json] [--rounds 5] [--seconds 6] [--example mnist]`: how fast an example trains in the app,
// its window visible with charts, and hidden, next to the engine alone; in turns. Exits 1 if a target is missed.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { _electron } from 'playwright-core';
import { bundle } from './bundle.mjs';
import { median } from './train/race.mjs';
import { Worker } from './train/worker.mjs';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '6' },
    example: { type: 'string', default: 'mnist' },
    'own-screen': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
/** Shares of the engine's own rate. */
const targets = { visible: 0.95, hidden: 0.99 };
const endless = '1000000000';

const executable = process.env.BATCHPOINT_ELECTRON_EXE;
if (!executable) throw new Error('BATCHPOINT_ELECTRON_EXE names no Electron: use `npm run bench:app`.');
const example = join(root, 'examples', `${values.example}.ts`);

function bundleEngine() {
  const contents = `import experiment from ${JSON.stringify(example)};
    import { serveExperiment } from './app-rate-engine';
    await serveExperiment(experiment);`;
  return bundle('app-rate-engine', {
    stdin: { contents, resolveDir: import.meta.dirname },
    alias: { batchpoint: join(root, 'main/experiment/public-api.ts') },
  });
}

/** Runs in the page before its own scripts: keeps the port to the trainer, and what the trainer says of its states. */
function tapStates() {
  const tap = { states: [], port: undefined };
  window.rateTap = tap;
  window.addEventListener('message', ({ ports: [port] }) => {
    if (!port) return;
    tap.port = port;
    port.addEventListener('message', ({ data }) => {
      if (data.kind !== 'events') return;
      for (const { type, time, step, message } of data.events) {
        if (type === 'log' && message.code === 'state')
          tap.states.push({ time, step, status: message.values.state.status });
      }
    });
  });
}

/** Waits until the trainer is in that state. @returns when, by its own clock, and at which step */
async function untilState(page, status) {
  const last = await page.waitForFunction(
    (wanted) => {
      const latest = window.rateTap?.states.at(-1);
      return latest?.status === wanted && latest;
    },
    status,
    { timeout: 120_000, polling: 20 },
  );
  return last.jsonValue();
}

const command = (page, kind) => page.evaluate((wanted) => window.rateTap.port.postMessage({ kind: wanted }), kind);

/** Steps a second of the app over one turn. */
async function appTurn(page) {
  await command(page, 'run');
  const began = await untilState(page, 'running');
  await page.waitForTimeout(seconds * 1000);
  await command(page, 'pause');
  const ended = await untilState(page, 'paused');
  return ((ended.step - began.step) / (ended.time - began.time)) * 1000;
}

async function engineTurn(engine) {
  const [steps, ms] = (await engine.ask(seconds)).values;
  return (steps / ms) * 1000;
}

const windowOf = (app, act) =>
  app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0][wanted](), act);

/** The engine's turns lie before, between and behind those of the app. */
async function round(app, page, engine) {
  const before = await engineTurn(engine);
  await windowOf(app, 'show');
  await page.waitForTimeout(500);
  const visible = await appTurn(page);
  const between = await engineTurn(engine);
  await windowOf(app, 'hide');
  await page.waitForTimeout(500);
  const hidden = await appTurn(page);
  const behind = await engineTurn(engine);
  return {
    engine: (before + between + behind) / 3,
    visible: visible / ((before + between) / 2),
    hidden: hidden / ((between + behind) / 2),
    stepsPerSecond: { visible, hidden },
  };
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
    await page.addInitScript(tapStates);
    await page.reload();
    await untilState(page, 'ready');
    await page.mouse.move(400, 5); // away from the charts
    await appTurn(page); // both are warm before it counts
    await engineTurn(engine);
    const all = [];
    for (let at = 0; at < rounds; at += 1) all.push(await round(app, page, engine));
    return all;
  } finally {
    engine.close();
    const impatience = setTimeout(() => app.process().kill('SIGKILL'), 5000);
    await app.close();
    clearTimeout(impatience);
    rmSync(userData, { recursive: true, force: true });
  }
}

const loadBefore = loadavg()[0];
const all = await measure();
const engine = median(all.map((each) => each.engine));
const rows = Object.entries(targets).map(([window, target]) => {
  const shares = all.map((each) => each[window]);
  const share = median(shares);
  return {
    window,
    stepsPerSecond: median(all.map((each) => each.stepsPerSecond[window])),
    share,
    least: Math.min(...shares),
    most: Math.max(...shares),
    target,
    isMet: share >= target,
  };
});
if (values.json) console.log(JSON.stringify({ example: values.example, loadBefore, engine, rows }, undefined, 2));
else {
  console.log(
    `${values.example}: ${engine.toFixed(1)} steps/s by the engine alone; medians of ${rounds} rounds in turns`,
  );
  for (const { window, stepsPerSecond, share, least, most, target, isMet } of rows) {
    const range = `(${(least * 100).toFixed(1)} to ${(most * 100).toFixed(1)})`;
    console.log(
      `  window ${window.padEnd(8)} ${stepsPerSecond.toFixed(1)} steps/s = ${(share * 100).toFixed(1)} % ${range}, target ≥ ${target * 100} %${isMet ? '' : '   MISSED'}`,
    );
  }
  console.log(`Load before: ${loadBefore.toFixed(2)}; a machine with other work gives other numbers.`);
}
process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
