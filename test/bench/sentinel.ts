import { compilingStep } from '../../main/training/compiled-step/compiling-step';
import { compileModel } from '../../main/training/compiled-model';
import { prepareBatch } from '../../main/training/data/prepare-batch';
import { disposeBatch } from '../../main/training/data/prepared-batch';
import { RandomLayers } from '../../main/training/model/random-layers';
import { disposeResults } from '../../main/training/step';
import * as tf from '../../main/training/tf';
import '../../main/trainer/backend';
import { convolution, dense } from './networks';

const { layers } = tf;

const networks = {
  'dense 16': dense(16, 16),
  'dense 32': dense(32, 32),
  'dense 128': dense(128, 128),
  'dense 512': dense(512, 784),
  convolution,
  LSTM: {
    shape: [12, 16],
    build: () =>
      tf.sequential({
        layers: [layers.lstm({ inputShape: [12, 16], units: 32 }), layers.dense({ units: 10, activation: 'softmax' })],
      }),
  },
} as const;

const rows = 64;
const rounds = Number(process.argv[2] ?? 100);
const perRound = 20;

/** Processor time of plain and guarded steps by turns, on the same model: other programs count little in it. */
for (const eager of [false, true]) {
  for (const [name, { shape, build }] of Object.entries(networks)) {
    const compiled = compileModel(
      build(),
      { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' },
      { random: new RandomLayers(1), eager },
    );
    const step = compilingStep(compiled);
    const x = tf.randomNormal([rows, ...shape]);
    const batch = prepareBatch(compiled, { x, y: Int32Array.from({ length: rows }, (_, row) => row % 10) });
    const time = (move: 'train' | 'trainGuarded'): number => {
      const begun = process.cpuUsage();
      for (let taken = 0; taken < perRound; taken += 1) disposeResults(step[move](batch, taken)!.results);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000 / perRound;
    };
    for (let taken = 0; taken < 4; taken += 1) [time('train'), time('trainGuarded')].at(0);
    const both = Array.from({ length: eager ? rounds / 10 : rounds }, (_, round): [number, number] => {
      if (round % 2 === 0) return [time('train'), time('trainGuarded')];
      const guarded = time('trainGuarded');
      return [time('train'), guarded];
    });
    const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
    const [plain, guarded] = [median(both.map(([each]) => each)), median(both.map(([, each]) => each))];
    const costs = both.map(([one, other]) => other / one - 1).sort((a, b) => a - b);
    const [low, cost, high] = [0.25, 0.5, 0.75].map((part) =>
      (costs[Math.floor(part * costs.length)]! * 100).toFixed(1),
    );
    console.log(
      `${eager ? 'eager   ' : 'compiled'} ${name.padEnd(12)} plain ${plain.toFixed(3)} ms, guarded ${guarded.toFixed(3)} ms: ` +
        `${((guarded - plain) * 1000).toFixed(0)} µs, ${cost} % (half of the pairs: ${low} to ${high} %)`,
    );
    disposeBatch(batch);
    step.close();
  }
}
process.exit(0);
