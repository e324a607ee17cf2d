// `npm run bench:data [-- --json] [--rounds 3] [--megabytes 1000] [--python PYTHON] [--part read|train]`: reading a
// numeric CSV file in order, by Batchpoint, csv-parse, papaparse and (with --python) pandas, in turns; then training on
// it. The file, the packages and Python's environment are put into a temporary folder. Exits 1 if a target is missed.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleBench } from './bundle.mjs';
import { readOptions, someOf } from './options.mjs';

const root = resolve(import.meta.dirname, '../..');
const options = readOptions({ json: false, rounds: 3, megabytes: 1000, python: '', part: '' });
const { json, rounds } = options;
const parts = someOf('part', options.part, ['read', 'train']);
const targets = { speed: 200, growth: 64 };
/** In larger parts than ours, which pandas needs to be fast. */
const pandasRows = 100_000;

const say = (text) => json || console.log(text);
const folder = mkdtempSync(join(tmpdir(), 'batchpoint-data-'));

/** A file of ten inputs of six decimals and a target of 0 or 1; the same numbers each time. */
function writeTable(path, megabytes) {
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const line = () =>
    `${Array.from({ length: 10 }, () => ((draw() - 0.5) * 20).toFixed(6)).join()},${Math.round(draw())}\n`;
  const block = Buffer.from(Array.from({ length: 100_000 }, line).join(''));
  const file = openSync(path, 'w');
  writeSync(file, `${Array.from({ length: 10 }, (_, column) => `c${column}`).join()},y\n`);
  for (let left = megabytes * 1e6; left > 0; left -= block.length) {
    const part = left < block.length ? block.subarray(0, block.lastIndexOf('\n', Math.max(left, 1000)) + 1) : block;
    for (let done = 0; done < part.length;) done += writeSync(file, part, done);
  }
  closeSync(file);
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** Puts the packages to compare with into the temporary folder. */
function installRivals() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(
    npm,
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--silent', 'csv-parse@5', 'papaparse@5'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  copyFileSync(join(root, 'test', 'bench', 'data-rivals.mjs'), join(folder, 'data-rivals.mjs'));
}

function installPandas() {
  const environment = join(folder, 'python');
  execFileSync(options.python, ['-m', 'venv', environment]);
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pandas'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return python;
}

async function measureReading(file) {
  const ours = await bundleBench('data-read');
  installRivals();
  const rival = (name) => () => run(process.execPath, [join(folder, 'data-rivals.mjs'), name, file]);
  const contenders = {
    batchpoint: () => run(process.execPath, [ours, file]),
    'csv-parse': rival('csv-parse'),
    papaparse: rival('papaparse'),
  };
  if (options.python) {
    const python = installPandas();
    contenders.pandas = () => run(python, [join(root, 'test', 'bench', 'data-pandas.py'), file, String(pandasRows)]);
  }
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(contenders)) results[name].push(measure());
  }
  const megabytes = statSync(file).size / 1e6;
  return Object.entries(results).map(([name, runs]) => {
    const { rows, sum } = runs[0];
    const seconds = runs.map((each) => each.seconds).sort((a, b) => a - b)[Math.floor(rounds / 2)];
    const peak = Math.max(...runs.map((each) => each.peak)) / 1e6;
    return { name, speed: megabytes / seconds, rowsPerSecond: rows / seconds, peak, seconds, rows, sum };
  });
}

/** What reading has to fulfil: fast enough, the fastest, and the same numbers as the others. */
function readingFaults([ours, ...others]) {
  const faults = [];
  if (ours.speed < targets.speed) faults.push(`${ours.speed.toFixed(0)} MB/s is less than ${targets.speed}`);
  for (const { name, speed, rows, sum } of others) {
    if (speed >= ours.speed) faults.push(`${name} is faster`);
    if (rows !== ours.rows || Math.abs(sum - ours.sum) > 1e-6 * rows) faults.push(`${name} read other numbers`);
  }
  return faults;
}

async function measureTraining(file) {
  const program = await bundleBench('data-train');
  const small = join(folder, 'small.csv');
  writeTable(small, 5);
  return ['in order', 'shuffled'].map((order) => {
    const { seconds, steps, growth } = run(process.execPath, [program, file, small, order]);
    return { order, seconds, steps, growth: growth / 1e6 };
  });
}

function printReading(table) {
  say(`\n${'reading'.padEnd(12)}${'MB/s'.padStart(8)}${'rows/s'.padStart(12)}${'peak MB'.padStart(10)}`);
  for (const { name, speed, rowsPerSecond, peak } of table) {
    say(
      `${name.padEnd(12)}${speed.toFixed(0).padStart(8)}${Math.round(rowsPerSecond).toLocaleString('en').padStart(12)}${peak.toFixed(0).padStart(10)}`,
    );
  }
}

try {
  const file = join(folder, 'table.csv');
  writeTable(file, options.megabytes);
  say(`${(statSync(file).size / 1e6).toFixed(0)} MB, ${rounds} rounds`);
  const reading = parts.includes('read') ? await measureReading(file) : undefined;
  if (reading) printReading(reading);
  const training = parts.includes('train') ? await measureTraining(file) : undefined;
  for (const { order, seconds, steps, growth } of training ?? []) {
    say(`\ntraining, ${order}: ${steps} steps in ${seconds.toFixed(1)} s, memory grew by ${growth.toFixed(0)} MB`);
  }
  const faults = [
    ...(reading ? readingFaults(reading) : []),
    ...(training ?? [])
      .filter(({ growth }) => growth > targets.growth)
      .map(({ order, growth }) => `training ${order} grew by ${growth.toFixed(0)} MB, more than ${targets.growth}`),
  ];
  if (json) console.log(JSON.stringify({ reading, training, faults }));
  else for (const fault of faults) console.error(`missed: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
