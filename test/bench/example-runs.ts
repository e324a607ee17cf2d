import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunTeller } from '../../main/trainer/run-teller';
import { arrays } from '../../main/training/data/arrays';
import { NdArray } from '../../main/training/data/nd-array';
import type { GeneratorExperiment, Sequence } from '../../main/training/experiment';
import { createSession } from '../../main/training/session/create-session';
import type { TrainingSession } from '../../main/training/session/session';
import * as tf from '../../main/training/tf';
import { dense, type BenchNetwork } from './networks';

const { layers } = tf;

/** The nets of three examples, with rows of a batch: Iris, digits of 8x8 pixels, MNIST. */
export const examples: { readonly [name: string]: BenchNetwork & { readonly rows: number } } = {
  Iris: { rows: 10, ...dense(16, 4, 1) },
  digits: {
    rows: 32,
    shape: [8, 8, 1],
    build: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ inputShape: [8, 8, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.flatten(),
          layers.dropout({ rate: 0.2 }),
          layers.dense({ units: 32, activation: 'relu', name: 'hidden' }),
          layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
  },
  MNIST: {
    rows: 128,
    shape: [28, 28, 1],
    build: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 24, kernelSize: 5, activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.flatten(),
          layers.dense({ units: 64, activation: 'relu', name: 'hidden' }),
          layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
  },
};

const histories = mkdtempSync(join(tmpdir(), 'batchpoint-bench-'));
process.once('exit', () => rmSync(histories, { recursive: true, force: true }));

/** Batches of an epoch's data; it is read again and again, in another order each time. */
const batches = 64;

function dataOf({ shape }: BenchNetwork, batchSize: number): Sequence {
  const rows = batches * batchSize;
  const size = rows * shape.reduce((product, each) => product * each, 1);
  const x = new NdArray(
    Float32Array.from({ length: size }, (_, at) => Math.sin(at)),
    [rows, ...shape],
  );
  const y = new NdArray(
    Int32Array.from({ length: rows }, (_, row) => row % 10),
    [rows],
  );
  return arrays({ x, y, batchSize, shuffle: true });
}

/** What the trainer tells of a run, as long as no window looks on. */
function tellerOf(run: string): RunTeller {
  const nobody = (): void => undefined;
  return new RunTeller(
    { run },
    { now: () => performance.now(), report: nobody, hear: nobody, measure: () => ({ tensors: 0 }) },
  );
}

/** A run that never ends by itself, with what a run of the app has around its steps: it can go back, and its events are kept. */
export async function openRun(name: string, network: BenchNetwork, rows: number): Promise<BenchRun> {
  const experiment: GeneratorExperiment = {
    name,
    seed: 1,
    model: network.build,
    compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    train: () => dataOf(network, rows),
    epochs: 1_000_000,
  };
  const folder = mkdtempSync(join(histories, 'run-'));
  const teller = tellerOf(name);
  const session = await createSession({
    history: { folder, budget: { memory: 2 ** 28, disk: 2 ** 31 } },
    experiment,
    file: 'bench.ts',
    run: {},
    threads: 2,
    versions: {},
    listener: (event) => teller.tell(event),
    now: () => performance.now(),
    keepsBoundary: 'rests',
    told: () => teller.pack(),
  });
  return new BenchRun(session, teller);
}

/** A run that takes as many steps as it is asked for. */
export class BenchRun {
  readonly session: TrainingSession;
  readonly #teller: RunTeller;

  constructor(session: TrainingSession, teller: RunTeller) {
    this.session = session;
    this.#teller = teller;
  }

  /** Settles once the run is paused behind so many more steps. */
  async take(steps: number): Promise<void> {
    this.session.step(steps);
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.session.state.status !== 'paused');
  }

  /** Milliseconds of a step, about. */
  async stepMs(steps = 50): Promise<number> {
    await this.take(20);
    const began = performance.now();
    await this.take(steps);
    return (performance.now() - began) / steps;
  }

  dispose(): void {
    this.session.dispose();
    this.#teller.dispose();
  }
}
