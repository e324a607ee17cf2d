import { parseArgs } from 'node:util';
import '../../main/trainer/backend';
import type { Breakpoint } from '../../main/contract/debug/breakpoint';
import type { RunBreakpoints } from '../../main/training/breakpoints/run-breakpoints';
import type { Judge } from '../../main/training/debug/inside-step';
import { examples, openRun, type BenchRun } from './example-runs';
import { compare, median, overall, percentText, perStep, type Compared } from './paired';

/**
 * What 20 conditions that never hold cost a step: two runs of the same experiment, one with breakpoints, take turns of a few
 * steps each.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '120' }, only: { type: 'string', default: '' } },
});
const { rounds, only: word } = values;
/** Milliseconds of a turn, about. */
const turnMs = 4;
/** Turns before anything is measured, as long as TensorFlow and V8 still find their way. */
const warm = 50;
/** Pairs of runs for each comparison: where a process has put things counts too. */
const builds = 4;
/** The share of a step's time that 20 conditions may take. */
const limit = 0.02;

const plain = [
  'loss > 1e9',
  'loss > 1e6 * median(loss, 50)',
  'ema(loss, 0.9) > 1e9',
  'slope(loss, 100) > 1e9',
  'std(loss, 50) > 1e9',
  'isNaN(loss)',
  'accuracy < -1',
  'mean(accuracy, 20) < -1',
  'min(loss, 30) < -1',
  'max(loss, 30) > 1e9',
  'step > 1e9',
  'epoch > 1e6',
  'lr > 1e3',
  'batch.rows < 1',
  'batch.index < 0',
  'loss > previous(loss) * 1e6',
  'loss > previous(loss, 10) * 1e6',
  'abs(slope(loss, 20)) > 1e6',
  'log(loss) > 1e3',
  'loss > 2 * ema(loss, 0.99) && step > 1e9',
];
const deep = [
  ...plain.slice(0, 15),
  'gradNorm() > 1e9',
  'gradNorm("hidden") > 1e9',
  'weightNorm("hidden") > 1e9',
  'updateRatio("hidden") > 1e9',
  'batch.hasNaN',
];

function breakpoints(conditions: readonly string[], when: Breakpoint['when']): readonly Breakpoint[] {
  return conditions.map((condition, at) => ({
    id: String(at),
    condition,
    isEnabled: true,
    when,
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
  }));
}

const kinds: { readonly [kind: string]: readonly [list: readonly Breakpoint[], against: readonly Breakpoint[]] } = {
  '20 after the commit': [breakpoints(plain, 'after-commit'), []],
  '20 before the commit': [breakpoints(plain, 'before-commit'), []],
  'one before the commit': [breakpoints(plain.slice(0, 1), 'before-commit'), []],
  '20 before it, against one': [breakpoints(plain, 'before-commit'), breakpoints(plain.slice(0, 1), 'before-commit')],
  '20 with norms of gradients and updates': [breakpoints(deep, 'before-commit'), []],
};

/** Milliseconds that are spent in the calls around each batch. */
function timed(breakpoints: RunBreakpoints): number[] {
  const spent: number[] = [];
  const around =
    <Values extends readonly unknown[], Result>(call: (...values: Values) => Result) =>
    (...values: Values): Result => {
      const began = performance.now();
      try {
        return call(...values);
      } finally {
        spent[spent.length - 1]! += performance.now() - began;
      }
    };
  const begin = around(breakpoints.begin.bind(breakpoints));
  breakpoints.begin = (place) => {
    spent.push(0);
    begin(place);
  };
  breakpoints.trained = around(breakpoints.trained.bind(breakpoints));
  const judge = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(breakpoints), 'judge')!.get!;
  Object.defineProperty(breakpoints, 'judge', {
    get: () => {
      const own = judge.call(breakpoints) as Judge | undefined;
      return own && { ...own, isHit: around(own.isHit), act: around(own.act) };
    },
  });
  return spent;
}

/** A run, and the milliseconds that are spent on its conditions, by step. */
async function opened(name: string, list: readonly Breakpoint[]): Promise<{ run: BenchRun; spent: number[] }> {
  const { rows, ...network } = examples[name]!;
  const run = await openRun(name, network, rows);
  const { breakpoints: ofRun } = run.session.debugContext();
  const spent = timed(ofRun);
  run.session.setBreakpoints(list);
  const { problems } = ofRun.state;
  if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
  return { run, spent };
}

async function measure(name: string, kind: string): Promise<boolean> {
  const [list, against] = kinds[kind]!;
  const all: Compared[] = [];
  const own: number[] = [];
  for (let build = 0; build < builds; build += 1) {
    const [without, having] = [await opened(name, against), await opened(name, list)];
    await having.run.stepMs();
    const count = Math.max(1, Math.round(turnMs / (await without.run.stepMs())));
    await having.run.take(warm * count);
    await without.run.take(warm * count);
    for (const { spent } of [without, having]) spent.length = 0;
    const [base, other] = [without, having].map(
      ({ run }) =>
        (): Promise<void> =>
          run.take(count),
    );
    all.push(perStep(await compare(base!, other!, Number(rounds)), count));
    own.push(median(having.spent) - median(without.spent));
    for (const { run } of [without, having]) run.session.dispose();
  }
  const { wall } = overall(all);
  const share = median(own) / wall.base;
  console.log(
    `${name.padEnd(7)} ${kind.padEnd(39)} ${wall.base.toFixed(3)} ms a step; in the conditions ` +
      `${(median(own) * 1000).toFixed(1)} µs, ${(share * 100).toFixed(1)} %; in all ${percentText(wall.share)}`,
  );
  return kind === '20 after the commit' && share > limit;
}

console.log('with and without by turns; with ranges of 95 % certainty');
let isDear = false;
for (const kind of Object.keys(kinds)) {
  for (const name of Object.keys(examples)) {
    if (name === 'Iris' && kind.includes('norms')) continue;
    if (`${name} ${kind}`.includes(word)) isDear = (await measure(name, kind)) || isDear;
  }
}
process.exit(isDear ? 1 : 0);
