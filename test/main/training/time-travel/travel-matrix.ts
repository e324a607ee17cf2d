import type { StepMode } from '../../../../main/contract/step-mode';
import type { BatchEnd, TrainingEvent } from '../../../../main/contract/training-event';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { readSavedRun, writeSavedRun } from '../../../../main/training/session/saved-run';
import { createSession } from '../../../../main/training/session/create-session';
import type { SessionOptions } from '../../../../main/training/session/session-options';
import { stepMode } from '../../../../main/training/step/train-on-batch';
import { batchesOf, networks, optimizers, type Way } from '../bits-matrix';
import { batchEnds, hashOf, until } from '../session/session-fixture';

const batchesInEpoch = 16;

/** What a part of a run came to: loss and metrics of each step, and the state at its end; and how it was computed. */
export type Part = {
  readonly own: readonly BatchEnd['own'][];
  readonly hash: string;
  readonly mode: StepMode['kind'] | undefined;
};

/** Where a run goes: from its start to `end`, back to `back`, and to `end` again. */
export type Course = { readonly back: number; readonly end: number };

/** A run over shuffled data. */
function experimentOf({ network, optimizer, eager }: Way, steps: number): GeneratorExperiment {
  const items = batchesOf(networks[network], batchesInEpoch);
  return {
    name: network,
    seed: 11,
    eager,
    model: networks[network].build,
    compile: { optimizer: optimizers[optimizer]!, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
    train: () => ({ length: items.length, item: (index: number) => items[index]! }),
    epochs: Math.ceil((steps + 1) / batchesInEpoch),
  };
}

async function open(way: Way, steps: number, more: Pick<SessionOptions, 'history' | 'resume' | 'keepsBoundary'>) {
  const events: TrainingEvent[] = [];
  const session = await createSession({
    experiment: experimentOf(way, steps),
    file: 'matrix.ts',
    run: {},
    threads: 1,
    versions: {},
    listener: (event) => events.push(event),
    now: () => performance.now(),
    ...more,
  });
  const to = async (step: number): Promise<Part> => {
    const from = session.state.status === 'paused' ? session.state.step : (more.resume?.step ?? 0);
    const heard = batchEnds(events).length;
    session.step(step - from);
    await until(session, 'paused');
    const own = batchEnds(events)
      .slice(heard)
      .map((event) => event.own);
    const [compiled] = session.debugContext().models.values();
    return { own, hash: hashOf(session), mode: stepMode(compiled!)?.kind };
  };
  return { session, to };
}

/** Trains to the end of a course, goes back, saves the run there, and trains on. */
export async function thereAndBack(
  way: Way,
  { back, end }: Course,
  folders: { readonly history: string; readonly saved: string },
): Promise<{ readonly first: Part; readonly again: Part; readonly state: unknown }> {
  const history = { folder: folders.history, budget: { memory: 2 ** 26, disk: 2 ** 26 } };
  const { session, to } = await open(way, end, { history, keepsBoundary: 'batches' });
  try {
    const first = await to(end);
    session.goTo(back);
    const state = await until(session, 'paused');
    await writeSavedRun(folders.saved, session.savedRun()!);
    const again = await to(end);
    return { first: { ...first, own: first.own.slice(back) }, again, state };
  } finally {
    session.dispose();
  }
}

/** Goes on from where {@link thereAndBack} has saved the run. */
export async function resumed(way: Way, end: number, saved: string): Promise<Part> {
  const { session, to } = await open(way, end, { resume: await readSavedRun(saved) });
  try {
    return await to(end);
  } finally {
    session.dispose();
  }
}
