import { compileModel } from '../../main/training/model/compiled-model';
import { prepareBatch } from '../../main/training/data/prepare-batch';
import { disposeBatch } from '../../main/training/data/prepared-batch';
import { NdArray } from '../../main/training/data/nd-array';
import { RandomLayers } from '../../main/training/model/random-layers';
import { disposeResults } from '../../main/training/step/step';
import * as tf from '../../main/training/tf';
import { closeStep, trainGuardedStep, trainStep, type TrainedBatch } from '../../main/training/step/train-on-batch';
import '../../main/trainer/backend';
import { convolution, dense, type BenchNetwork } from './networks';
import { readOptions } from './options.mjs';
import { compare, overall, percentText, perStep, type Compared, type Estimate } from './paired';

const { layers } = tf;

const networks: { readonly [name: string]: BenchNetwork } = {
  tiny: dense(8, 2, 1),
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
};

/** Milliseconds of a slice, about. */
const sliceMs = 1;
/** Each network is built anew so many times: where a process has put things counts too, in a quick step the most. */
const builds = { quick: 24, slow: 6 };
/** Milliseconds of a step that is quick. */
const quickMs = 0.5;
const rows = 64;
/** The share of a step's time that the guard may take. */
const limit = 0.03;
const { rounds, only: word } = readOptions({ rounds: 200, only: '' });

/** A step as a run takes it, from the arrays that its data gives to the numbers of the log. */
function stepsOf({ shape, build }: BenchNetwork, eager: boolean) {
  const compiled = compileModel(
    build(),
    { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    { random: new RandomLayers(1), eager },
  );
  const inputs = shape.reduce((product, size) => product * size, 1);
  const x = new NdArray(
    Float32Array.from({ length: rows * inputs }, (_, at) => Math.sin(at)),
    [rows, ...shape],
  );
  const y = new NdArray(
    Int32Array.from({ length: rows }, (_, row) => row % 10),
    [rows],
  );
  const take = (train: typeof trainGuardedStep): TrainedBatch => {
    const batch = prepareBatch(compiled, { x, y }, { allowNotFinite: true });
    const trained = train(compiled, batch, compiled.optimizer.iterations)!;
    disposeBatch(trained.batch);
    disposeResults(trained.results);
    return trained;
  };
  return { compiled, plain: () => take(trainStep), guarded: () => take(trainGuardedStep) };
}

const times = (step: () => void, count: number) => (): void => {
  for (let at = 0; at < count; at += 1) step();
};

/** What can be said of the limit: a range that holds it does not say on which side the truth lies. */
function verdict({ low, high }: Estimate): string {
  if (high <= limit) return 'within the limit';
  return low > limit ? 'over the limit' : 'not sure';
}

/** Compares plain and guarded steps of a network, by turns. @returns whether the guard is surely dearer than it may be */
async function measure(name: string, network: BenchNetwork, eager: boolean): Promise<boolean> {
  const all: Compared[] = [];
  for (let [build, last] = [0, builds.slow]; build < last; build += 1) {
    const { compiled, plain, guarded } = stepsOf(network, eager);
    times(guarded, 20)();
    const began = performance.now();
    times(plain, 20)();
    const stepMs = (performance.now() - began) / 20;
    if (stepMs < quickMs) last = builds.quick;
    const count = Math.max(1, Math.round(sliceMs / stepMs));
    all.push(perStep(await compare(times(plain, count), times(guarded, count), rounds), count));
    closeStep(compiled);
  }
  const { wall, processor } = overall(all);
  const label = `${eager ? 'eager' : 'compiled'} ${name}`.padEnd(20);
  console.log(
    `${label} ${wall.base.toFixed(3)} ms a step; guard ${(wall.extra.middle * 1000).toFixed(1)} µs: ` +
      `${percentText(wall.share)}; of processor time ${percentText(processor.share)}; ${verdict(wall.share)}`,
  );
  return wall.share.low > limit;
}

console.log(`plain and guarded steps by turns; with ranges of 95 % certainty; the limit is ${limit * 100} %`);
let isDear = false;
for (const eager of [false, true]) {
  for (const [name, network] of Object.entries(networks)) {
    if (!`${eager ? 'eager' : 'compiled'} ${name}`.includes(word)) continue;
    isDear = (await measure(name, network, eager)) || isDear;
  }
}
process.exit(isDear ? 1 : 0);
