import '../../main/trainer/backend';
import type { Variant } from '../../main/contract/debug/what-if';
import { answer } from '../../main/training/debug/answers';
import * as tf from '../../main/training/tf';
import { examples, openRun, type BenchRun } from './example-runs';
import type { BenchNetwork } from './networks';
import { readOptions } from './options.mjs';
import { median } from './paired';

/**
 * What it takes to compare variants of a step, next to the limit of five steps and 100 ms: the first time that a run is asked
 * and later on; between batches, and while the run stands inside a step.
 */
const { times, only: word } = readOptions({ times: 9, only: '' });

const { layers } = tf;
const convolution = (filters: number) => [
  layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }),
  layers.batchNormalization(),
  layers.reLU(),
];
const networks: { readonly [name: string]: BenchNetwork & { readonly rows: number } } = {
  MNIST: examples['MNIST']!,
  'batch norm': {
    rows: 64,
    shape: [28, 28, 1],
    build: () =>
      tf.sequential({
        layers: [
          layers.inputLayer({ inputShape: [28, 28, 1] }),
          ...convolution(16),
          ...convolution(16),
          layers.maxPooling2d({ poolSize: 2 }),
          ...convolution(32),
          layers.flatten(),
          layers.dropout({ rate: 0.3 }),
          layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
  },
};

const lists: { readonly [name: string]: readonly Variant[] } = {
  'one rate': [{ hyperparameters: { learningRate: 0.1 } }],
  'without a row': [{ withoutRows: [0] }],
  '4 rates and clips': [0.1, 0.01].flatMap((learningRate): Variant[] => [
    { hyperparameters: { learningRate } },
    { hyperparameters: { learningRate, clipnorm: 1 } },
  ]),
  '4 with passes of their own': [
    { withoutDropout: true },
    { withoutRows: [0] },
    { withoutRows: [1, 2] },
    { withoutRows: [0], withoutDropout: true },
  ],
};

async function ask({ session }: BenchRun, list: readonly Variant[]): Promise<number> {
  const asked = performance.now();
  await answer(session.debugContext(), 'whatIf', [list]);
  return performance.now() - asked;
}

/** Settles once the run stands inside its next step, with the update computed. */
async function standInside({ session }: BenchRun): Promise<void> {
  session.stepInto();
  for (let phase = 0; phase < 4; phase += 1) {
    do await new Promise((resolve) => setImmediate(resolve));
    while (session.state.status !== 'paused');
    if (phase < 3) session.stepInto();
  }
}

async function measure(name: string, listed: string): Promise<boolean> {
  const list = lists[listed]!;
  const { rows, ...network } = networks[name]!;
  const run = await openRun(name, network, rows);
  const limit = 5 * (await run.stepMs()) + 100;
  const first = await ask(run, list);
  const later: number[] = [];
  for (let count = 0; count < times; count += 1) later.push(await ask(run, list));
  await standInside(run);
  const inside: number[] = [];
  for (let count = 0; count < times; count += 1) inside.push(await ask(run, list));
  run.dispose();
  const [after, within] = [later, inside].map(median) as [number, number];
  console.log(
    `${name.padEnd(10)} ${listed.padEnd(26)} first ${first.toFixed(0)} ms, later ${after.toFixed(0)} ms, inside a step ` +
      `${within.toFixed(0)} ms; limit ${limit.toFixed(0)} ms`,
  );
  return Math.max(first, after, within) <= limit;
}

let isWithin = true;
for (const name of Object.keys(networks)) {
  for (const listed of Object.keys(lists)) {
    if (`${name} ${listed}`.includes(word)) isWithin = (await measure(name, listed)) && isWithin;
  }
}
process.exit(isWithin ? 0 : 1);
