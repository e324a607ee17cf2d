import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInside } from '../../../main/contract/run-state';
import { RunSaving } from '../../../main/trainer/run-saving';
import type { TrainingEvent } from '../../../main/contract/training-event';
import type { Experiment, LoopExperiment } from '../../../main/training/experiment';
import { readSavedRun } from '../../../main/training/session/saved-run';
import { savingOf } from '../../../main/training/session/saving';
import {
  hashOf,
  losses,
  noisyExperiment,
  open,
  openWithHistory,
  until,
  type Observed,
} from '../training/session/session-fixture';

let folder = '';
const opened: Observed[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-saving-'));
});
afterEach(() => {
  for (const { session } of opened.splice(0)) session.dispose();
  rmSync(folder, { recursive: true });
});

const settled = async ({ session }: Observed): Promise<void> => {
  do await new Promise((resolve) => setImmediate(resolve));
  while (session.state.status !== 'paused');
};

/** A run that stands inside step 6. */
async function standing(experiment: Experiment = noisyExperiment, hasHistory = true) {
  const saving = new RunSaving(savingOf);
  const onEvent = (event: TrainingEvent) => saving.hear(event);
  const history = { folder: mkdtempSync(join(folder, 'history-')), budget: { memory: 2 ** 26, disk: 2 ** 26 } };
  const run = await open(experiment, {}, onEvent, { keepsBoundary: 'rests', ...(hasHistory && { history }) });
  opened.push(run);
  run.session.step(5);
  await settled(run);
  const hash = hashOf(run.session);
  await saving.save(run.session, join(folder, 'before'));
  run.session.stepInto();
  await settled(run);
  expect(isInside(run.session.state)).toBe(true);
  return { run, saving, hash };
}

describe('a run that is saved inside a batch', () => {
  it('is stepped back to where the batch began, and goes on from there with the same bits', async () => {
    const { run, saving, hash } = await standing();
    run.session.stepInto();
    await settled(run);
    expect(await saving.save(run.session, join(folder, 'kept'))).toEqual({ before: 6 });
    expect(run.session.state).toMatchObject({ status: 'paused', step: 5, at: 'between-batches' });
    expect(hashOf(run.session)).toBe(hash);
    const saved = await readSavedRun(join(folder, 'kept'));
    expect(saved.step).toBe(5);
    const on = await openWithHistory(noisyExperiment, mkdtempSync(join(folder, 'history-')), { resume: saved });
    opened.push(on);
    for (const { session } of [run, on]) session.run();
    for (const { session } of [run, on]) await until(session, 'finished');
    expect(losses(on.events)).toEqual(losses(run.events).slice(5));
    expect(hashOf(on.session)).toBe(hashOf(run.session));
  });

  it('keeps what was edited inside it', async () => {
    const { run, saving } = await standing();
    run.session.debugContext().edits.make('', { kind: 'hyperparameter', name: 'learningRate', value: 0.5 });
    await saving.save(run.session, join(folder, 'kept'));
    const saved = await readSavedRun(join(folder, 'kept'));
    expect(saved.edits).toMatchObject([{ step: 5, edit: { value: 0.5 } }]);
    expect(saved.models['']!.optimizer.learningRate).toBeCloseTo(0.5);
  });

  it('is refused where nothing is kept to step back to', async () => {
    const { run, saving } = await standing(noisyExperiment, false);
    await expect(saving.save(run.session, join(folder, 'kept'))).rejects.toMatchObject({ code: 'run-inside' });
    expect(isInside(run.session.state)).toBe(true);
  });

  it('stays inside it where a loop of one’s own is: its models are as they were before the batch', async () => {
    const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
    const looping: LoopExperiment = {
      ...oneModel,
      async loop({ trainOnBatch, random }) {
        for (let batch = 0; ; batch += 1) {
          const x = random.normal([6, 4], `x ${batch}`);
          await trainOnBatch(x, [0, 1, 2, 0, 1, 2]);
          x.dispose();
        }
      },
    };
    const { run, saving } = await standing(looping);
    expect(await saving.save(run.session, join(folder, 'kept'))).toEqual({ before: 6 });
    expect(isInside(run.session.state)).toBe(true);
    run.session.commit();
    await settled(run);
    const later = join(folder, 'later');
    await saving.save(run.session, later);
    const bytes = (parent: string) =>
      readdirSync(parent, { recursive: true }).flatMap((file) =>
        `${file}`.endsWith('.bin') ? [readFileSync(join(parent, `${file}`))] : [],
      );
    expect(bytes(join(folder, 'kept'))).toEqual(bytes(join(folder, 'before')));
    expect(bytes(join(folder, 'kept'))).not.toEqual(bytes(later));
  });
});
