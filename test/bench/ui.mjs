// `npm run bench:ui [-- --json] [--runs 3] [--seconds 15] [--part charts|training]`: what the live window costs. First
// four charts with a history of 100,000 steps and ten updates a second while nothing else runs, then the MNIST example
// training flat out. Exits 1 if a target is missed.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { frames, medians, processorShares } from './measure.mjs';
import { readOptions, refuse, someOf } from './options.mjs';
import { pauseLatency, untilBatch, watchRun } from './pause-latency.mjs';
import { startSyntheticTrainer } from './synthetic-trainer.mjs';

const root = resolve(import.meta.dirname, '../..');
const options = readOptions({ json: false, runs: 3, seconds: 15, part: '', 'own-screen': false });
const { runs, seconds } = options;
const asked = someOf('part', options.part, ['charts', 'training']);

const trainer = {
  history: 100_000,
  series: ['loss', 'accuracy', 'meanSquaredError', 'meanAbsoluteError'],
  stepsPerEpoch: 2500,
};

/** Measures with their targets: what they are called, which limit holds, and the unit. */
const targets = {
  charts: {
    fps: { least: 59, unit: 'frames/s' },
    p99: { most: 34, unit: 'ms' },
    page: { most: 15, unit: '% of a core' },
    gpu: { most: 5, unit: '% of a core' },
  },
  training: {
    p99: { most: 100, unit: 'ms' },
    pause: { most: 50, unit: 'ms beyond the batch in flight' },
  },
};

const executable = process.env.BATCHPOINT_ELECTRON_EXE;
if (!executable) refuse('BATCHPOINT_ELECTRON_EXE names no Electron: use `npm run bench:ui`.');

async function withApp(args, work) {
  const userData = mkdtempSync(join(tmpdir(), 'batchpoint-bench-'));
  const app = await _electron.launch({
    executablePath: executable,
    args: [root, '--language', 'en', ...args],
    cwd: root,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, BATCHPOINT_USER_DATA: userData },
  });
  try {
    return await work(app, await app.firstWindow());
  } finally {
    const impatience = setTimeout(() => app.process().kill('SIGKILL'), 5000);
    await app.close();
    clearTimeout(impatience);
    rmSync(userData, { recursive: true, force: true });
  }
}

/** Four charts at ten updates a second. */
const measureCharts = () =>
  withApp([], async (app, page) => {
    await page.getByRole('button', { name: /^MNIST/ }).waitFor();
    await page.mouse.move(400, 5); // away from the charts: a cursor on them is another measurement
    await app.evaluate(startSyntheticTrainer, trainer);
    await page.waitForFunction((count) => document.querySelectorAll('.recharts-wrapper').length === count, 4);
    await page.waitForTimeout(3000);
    const drawn = await frames(page, seconds);
    return { ...drawn, ...(await processorShares(app, seconds)) };
  });

/** The CNN flat out: is the window still smooth, and does Pause land? */
const measureTraining = () =>
  withApp([join(root, 'examples/mnist.ts'), '--run', '--epochs', '100'], async (_app, page) => {
    await watchRun(page);
    await untilBatch(page, 30);
    await page.mouse.move(400, 5);
    const drawn = await frames(page, seconds);
    return { ...drawn, pause: await pauseLatency(page, 5) };
  });

async function repeat(measure) {
  const each = [];
  for (let i = 0; i < runs; i++) each.push(await measure());
  return { runs: each, median: medians(each) };
}

const isMet = ({ least = -Infinity, most = Infinity }, value) => value >= least && value <= most;

function rowsOf(part, { runs: each, median }) {
  return Object.entries(targets[part]).map(([measure, target]) => ({
    part,
    measure,
    runs: each.map((result) => result[measure].toFixed(1)).join('  '),
    median: Number(median[measure].toFixed(1)),
    target: `${'least' in target ? `≥ ${target.least}` : `≤ ${target.most}`} ${target.unit}`,
    met: isMet(target, median[measure]),
  }));
}

const loadBefore = loadavg()[0];
const parts = { charts: measureCharts, training: measureTraining };
const results = {};
for (const [part, measure] of Object.entries(parts)) {
  if (asked.includes(part)) results[part] = await repeat(measure);
}
const rows = Object.entries(results).flatMap(([part, result]) => rowsOf(part, result));
if (options.json) {
  console.log(JSON.stringify({ loadBefore, seconds, ...results, rows }, undefined, 2));
} else {
  console.table(rows);
  console.log(`Load before: ${loadBefore.toFixed(2)}; a machine with other work gives other numbers.`);
}
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
