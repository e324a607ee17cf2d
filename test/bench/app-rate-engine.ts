// A child of the app's rate benchmark: an experiment trained by `fitGenerator` and nothing around it, a while each time
// it is asked. Without validation, as the app is started for the comparison.
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { tensorflowEnvironment } from '../../main/contract/tensorflow-environment';
import type { ExperimentContext, GeneratorExperiment } from '../../main/training/experiment';
import { keyedRandom } from '../../main/training/random/keyed-random';
import * as tf from '../../main/training/tf';

/** Lets batches through until a time, by the clock at each batch: between batches no timer gets its turn. */
class Gate {
  steps = 0;
  #closesAt = 0;
  #goOn: (() => void) | undefined;
  #parked: (() => void) | undefined;

  async pass(): Promise<void> {
    if (performance.now() < this.#closesAt) return;
    const opened = new Promise<void>((resolve) => (this.#goOn = resolve));
    this.#parked?.();
    await opened;
  }

  /** Settles once a batch waits. */
  openFor(ms: number): Promise<void> {
    this.#closesAt = performance.now() + ms;
    const parked = new Promise<void>((resolve) => (this.#parked = resolve));
    this.#goOn?.();
    return parked;
  }
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** Trains without an end, behind a gate. Settles once the first batch waits there. */
async function start(experiment: GeneratorExperiment, gate: Gate): Promise<void> {
  const { compile } = await import('../../main/experiment/public-api');
  const seed = experiment.seed ?? 0;
  const { signal } = new AbortController();
  const context: ExperimentContext = { tf, seed, random: keyedRandom(seed), epoch: 0, signal };
  const trainable = compile(await experiment.model(context), experiment.compile, { seed });
  const parked = gate.openFor(0);
  const training = trainable.fitGenerator(experiment.train(context), {
    stepsPerEpoch: Number.MAX_SAFE_INTEGER,
    verbose: 0,
    callbacks: [
      {
        onBatchBegin: () => gate.pass(),
        onBatchEnd() {
          gate.steps += 1;
        },
      },
    ],
  });
  training.catch((error: unknown) => say({ error: String(error) }));
  await parked;
}

/** Answers each line, a number of seconds, with the steps and milliseconds of a turn. */
export async function serveExperiment(experiment: GeneratorExperiment): Promise<never> {
  // As the training process of the app, and before TensorFlow's threads begin, which take it over.
  setPriority(10);
  Object.assign(process.env, tensorflowEnvironment(Number(process.argv[2])));
  await import('../../main/trainer/backend');
  const gate = new Gate();
  await start(experiment, gate);
  say({ values: [] });
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps } = gate;
    const began = performance.now();
    await gate.openFor(Number(line) * 1000);
    say({ values: [gate.steps - steps, performance.now() - began] });
  }
  process.exit(0);
}
