import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BatchEnd, TrainingEvent } from '../../../../main/contract/training-event';
import type { Experiment, GeneratorExperiment, Yielded } from '../../../../main/training/experiment';
import { readCase } from '../../../../main/training/debug/bisect/case-file';
import { readSavedRun, writeSavedRun, type SavedRun } from '../../../../main/training/session/saved-run';
import { createSession } from '../../../../main/training/session/session';
import { batchEnds, hashOf, noisyExperiment, smallModel, until } from './session-fixture';

const { train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const items: readonly Yielded[] = Array.from({ length: 8 }, (_, batch): Yielded => [
  Array.from({ length: 6 }, (__, row) => Array.from({ length: 4 }, (___, at) => Math.sin(batch + row * 3 + at))),
  Array.from({ length: 6 }, (__, row) => (row + batch) % 3),
]);
const sequence = () => ({ length: 8, item: (index: number) => items[index]! });
const experiments: { readonly [name: string]: Experiment } = {
  'a shuffled sequence': { ...oneModel, train: sequence, epochs: 3 },
  'a generator with validation': {
    ...oneModel,
    train,
    validation: train,
    validationSteps: 2,
    stepsPerEpoch: 8,
    epochs: 3,
  } as GeneratorExperiment,
  'batches of a sequence': { ...oneModel, batches: sequence },
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-saved-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type More = { readonly resume?: SavedRun; readonly seed?: number; readonly keepsBoundary?: 'rests' };

async function open(experiment: Experiment, { seed, ...more }: More = {}) {
  const events: TrainingEvent[] = [];
  const session = await createSession({
    experiment,
    file: 'test.ts',
    run: { ...('batches' in experiment && { stepsPerEpoch: 24 }), ...(seed !== undefined && { seed }) },
    threads: 1,
    versions: {},
    listener: (event) => events.push(event),
    now: () => 0,
    keepsBoundary: 'batches',
    ...more,
  });
  const hash = (): string => hashOf(session);
  return { session, events, hash };
}

const plain = (ends: readonly BatchEnd[]) =>
  ends.map(({ step, epoch, batch, own, means }) => ({ step, epoch, batch, own, means }));

it.each(Object.entries(experiments))('%s goes on from a hit with the same bits', async (_, experiment) => {
  const whole = await open(experiment);
  whole.session.run();
  await whole.session.done;

  for (const condition of ['step == 9', 'step == 13']) {
    const first = await open(experiment);
    first.session.setBreakpoints([
      {
        id: 'a',
        condition,
        isEnabled: true,
        when: 'before-commit',
        hits: { kind: 'always' },
        actions: [{ kind: 'pause' }],
      },
    ]);
    first.session.run();
    await until(first.session, 'paused');
    await writeSavedRun(folder, first.session.savedRun()!);
    first.session.dispose();

    const second = await open(experiment, { resume: await readSavedRun(folder) });
    second.session.run();
    await second.session.done;
    expect(plain([...batchEnds(first.events), ...batchEnds(second.events)])).toEqual(plain(batchEnds(whole.events)));
    expect(second.hash()).toBe(whole.hash());
    second.session.dispose();
  }
  whole.session.dispose();
});

it.each(Object.entries(experiments))(
  '%s goes on from where it was stopped by hand with the same bits',
  async (_, experiment) => {
    const whole = await open(experiment);
    whole.session.run();
    await whole.session.done;
    for (const steps of [5, 8, 13]) {
      const first = await open(experiment, { keepsBoundary: 'rests' });
      first.session.step(steps);
      await until(first.session, 'paused');
      if (!first.session.savedRun()) {
        first.session.runToEpochEnd(); // out of the validation
        await until(first.session, 'paused');
      }
      await writeSavedRun(folder, first.session.savedRun()!);
      first.session.run();
      await first.session.done;
      first.session.dispose();

      const second = await open(experiment, { resume: await readSavedRun(folder) });
      second.session.run();
      await second.session.done;
      expect(plain(batchEnds(second.events))).toEqual(plain(batchEnds(whole.events).slice(steps)));
      expect(second.hash()).toBe(whole.hash());
      second.session.dispose();
    }
    whole.session.dispose();
  },
);

it('is not saved behind an update, where the batch that it would go on with is trained already', async () => {
  const { session } = await open(experiments['a generator with validation']!);
  session.step(8);
  await until(session, 'paused');
  // It stands in the validation of the epoch.
  expect(session.savedRun()).toBeUndefined();
  expect(session.canBeSaved).toBe(false);
  session.step(1);
  await until(session, 'paused');
  expect(session.savedRun()).toMatchObject({ step: 9, position: { epoch: 1, batch: 1 } });
  expect(session.canBeSaved).toBe(true);
  session.dispose();
});

it('goes on with the seed that the run was begun with, and with no other', async () => {
  const experiment = experiments['a shuffled sequence']!;
  const first = await open(experiment, { seed: 21 });
  first.session.step(9);
  await until(first.session, 'paused');
  await writeSavedRun(folder, first.session.savedRun()!);
  first.session.step(4);
  await until(first.session, 'paused');
  const resume = await readSavedRun(folder);
  const second = await open(experiment, { resume });
  expect(second.session.plan.seed).toBe(21);
  second.session.step(4);
  await until(second.session, 'paused');
  expect(second.hash()).toBe(first.hash());
  for (const { session } of [first, second]) session.dispose();
  const values = { name: 'seed', expected: '21', got: '22' };
  await expect(open(experiment, { resume, seed: 22 })).rejects.toMatchObject({ code: 'wrong-argument', values });
  const { seed: _, ...older } = resume;
  const third = await open(experiment, { resume: older, seed: 21 });
  expect(third.session.plan.seed).toBe(21);
  third.session.dispose();
});

it('ends where it was to end, also if the batches so far are not said with it', async () => {
  const experiment = experiments['batches of a sequence']!;
  const first = await open(experiment);
  first.session.step(10);
  await until(first.session, 'paused');
  const saved = first.session.savedRun()!;
  first.session.dispose();
  const { made, ...position } = saved.position as { readonly made: number };
  expect(made).toBe(10);
  const second = await open(experiment, { resume: { ...saved, position } });
  second.session.run();
  expect(await second.session.done).toMatchObject({ status: 'finished', step: 24 });
  second.session.dispose();
});

it('refuses a custom loop, another model, and a folder without a run', async () => {
  const loop: Experiment = { ...oneModel, loop: async () => {} };
  const { session } = await open(experiments['a shuffled sequence']!);
  session.step(2);
  await until(session, 'paused');
  const saved = session.savedRun()!;
  session.dispose();
  const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;
  await expect(open(loop, { resume: saved })).rejects.toThrow(code('resume-loop'));
  await expect(open(experiments['a shuffled sequence']!, { resume: { ...saved, models: {} } })).rejects.toThrow(
    code('other-model'),
  );
  const named = { ...saved, folder: '/runs/kept' };
  const wide: Experiment = { ...oneModel, model: smallModel, train: sequence, epochs: 3 };
  const values = { file: '/runs/kept', got: expect.not.stringMatching(/\.$/) as string };
  await expect(open(wide, { resume: named })).rejects.toMatchObject({ code: 'other-model', values });
  const nothing = { code: 'nothing-kept', values: { folder, what: 'run' } };
  await expect(readSavedRun(folder)).rejects.toMatchObject(nothing);
  await expect(readCase(folder)).rejects.toMatchObject({ ...nothing, values: { folder, what: 'case' } });
});
