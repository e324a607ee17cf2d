import { parseArgs } from 'node:util';
import '../../main/trainer/backend';
import type { RequestName, RequestValues } from '../../main/contract/debug/requests';
import { answer } from '../../main/training/debug/answers';
import { interval, mostShare } from '../../renderer/store/keep-asking';
import { openRun, type BenchRun } from './example-runs';
import { convolution, dense, type BenchNetwork } from './networks';
import { compare, percentText, type Compared } from './paired';

/**
 * What the layers panel costs a training. Closed: a run into which somebody has looked, against one that nobody has ever
 * looked into. Open: the same run with the panel's questions, asked as often as the window asks them, against itself
 * without; and the price of one look.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    'open-rounds': { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});
const { rounds, 'open-rounds': openRounds, only: word } = values;
/** Milliseconds of a turn, about. */
const turnMs = 25;
/** The same where the panel is open: long enough for three looks. */
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

async function measure(name: string): Promise<boolean> {
  const network = networks[name]!;
  const [never, once] = [await openRun(name, network, rows), await openRun(name, network, rows)];
  const layer = [...once.session.debugContext().models.values()][0]!.model.layers[0]!.name;
  const looks: { readonly [name: string]: Look } = { 'all layers': { layers: [] }, 'one layer': { layer: [layer, 0] } };
  await once.take(20);
  for (const look of Object.values(looks)) for (let count = 0; count < 3; count += 1) await takeWith(once, 20, look);
  await once.stepMs();
  const stepMs = await never.stepMs();
  const [steps, many] = [turnMs, openMs].map((ms) => Math.max(1, Math.round(ms / stepMs))) as [number, number];
  const closed = await compare(
    () => never.take(steps),
    () => once.take(steps),
    Number(rounds),
  );
  const open = await compare(
    () => once.take(many),
    () => takeOpen(once, many, Object.values(looks)),
    Number(openRounds),
    0,
  );
  console.log(`${name}, ${stepMs.toFixed(2)} ms a step, of the clock and of processor time`);
  console.log(`  closed: ${both(closed)}`);
  console.log(`  open:   ${both(open)}`);
  for (const [asked, look] of Object.entries(looks)) {
    const price = await compare(
      () => once.take(steps),
      () => takeWith(once, steps, look),
      Math.ceil(Number(rounds) / 4),
    );
    console.log(
      `  ${asked}: a look takes ${price.wall.extra.middle.toFixed(0)} ms, ${price.processor.extra.middle.toFixed(0)} of the processor`,
    );
  }
  for (const { session } of [never, once]) session.dispose();
  return closed.wall.share.low <= limits.closed && open.wall.share.middle <= limits.open;
}

const both = ({ wall, processor }: Compared): string => `${percentText(wall.share)}, ${percentText(processor.share)}`;

let isWithin = true;
for (const name of Object.keys(networks)) {
  if (name.includes(word)) isWithin = (await measure(name)) && isWithin;
}
process.exit(isWithin ? 0 : 1);
