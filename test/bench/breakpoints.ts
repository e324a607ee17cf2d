import '../../main/trainer/backend';
import type { Breakpoint } from '../../main/contract/debug/breakpoint';
import { RunBreakpoints } from '../../main/training/breakpoints/run-breakpoints';
import type { Judge } from '../../main/training/inside-step/judge';
import { examples, openRun, type BenchRun } from './example-runs';
import { readOptions } from './options.mjs';
import { compare, overall, percentText, perStep, type Compared, type Estimate } from './paired';

/**
 * What 20 conditions that never hold cost a step: one run is judged with them and without by turns of a few steps each, so that
 * nothing else differs.
 */
/** `turn` is the milliseconds of a turn, about. */
const { rounds, only: word, turn: turnMs } = readOptions({ rounds: 120, only: '', turn: 4 });
/** Turns before anything is measured, as long as TensorFlow and V8 still find their way. */
const warm = 50;
/** Runs for each comparison: where a process has put things counts too. */
const builds = 8;
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
const norms = [
  ...plain.slice(0, 17),
  'gradNorm() > 1e9',
  'gradNorm() > 1e6 * median(gradNorm(), 50)',
  'slope(gradNorm(), 20) > 1e9',
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
  '20 with norms of gradients': [breakpoints(norms, 'before-commit'), []],
  '20 with norms of gradients and updates': [breakpoints(deep, 'before-commit'), []],
};

/** A run that is judged by one of two lists. */
type Judged = {
  readonly run: BenchRun;
  /** Goes on with the first list or the second. */
  readonly turnTo: (side: 0 | 1) => void;
};

async function opened(name: string, lists: readonly [readonly Breakpoint[], readonly Breakpoint[]]): Promise<Judged> {
  const { rows, ...network } = examples[name]!;
  const run = await openRun(name, network, rows);
  const { breakpoints: ofRun, plan, models } = run.session.debugContext();
  const deeds = { tell: noDeed, log: noDeed, pause: noDeed, keepSnapshot: noDeed };
  const parts = { plan, models, step: () => 0, isRepeating: () => false };
  const sides = lists.map((list) => {
    const side = new RunBreakpoints({ ...parts, deeds: { ...deeds, stop: noDeed, goBack: noDeed, scaleRate: noDeed } });
    side.replace(list);
    const { problems } = side.state;
    if (Object.keys(problems).length > 0) throw new Error(JSON.stringify(problems));
    return side;
  });
  let at: 0 | 1 = 0;
  ofRun.replace = noDeed;
  ofRun.begin = (place) => sides[at]!.begin(place);
  ofRun.trained = (place, values) => sides[at]!.trained(place, values);
  const judges = sides.map(({ judge }) => judge);
  Object.defineProperty(ofRun, 'judge', { get: (): Judge | undefined => judges[at] });
  const turnTo = (side: 0 | 1): void => {
    at = side;
    // Has the run ask for its judge again.
    run.session.setBreakpoints([]);
  };
  return { run, turnTo };
}

function noDeed(): void {
  // A condition that never holds does nothing.
}

async function measure(name: string, kind: string): Promise<boolean> {
  const [list, against] = kinds[kind]!;
  const all: Compared[] = [];
  for (let build = 0; build < builds; build += 1) {
    const { run, turnTo } = await opened(name, [against, list]);
    await run.stepMs();
    const count = Math.max(1, Math.round(turnMs / (await run.stepMs())));
    const turn = (side: 0 | 1) => (): Promise<void> => {
      turnTo(side);
      return run.take(count);
    };
    for (let taken = 0; taken < warm; taken += 1) for (const side of [0, 1] as const) await turn(side)();
    all.push(perStep(await compare(turn(0), turn(1), rounds), count));
    run.dispose();
  }
  const { wall, processor } = overall(all);
  const micro = ({ low, middle, high }: Estimate): string =>
    `${(middle * 1000).toFixed(1)} µs (${(low * 1000).toFixed(1)} to ${(high * 1000).toFixed(1)})`;
  console.log(
    `${name.padEnd(7)} ${kind.padEnd(39)} ${wall.base.toFixed(3)} ms a step; in all ${micro(wall.extra)}, ` +
      `${percentText(wall.share)}; processor ${micro(processor.extra)}`,
  );
  return kind === '20 after the commit' && wall.share.middle > limit;
}

console.log('with and without by turns; with ranges of 95 % certainty');
let isDear = false;
for (const kind of Object.keys(kinds)) {
  for (const name of Object.keys(examples)) {
    if (name === 'Iris' && kind.includes('updates')) continue;
    if (`${name} ${kind}`.includes(word)) isDear = (await measure(name, kind)) || isDear;
  }
}
process.exit(isDear ? 1 : 0);
