// `node test/bench/conditions.mjs [--json]`: what 20 breakpoints cost a batch, their histories included. Exits 1 if that is
// more than 2 % of a step of 1 ms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOptions } from './options.mjs';

const root = resolve(import.meta.dirname, '../..');
const { json } = readOptions({ json: false });
const most = 20_000;

const conditions = [
  'loss > 3 * median(loss, 50)',
  'loss > max(previous(loss), 100)',
  'loss > mean(loss, 50) + 6 * std(loss, 50)',
  'slope(loss, 20) > 1',
  'isNaN(loss) || !isFinite(loss)',
  'loss > 1e3 && step > 100',
  'ema(loss, 0.99) > 5',
  'accuracy < 0.1 && epoch > 2',
  'accuracy < min(previous(accuracy), 200)',
  'median(accuracy, 30) < 0.01',
  'gradNorm("dense_2") > 10',
  'gradNorm > 20 * median(gradNorm, 25)',
  'updateRatio < 1e-9 || updateRatio > 10',
  'updateRatio("dense_1") > 10',
  'deadShare("dense_1") > 0.9',
  'weightNorm > 1e6',
  'batch.rows < 32',
  'batch % 1000 == 999 && lr > 1',
  'abs(loss - previous(loss)) > 5',
  'lr < 1e-8 ? loss > 1 : loss > 100',
];

const folder = mkdtempSync(join(tmpdir(), 'batchpoint-conditions-'));
try {
  const outfile = join(folder, 'set.mjs');
  const entryPoints = [join(root, 'main/training/breakpoints/breakpoint-set.ts')];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' });
  const { BreakpointSet } = await import(pathToFileURL(outfile).href);
  const result = measure(BreakpointSet);
  if (json) console.log(JSON.stringify(result));
  else {
    console.log(`20 conditions: ${result.nsPerBatch} ns a batch, ${result.nsPerCondition} ns a condition`);
    console.log(
      `${((result.nsPerBatch / 1e6) * 100).toFixed(2)} % of a step of 1 ms (at most ${(most / 1e6) * 100} %)`,
    );
  }
  if (result.nsPerBatch > most) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(BreakpointSet) {
  const vocabulary = { series: ['loss', 'accuracy'], epochSeries: [], layers: ['dense_1', 'dense_2'] };
  const rest = { isEnabled: true, when: 'before-commit', hits: { kind: 'always' }, actions: [{ kind: 'pause' }] };
  const all = conditions.map((condition, at) => ({ id: `${at}`, condition, ...rest }));
  const set = new BreakpointSet(all, vocabulary);
  if (set.problems.size > 0) throw new Error(JSON.stringify([...set.problems]));

  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const numbers = new Map();
  const sources = {
    step: 0,
    epoch: 1,
    batch: 0,
    rows: 64,
    learningRate: 0.01,
    series: (key) => numbers.get(key) ?? NaN,
    measure: (name) => (name === 'gradNorm' ? 1 : 0.01),
  };
  const run = (batches) => {
    let hits = 0;
    const start = process.hrtime.bigint();
    for (let at = 0; at < batches; at++) {
      numbers.set('loss', 1 + draw());
      numbers.set('accuracy', 0.5 + draw() / 2);
      sources.step += 1;
      sources.batch = at % 500;
      hits += set.evaluate('before-commit', sources).length;
    }
    return { ns: Number(process.hrtime.bigint() - start) / batches, hits };
  };
  run(20_000);
  const rounds = Array.from({ length: 7 }, () => run(50_000)).sort((one, other) => one.ns - other.ns);
  const { ns, hits } = rounds[3];
  return { nsPerBatch: Math.round(ns), nsPerCondition: Math.round(ns / conditions.length), hits };
}
