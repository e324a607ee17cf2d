// `npm run bench:train [-- --python PYTHON] [--make-venv] [--torch-python PYTHON] [--json [FILE]] [--rounds 7]
// [--seconds 0.6] [--cases tiny,lstm] [--only ours,keras,tfjs,torch] [--threads N] [--compare-onednn]`: milliseconds a
// training step takes, of Batchpoint compiled and eager, of plain tfjs, Keras 2.15 and PyTorch: the same models, data
// and first weights, in turns. Exits 1 if a target is missed or if two did not train the same net.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { readOptions, someOf } from './options.mjs';
import { contendersOf, startWorkers } from './train/contenders.mjs';
import { pythonsOf } from './train/python.mjs';
import { race } from './train/race.mjs';
import { lossDifferences, lossLines, ratioLines, ratiosOf, rowOf, timeLines } from './train/report.mjs';

const root = join(import.meta.dirname, '../..');
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'train/cases.json'), 'utf8'));
const groups = { ours: /^(compiled|eager)/, keras: /^keras/, tfjs: /^tfjs$/, torch: /^torch$/ };

/** `--json` may stand alone: what is to be written goes to the output then. */
const spelled = (args) =>
  args.map((arg, at) => (arg === '--json' && !/^[^-]/.test(args[at + 1] ?? '') ? '--json=-' : arg));

const options = readOptions(
  {
    json: '',
    rounds: 7,
    seconds: 0.6,
    cases: '',
    only: '',
    threads: Math.min(8, availableParallelism()),
    python: '',
    'torch-python': '',
    'make-venv': false,
    'compare-onednn': false,
  },
  spelled(process.argv.slice(2)),
);

function whoTakesPart(contenders) {
  const { only } = options;
  const words = someOf('only', only, [...Object.keys(groups), ...contenders.map(({ name }) => name)]);
  return ({ name }) => words.some((word) => word === name || groups[word]?.test(name));
}

/** Progress, and where only JSON goes to the output all else: to the terminal. */
const tell = (text) => process.stderr.write(`${text}\n`);
const say = options.json === '-' ? tell : (text) => console.log(text);

/** Lets the contenders train the cases in turns. */
async function raceAll(names, racing, pythons, rounds) {
  const races = new Map();
  const faults = new Map();
  const workers = await startWorkers(racing, pythons, options.threads);
  const entrants = racing.map((each) => ({ ...each, ask: (request) => workers.get(each.worker).ask(request) }));
  try {
    for (const name of names) {
      tell(`${cases[name].title} …`);
      const onFault = (who, message) => faults.set(`${name}, ${who}`, message);
      races.set(name, await race(name, entrants, { rounds, seconds: options.seconds, onFault }));
      tell(timeLines(racing, new Map([...races].slice(-1))).join('\n'));
    }
  } finally {
    for (const worker of workers.values()) worker.close();
  }
  return { races, faults };
}

/** What the contenders said of themselves, each once. */
function notesOf(races) {
  const said = [...races.values()].flatMap((results) =>
    [...results].map(([name, { note }]) => note && `${name}: ${note}`),
  );
  return [...new Set(said.filter(Boolean))];
}

function writeJson(races, racing) {
  if (options.json === '') return;
  const rows = [...races].map(([name, results]) => rowOf(name, racing, results));
  const text = `${JSON.stringify({ rows }, undefined, 2)}\n`;
  if (options.json === '-') process.stdout.write(text);
  else writeFileSync(resolve(process.env.INIT_CWD ?? '.', options.json), text);
}

/** @returns whether every target was met, by contenders that all train the same nets */
async function bench() {
  const names = someOf('cases', options.cases, Object.keys(cases));
  const pythons = pythonsOf(options, join(root, '.cache', 'bench-python'));
  const contenders = contendersOf(pythons, { comparesOneDnn: options['compare-onednn'] });
  const racing = contenders.filter(whoTakesPart(contenders));
  const { rounds } = options;
  const loadBefore = loadavg()[0];
  const { races, faults } = await raceAll(names, racing, pythons, rounds);
  say(`\nMedians of ${rounds} rounds in turns; ${options.threads} threads`);
  const ratios = ratioLines(races, (name) => cases[name].target);
  for (const lines of [timeLines(racing, races), ratios, lossLines(racing, races)]) say(`\n${lines.join('\n')}`);
  say('');
  for (const note of notesOf(races)) say(note);
  for (const [where, message] of faults) say(`${where}: ${message}`);
  say(`\nLoad before: ${loadBefore.toFixed(2)}; compare within a row: a machine with other work gives other times.`);
  writeJson(races, racing);
  const isFine = ([name, results]) =>
    ratiosOf(results, cases[name].target).every(({ isMet }) => isMet) &&
    [...lossDifferences(results).values()].every(({ isSame }) => isSame);
  return [...races].every(isFine) && faults.size === 0;
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
