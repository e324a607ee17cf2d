// A child of the overlap benchmark: the same experiment twice, with its steps in this thread and in another one, in
// turns. Says the milliseconds of a step of each turn, and whether both came to the same losses.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensorflowEnvironment } from '../../main/contract/tensorflow-environment';
import type { GeneratorExperiment } from '../../main/training/experiment';
import type { TrainingSession } from '../../main/training/session/session';

Object.assign(process.env, tensorflowEnvironment(Number(process.argv[2])));
await import('../../main/trainer/backend');
const { createSession } = await import('../../main/training/session/create-session');
const { imageFolder } = await import('../../main/training/data');
const tf = await import('../../main/training/tf');
const { node } = await import('@tensorflow/tfjs-node');

const rows = 64;
const [rounds, steps] = [Number(process.argv[3]), Number(process.argv[4])];

const network = (shape: readonly [number, number, number]) =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [...shape], filters: 16, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
const common = {
  seed: 1,
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  stepsPerEpoch: 1_000_000,
} as const;

/** Shifts pictures, in JavaScript. */
const augmenting: GeneratorExperiment = {
  ...common,
  name: 'augmenting',
  model: () => network([28, 28, 1]),
  *train() {
    const base = Float32Array.from({ length: rows * 784 }, (_, at) => ((at * 7919) % 256) / 256);
    for (let batch = 0; ; batch += 1) {
      const x = new Float32Array(rows * 784);
      for (let row = 0; row < rows; row += 1) {
        const shift = ((batch + row) % 5) - 2;
        for (let again = 0; again < 6; again += 1)
          for (let at = 0; at < 784; at += 1)
            x[row * 784 + at] = (base[row * 784 + at + shift] ?? 0) * 0.9 + Math.sin(at + again) * 0.01;
      }
      yield [tf.tensor(x, [rows, 28, 28, 1]), Int32Array.from({ length: rows }, (_, row) => row % 10)] as never;
    }
  },
};

/** PNG files of noise, a folder for each class. */
async function writePictures(folder: string): Promise<void> {
  for (let label = 0; label < 4; label += 1) {
    mkdirSync(join(folder, `class-${label}`));
    for (let each = 0; each < 64; each += 1) {
      const pixels = tf.randomUniform([64, 64, 3], 0, 256, 'int32', label * 64 + each) as never;
      writeFileSync(join(folder, `class-${label}`, `${each}.png`), await node.encodePng(pixels));
    }
  }
}

const pictures = (folder: string): GeneratorExperiment => ({
  ...common,
  name: 'pictures',
  model: () => network([48, 48, 3]),
  train: () => imageFolder({ folder, size: [48, 48], batchSize: rows, shuffle: true }),
});

type Turns = { readonly session: TrainingSession; readonly losses: number[]; turn(): Promise<number> };

async function open(experiment: GeneratorExperiment, overlap: boolean): Promise<Turns> {
  const losses: number[] = [];
  let paused: (() => void) | undefined;
  const session = await createSession({
    experiment,
    file: '/bench.ts',
    run: {},
    threads: Number(process.argv[2]),
    versions: {},
    overlap,
    now: () => performance.now(),
    listener: (event) => {
      if (event.type === 'batch-end') losses.push(event.own['loss']!);
      if (event.type === 'state' && event.state.status === 'paused') paused?.();
      if (event.type === 'state' && event.state.status === 'failed') throw new Error(JSON.stringify(event.state.error));
    },
  });
  return {
    session,
    losses,
    turn: async () => {
      const stood = new Promise<void>((resolve) => (paused = resolve));
      const began = performance.now();
      session.step(steps);
      await stood;
      return (performance.now() - began) / steps;
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'batchpoint-pictures-'));
try {
  await writePictures(folder);
  for (const experiment of [augmenting, pictures(folder)]) {
    const [alone, apart] = [await open(experiment, false), await open(experiment, true)];
    for (const each of [alone, apart]) await each.turn();
    const turns: [alone: number, apart: number][] = [];
    for (let round = 0; round < rounds; round += 1) turns.push([await alone.turn(), await apart.turn()]);
    const isSame = alone.losses.every((loss, at) => Object.is(loss, apart.losses[at]));
    process.stdout.write(`${JSON.stringify({ name: experiment.name, turns, isSame })}\n`);
    for (const { session } of [alone, apart]) session.dispose();
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(0);
