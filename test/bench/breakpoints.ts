import '../../main/trainer/backend';
import type { Breakpoint } from '../../main/contract/debug/breakpoint';
import type { RunBreakpoints } from '../../main/training/breakpoints/run-breakpoints';
import type { Judge } from '../../main/training/debug/inside-step';
import type { GeneratorExperiment, Yielded } from '../../main/training/experiment';
import { createSession } from '../../main/training/session';
import * as tf from '../../main/training/tf';

/**
 * What 20 conditions cost a step: two sessions of the same experiment, one with breakpoints that never hit, take turns of a
 * few steps each, so that both meet the same disturbances. Prints medians. Values: turns, and a word that names what is
 * to be compared.
 */
const turns = Number(process.argv[2] ?? 60);
const word = process.argv[3] ?? '';
const stepsOfTurn = 20;

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

function* batches(): Generator<Yielded> {
  const x = new Float32Array(64 * 28 * 28).map((_, at) => Math.sin(at));
  const xs = Array.from({ length: 64 }, (_, row) =>
    Array.from({ length: 28 }, (__, y) => Array.from({ length: 28 }, (___, at) => [x[row * 784 + y * 28 + at]!])),
  );
  const pictures = tf.tensor(xs);
  const classes = Array.from({ length: 64 }, (_, row) => row % 10);
  for (;;) yield [pictures, classes];
}

const experiment: GeneratorExperiment = {
  name: 'digits',
  seed: 1,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 64, activation: 'relu', name: 'hidden' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  train: batches,
  stepsPerEpoch: 1_000_000,
  epochs: 1,
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

async function open(list: readonly Breakpoint[]) {
  const session = await createSession({
    experiment,
    file: 'bench.ts',
    run: {},
    threads: 2,
    versions: {},
    listener: () => undefined,
    now: () => performance.now(),
  });
  const spent = timed(session.debugContext().breakpoints);
  session.setBreakpoints(list);
  return {
    session,
    /** Milliseconds a step that are spent on conditions once their code is warm, as a median. */
    own: () => median(spent.slice(spent.length >> 1)),
    /** Milliseconds a step. */
    async turn(): Promise<number> {
      const began = performance.now();
      session.step(stepsOfTurn);
      while (session.state.status !== 'paused') await new Promise((resolve) => setImmediate(resolve));
      return (performance.now() - began) / stepsOfTurn;
    },
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function compare(name: string, list: readonly Breakpoint[], against: readonly Breakpoint[] = []): Promise<void> {
  if (!name.includes(word)) return;
  const [without, having] = [await open(against), await open(list)];
  for (let turn = 0; turn < 5; turn += 1) for (const each of [without, having]) await each.turn();
  const ratios: number[] = [];
  const times: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    const order = turn % 2 === 0 ? [without, having] : [having, without];
    const measured = new Map<unknown, number>();
    for (const each of order) measured.set(each, await each.turn());
    times[0].push(measured.get(without)!);
    times[1].push(measured.get(having)!);
    ratios.push(measured.get(having)! / measured.get(without)!);
  }
  const [base, own] = times.map(median) as [number, number];
  const percent = ((median(ratios) - 1) * 100).toFixed(2);
  const conditions = having.own();
  console.log(
    `  the conditions themselves: ${(conditions * 1000).toFixed(0)} µs, ${((conditions / own) * 100).toFixed(2)} %`,
  );
  console.log(`${name}: ${base.toFixed(3)} ms → ${own.toFixed(3)} ms a step, ${percent} % (median of ratios)`);
  for (const { session } of [without, having]) session.dispose();
}

const one = breakpoints(['step > 1e9'], 'before-commit');
await compare('nothing against nothing', []);
await compare('20 conditions after the commit', breakpoints(plain, 'after-commit'));
await compare('one condition before the commit', breakpoints(['loss > 1e9'], 'before-commit'));
await compare('20 conditions before the commit', breakpoints(plain, 'before-commit'));
await compare('20 before the commit against one', breakpoints(plain, 'before-commit'), one);
await compare('20 with norms of gradients, weights and updates', breakpoints(deep, 'before-commit'), one);
process.exit(0);
