import '../../main/trainer/backend';
import type { RequestName, RequestValues } from '../../main/contract/debug/requests';
import { answer } from '../../main/training/debug/answers';
import { interval, mostShare } from '../../renderer/store/keep-asking';
import { openRun, type BenchRun } from './example-runs';
import { convolution, dense, type BenchNetwork } from './networks';
import { readOptions } from './options.mjs';
import { compare, overall, percentText, type Compared, type Costs, type Estimate } from './paired';

/**
 * What the layers panel costs a training. Closed: a run into which somebody has looked, against one that nobody has
 * looked into, less what set the two apart before the look. Open: the same run with the panel's questions, asked as often as the window asks them, against itself
 * without; and the price of one look.
 */
const defaults = { seconds: 4, pairs: 12, 'open-rounds': 3, only: '' };
const { seconds, pairs, 'open-rounds': openRounds, only: word } = readOptions(defaults);
/** Milliseconds of a slice, about: closed, with one look in it, and open, long enough for three looks. */
const closedMs = 2;
const lookMs = 25;
const lookRounds = 25;
const openMs = 2.5 * interval;
const rows = 64;
/** Shares of the training's time. */
const limits = { closed: 0.01, open: 0.15 };

const networks: { readonly [name: string]: BenchNetwork } = { MLP: dense(128, 784), CNN: convolution };

type Look = { readonly [Name in RequestName]?: RequestValues<Name> };

/** One question of the panel, answered and copied as for the window. @returns milliseconds */
async function ask({ session }: BenchRun, look: Look): Promise<number> {
  const asked = performance.now();
  for (const [question, given] of Object.entries(look)) {
    structuredClone(await answer(session.debugContext(), question as 'layer', given as RequestValues<'layer'>));
  }
  return performance.now() - asked;
}

/** Steps with one question in between. */
async function takeWith(run: BenchRun, steps: number, look: Look): Promise<void> {
  const taken = run.take(steps);
  await new Promise((resolve) => setImmediate(resolve));
  await ask(run, look);
  await taken;
}

/** Steps with the panel open: each question again, a while after its answer. */
async function takeOpen(run: BenchRun, steps: number, looks: readonly Look[]): Promise<void> {
  let isOver = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const keepAsking = async (look: Look): Promise<void> => {
    if (isOver) return;
    const took = await ask(run, look);
    timers.add(setTimeout(() => void keepAsking(look), Math.max(interval, took / mostShare)));
  };
  const taken = run.take(steps);
  for (const look of looks) void keepAsking(look);
  await taken;
  isOver = true;
  timers.forEach(clearTimeout);
}

/** The questions of the panel: about all layers, and about the one that is chosen. */
function looksOf({ session }: BenchRun): { readonly [name: string]: Look } {
  const layer = [...session.debugContext().models.values()][0]!.model.layers[0]!.name;
  return { 'all layers': { layers: [] }, 'one layer': { layer: [layer, 0] } };
}

/** Looks into a run as somebody who has the panel open for a while. */
async function lookInto(run: BenchRun): Promise<void> {
  await run.take(20);
  for (const look of Object.values(looksOf(run))) {
    for (let count = 0; count < 3; count += 1) await takeWith(run, 20, look);
  }
}

/** What sets two comparisons apart. */
function beyond(after: Compared, before: Compared): Compared {
  const apart = (one: Estimate, other: Estimate): Estimate => {
    const middle = one.middle - other.middle;
    return { low: middle, middle, high: middle };
  };
  const of = (kind: keyof Compared): Costs => ({
    base: after[kind].base,
    extra: apart(after[kind].extra, before[kind].extra),
    share: apart(after[kind].share, before[kind].share),
  });
  return { wall: of('wall'), processor: of('processor') };
}

/**
 * Two runs by turns, before anybody has looked into the second and when somebody has. By itself one run is a few percent
 * slower than another, by where the process has put their things.
 */
async function comparePair(name: string, network: BenchNetwork): Promise<Compared> {
  const [never, once] = [await openRun(name, network, rows), await openRun(name, network, rows)];
  await once.stepMs();
  const stepMs = await never.stepMs();
  const steps = Math.max(1, Math.round(closedMs / stepMs));
  const rounds = Math.max(1, Math.round((seconds * 1000) / (4 * steps * stepMs)));
  const byTurns = (): Promise<Compared> =>
    compare(
      () => never.take(steps),
      () => once.take(steps),
      rounds,
    );
  const before = await byTurns();
  await lookInto(once);
  await once.stepMs();
  const after = await byTurns();
  for (const run of [never, once]) run.dispose();
  return beyond(after, before);
}

async function compareClosed(name: string, network: BenchNetwork): Promise<Compared> {
  const all: Compared[] = [];
  for (let pair = 0; pair < pairs; pair += 1) all.push(await comparePair(name, network));
  return overall(all);
}

async function measure(name: string): Promise<boolean> {
  const network = networks[name]!;
  const closed = await compareClosed(name, network);
  const run = await openRun(name, network, rows);
  await lookInto(run);
  const looks = looksOf(run);
  const stepMs = await run.stepMs();
  const [steps, many] = [lookMs, openMs].map((ms) => Math.max(1, Math.round(ms / stepMs))) as [number, number];
  const open = await compare(
    () => run.take(many),
    () => takeOpen(run, many, Object.values(looks)),
    openRounds,
    0,
  );
  console.log(`${name}, ${stepMs.toFixed(2)} ms a step, of the clock and of processor time`);
  console.log(`  closed: ${both(closed)}`);
  console.log(`  open:   ${both(open)}`);
  for (const [asked, look] of Object.entries(looks)) {
    const price = await compare(
      () => run.take(steps),
      () => takeWith(run, steps, look),
      lookRounds,
    );
    console.log(
      `  ${asked}: a look takes ${price.wall.extra.middle.toFixed(0)} ms, ${price.processor.extra.middle.toFixed(0)} of the processor`,
    );
  }
  run.dispose();
  return closed.wall.share.low <= limits.closed && open.wall.share.middle <= limits.open;
}

const both = ({ wall, processor }: Compared): string =>
  `${percentText(wall.share, 2)}, ${percentText(processor.share, 2)}`;

let isWithin = true;
for (const name of Object.keys(networks)) {
  if (name.includes(word)) isWithin = (await measure(name)) && isWithin;
}
process.exit(isWithin ? 0 : 1);
