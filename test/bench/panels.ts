import '../../main/trainer/backend';
import type { RequestName, RequestValues } from '../../main/contract/debug/requests';
import { answer } from '../../main/training/debug/answers';
import type { GeneratorExperiment, Yielded } from '../../main/training/experiment';
import { createSession } from '../../main/training/session';
import * as tf from '../../main/training/tf';
import { interval, mostShare } from '../../renderer/store/keep-asking';
import { convolution, dense, type BenchNetwork } from './networks';

/**
 * What the layers panel costs a training. Two sessions of the same experiment take turns of a few steps: nobody has ever
 * looked into one; into the other somebody has looked, and looks no more, or asks one of the panel's two questions in a
 * turn. What a turn with a question takes beyond one without is the price of a look; how often the window looks makes a
 * share of it. Processor time, in which other programs count little. Value: rounds.
 */
const rounds = Number(process.argv[2] ?? 60);
/** Milliseconds of a turn, about. */
const turnMs = 60;
/** Shares of the training's time. */
const limits = { closed: 0.01, open: 0.15 };

const networks: { readonly [name: string]: BenchNetwork } = { MLP: dense(128, 784), CNN: convolution };

function experimentOf(name: string): GeneratorExperiment {
  const { shape, build } = networks[name]!;
  return {
    name,
    seed: 1,
    model: build,
    compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    *train(): Generator<Yielded> {
      const pictures = tf.randomNormal([64, ...shape]);
      const classes = Array.from({ length: 64 }, (_, row) => row % 10);
      for (;;) yield [pictures, classes];
    },
    stepsPerEpoch: 1_000_000,
    epochs: 1,
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The value that a part of all values stays below. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))]!;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);

type Look = { readonly [Name in RequestName]?: RequestValues<Name> };

async function open(name: string) {
  const session = await createSession({
    experiment: experimentOf(name),
    file: 'bench.ts',
    run: {},
    threads: 2,
    versions: {},
    listener: () => undefined,
    now: () => performance.now(),
  });
  /** @returns processor time in milliseconds, and milliseconds of the answer */
  const turn = async (steps: number, look: Look = {}): Promise<readonly [spent: number, took: number]> => {
    const begun = process.cpuUsage();
    session.step(steps);
    let took = 0;
    await soon();
    for (const [question, values] of Object.entries(look)) {
      const asked = performance.now();
      structuredClone(await answer(session.debugContext(), question as 'layer', values as RequestValues<'layer'>));
      took += performance.now() - asked;
    }
    while (session.state.status !== 'paused') await soon();
    const { user, system } = process.cpuUsage(begun);
    return [(user + system) / 1000, took];
  };
  return { session, turn };
}

async function measure(name: string): Promise<boolean> {
  const [never, once] = [await open(name), await open(name)];
  const layer = [...once.session.debugContext().models.values()][0]!.model.layers[0]!.name;
  const looks: readonly Look[] = [{ layers: [] }, { layer: [layer, 0] }];
  for (const each of [never, once]) await each.turn(20);
  for (const look of looks) for (let count = 0; count < 3; count += 1) await once.turn(20, look);
  const began = performance.now();
  await never.turn(50);
  const stepMs = (performance.now() - began) / 50;
  const steps = Math.max(4, Math.round(turnMs / stepMs));
  const closed: number[] = [];
  const prices: [number[], number[]] = [[], []];
  const tooks: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const order = [never, once].sort(() => (round % 2 === 0 ? 1 : -1));
    const spent = new Map<unknown, number>();
    for (const each of order) spent.set(each, (await each.turn(steps))[0]);
    closed.push(1 - spent.get(never)! / spent.get(once)!);
    for (const [at, look] of looks.entries()) {
      const [having, took] = await once.turn(steps, look);
      const [without] = await once.turn(steps);
      prices[at]!.push(having - without);
      tooks[at]!.push(took);
    }
  }
  return report(name, stepMs, { closed, prices, tooks });
}

type Measured = {
  readonly closed: readonly number[];
  readonly prices: readonly (readonly number[])[];
  readonly tooks: readonly (readonly number[])[];
};

/** Prints shares. @returns whether they are within the limits */
function report(name: string, stepMs: number, { closed, prices, tooks }: Measured): boolean {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const spread = (values: readonly number[], text: (value: number) => string): string =>
    `${text(median(values))} (${text(quantile(values, 0.25))} to ${text(quantile(values, 0.75))})`;
  const shares = prices.map((price, at) => {
    const pause = Math.max(interval, median(tooks[at]!) / mostShare);
    return median(price) / (pause + median(price));
  });
  const share = shares.reduce((sum, each) => sum + each, 0);
  console.log(`${name}, ${stepMs.toFixed(2)} ms a step: closed ${spread(closed, percent)}, open ${percent(share)}`);
  for (const [at, question] of ['all layers', 'one layer'].entries()) {
    const ms = (value: number): string => `${value.toFixed(0)} ms`;
    console.log(
      `  ${question}: ${spread(prices[at]!, ms)} of processor time a look, answered in ${ms(median(tooks[at]!))}`,
    );
  }
  return quantile(closed, 0.25) <= limits.closed && share <= limits.open;
}

let isWithin = true;
for (const name of Object.keys(networks)) isWithin = (await measure(name)) && isWithin;
process.exit(isWithin ? 0 : 1);
