import '../../../../main/trainer/backend';
import type { RunState } from '../../../../main/contract/run-state';
import type { BatchEnd, TrainingEvent } from '../../../../main/contract/training-event';
import type { RunOverrides } from '../../../../main/training/modes';
import type { Experiment, ExperimentContext, GeneratorExperiment, Yielded } from '../../../../main/training/experiment';
import { createSession } from '../../../../main/training/session/create-session';
import type { TrainingSession } from '../../../../main/training/session/session';
import type { SessionOptions } from '../../../../main/training/session/session-options';
import * as tf from '../../../../main/training/tf';
import { stateHash, statesOf } from '../../../../main/training/time-travel/snapshot';

/** A session and what it said. */
export type Observed = { readonly session: TrainingSession; readonly events: readonly TrainingEvent[] };

type Overrides = RunOverrides & { readonly seed?: number };

/** A session with a clock of its own: each question is a millisecond later. */
export async function open(
  experiment: Experiment,
  run: Overrides = {},
  onEvent = (_: TrainingEvent) => {},
  more: Partial<SessionOptions> = {},
): Promise<Observed> {
  const events: TrainingEvent[] = [];
  let time = 0;
  const session = await createSession({
    experiment,
    file: '/experiments/test.ts',
    run,
    threads: 2,
    versions: {},
    listener: (event) => {
      events.push(event);
      onEvent(event);
    },
    now: () => (time += 1),
    ...more,
  });
  return { session, events };
}

/** A session by the machine's clock that keeps what it needs to go back, in a folder. */
export function openWithHistory(
  experiment: Experiment,
  folder: string,
  more: Partial<SessionOptions> = {},
): Promise<Observed> {
  const history = { folder, budget: { memory: 2 ** 26, disk: 2 ** 26 } };
  return open(experiment, {}, undefined, { now: () => performance.now(), history, ...more });
}

export const batchEnds = (events: readonly TrainingEvent[]): readonly BatchEnd[] =>
  events.filter((event) => event.type === 'batch-end');

export const losses = (events: readonly TrainingEvent[]): readonly number[] =>
  batchEnds(events).map(({ own }) => own['loss']!);

/** Of the state of all models. */
export function hashOf(session: TrainingSession): string {
  const { models } = session.debugContext();
  return stateHash(statesOf(models));
}

/** Waits, without sleeping, until the session is in a state. */
export async function until(session: TrainingSession, status: RunState['status']): Promise<RunState> {
  while (session.state.status !== status) {
    if (['failed', 'finished', 'stopped', 'out-of-data'].includes(session.state.status)) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return session.state;
}

/** Lets a loop that does not stand still go on for a while. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A small network with everything that could differ between two runs: dropout, batch norm, random weights. */
export function noisyModel(): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.batchNormalization(),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
}

/** Few kernels a step, for long runs. */
export function smallModel(): tf.LayersModel {
  return tf.sequential({
    layers: [tf.layers.dropout({ rate: 0.3, inputShape: [4] }), tf.layers.dense({ units: 3, activation: 'softmax' })],
  });
}

/** Endless batches of 6 samples in 3 classes, from keys. */
export function* batches({ random }: ExperimentContext): Generator<Yielded> {
  for (let batch = 0; ; batch += 1) {
    const x = random.normal([6, 4], `x ${batch}`);
    const values = x.arraySync();
    x.dispose();
    yield [values, [0, 1, 2, 0, 1, 2]];
  }
}

export const noisyExperiment: GeneratorExperiment = {
  name: 'noisy',
  seed: 7,
  model: noisyModel,
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  train: batches,
  stepsPerEpoch: 10,
  epochs: 2,
};
