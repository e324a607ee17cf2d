import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchEnd, TrainingEvent } from '../../../../main/contract/training-event';
import type { Experiment, GeneratorExperiment, Yielded } from '../../../../main/training/experiment';
import { backupAndRestore } from '../../../../main/training/callbacks';
import { readCase } from '../../../../main/training/debug/bisect/case-file';
import { readSavedRun, writeSavedRun } from '../../../../main/training/session/saved-run';
import { createSession } from '../../../../main/training/session/create-session';
import type { SessionOptions } from '../../../../main/training/session/session-options';
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

type More = { readonly seed?: number } & Partial<
  Pick<SessionOptions, 'resume' | 'keepsBoundary' | 'history' | 'keep' | 'now'>
>;

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

describe('a run that can go back', () => {
  const steady = { folder: '', budget: { memory: 2 ** 26, disk: 2 ** 26 } };
  const withHistory = (name: string) => {
    const own = join(folder, name);
    mkdirSync(own);
    return { keepsBoundary: 'rests', history: { ...steady, folder: own }, now: () => performance.now() } as const;
  };

  it.each(Object.entries(experiments))('%s goes on in another process, and back as far as there', async (_, each) => {
    const whole = await open(each);
    whole.session.run();
    await whole.session.done;
    const first = await open(each, withHistory('first'));
    first.session.step(11);
    await until(first.session, 'paused');
    await writeSavedRun(join(folder, 'run'), first.session.savedRun()!);
    first.session.dispose();

    const second = await open(each, { ...withHistory('second'), resume: await readSavedRun(join(folder, 'run')) });
    expect(second.session.state).toEqual({ status: 'ready', step: 11 });
    expect(second.events.slice(0, 2)).toMatchObject([{ type: 'plan' }, { type: 'resumed', step: 11, edits: [] }]);
    second.session.step(3);
    await until(second.session, 'paused');
    second.session.stepBack(3);
    await until(second.session, 'moving');
    const back = await until(second.session, 'paused');
    expect(back).toMatchObject({ step: 11, head: 14, why: { kind: 'moved', exactness: { kind: 'exact' } } });
    expect(() => second.session.goTo(10)).toThrow(expect.objectContaining({ code: 'no-such-step' }) as Error);
    second.session.run();
    await second.session.done;
    const ends = batchEnds(second.events);
    expect(plain(ends.slice(3))).toEqual(plain(batchEnds(whole.events).slice(11)));
    expect(second.hash()).toBe(whole.hash());
    second.session.dispose();
    whole.session.dispose();
  });

  it('knows what was edited before, and takes it back', async () => {
    const each = experiments['a shuffled sequence']!;
    const first = await open(each, withHistory('first'));
    first.session.step(2);
    await until(first.session, 'paused');
    const { edits } = first.session.debugContext();
    const edit = edits.make('', { kind: 'hyperparameter', name: 'learningRate', value: 0.5 });
    await writeSavedRun(join(folder, 'run'), first.session.savedRun()!);
    const resume = await readSavedRun(join(folder, 'run'));
    expect(resume.origin).toEqual({ file: 'test.ts', name: 'noisy' });
    const second = await open(each, { ...withHistory('second'), resume });
    const begun = second.session.debugContext().edits;
    expect(begun.records).toEqual([edit]);
    expect(begun.undo(edit.id)).toMatchObject({ id: edit.id + 1, undoes: edit.id, was: 0.5 });
    for (const { session } of [first, second]) session.dispose();
  });

  it('keeps itself on disk where it stands', async () => {
    const steps: number[] = [];
    const keep = { folder: join(folder, 'kept'), kept: (step: number) => steps.push(step) };
    const { session } = await open(experiments['a shuffled sequence']!, { ...withHistory('first'), keep });
    session.step(5);
    await until(session, 'paused');
    await vi.waitFor(() => expect(steps).toEqual([5]), { timeout: 5000 });
    expect(await readSavedRun(keep.folder)).toMatchObject({ step: 5, seed: 7, origin: { name: 'noisy' } });
    session.stepBack(2);
    await vi.waitFor(() => expect(session.state).toMatchObject({ status: 'paused', step: 3 }));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(steps).toEqual([5]); // what is in the past is no newer state
    session.step(1);
    await vi.waitFor(() => expect(steps).toEqual([5, 4]), { timeout: 5000 });
    session.dispose();
  });
});

it('goes on from the saved run, whatever backup a callback of the experiment has', async () => {
  const backup = () => backupAndRestore({ backupDir: join(folder, 'backup'), saveFreq: 3, deleteCheckpoint: false });
  const each = (): Experiment =>
    ({ ...experiments['a generator with validation']!, callbacks: [backup()] }) as Experiment;
  const first = await open(each(), { keepsBoundary: 'rests' });
  first.session.step(5);
  await until(first.session, 'paused');
  await writeSavedRun(join(folder, 'run'), first.session.savedRun()!);
  first.session.run();
  await first.session.done;
  const second = await open(each(), { resume: await readSavedRun(join(folder, 'run')) });
  second.session.run();
  await second.session.done;
  expect(plain(batchEnds(second.events))).toEqual(plain(batchEnds(first.events).slice(5)));
  for (const { session } of [first, second]) session.dispose();
});

describe('conditions of a run that goes on', () => {
  const conditions = [
    'loss > median(loss, 5)',
    'loss > ema(loss, 0.9)',
    'slope(loss, 6) < 0',
    'gradNorm > mean(gradNorm, 4)',
    'loss >= 0',
    'step == 9',
  ];
  const breakpoints = (texts: readonly string[], pauses = false) =>
    texts.map((condition, at) => ({
      id: `${at}`,
      condition,
      isEnabled: true,
      when: 'before-commit' as const,
      hits: { kind: 'always' as const },
      actions: [pauses && condition === 'step == 9' ? { kind: 'pause' as const } : { kind: 'log' as const, text: 'x' }],
    }));
  const hits = (events: readonly TrainingEvent[]) =>
    events.flatMap((event) => (event.type === 'hit' ? [[event.step, event.id, event.count, event.values]] : []));
  const history = (name: string) => {
    mkdirSync(join(folder, name));
    return { folder: join(folder, name), budget: { memory: 2 ** 26, disk: 2 ** 26 } };
  };

  it.each([
    ['between two batches', false],
    ['inside a batch that they have judged', true],
  ])('count and sum up as if nothing had happened, saved %s', async (_, isInside) => {
    const each = experiments['a shuffled sequence']!;
    const whole = await open(each);
    whole.session.setBreakpoints(breakpoints(conditions));
    whole.session.run();
    await whole.session.done;

    const first = await open(each);
    first.session.setBreakpoints(breakpoints(conditions, isInside));
    if (isInside) first.session.run();
    else first.session.step(8);
    await until(first.session, 'paused');
    expect(first.session.state).toMatchObject({ step: 8, at: isInside ? 'before-commit' : 'between-batches' });
    await writeSavedRun(folder, first.session.savedRun()!);
    // What is saved leaves the run as it was.
    first.session.run();
    await first.session.done;
    expect(hits(first.events)).toEqual(hits(whole.events));

    const second = await open(each, { resume: await readSavedRun(folder) });
    second.session.setBreakpoints(breakpoints(conditions));
    second.session.run();
    await second.session.done;
    expect(hits(second.events)).toEqual(hits(whole.events).filter(([step]) => Number(step) > 8));
    expect(hits(second.events).length).toBeGreaterThan(10);
    for (const { session } of [whole, first, second]) session.dispose();
  });

  it('find in new windows what another process has trained, and count anew where a condition is another', async () => {
    const each = experiments['a shuffled sequence']!;
    const texts = ['loss >= 0', 'loss < median(loss, 7)'];
    const whole = await open(each, { history: history('whole') });
    whole.session.setBreakpoints(breakpoints(texts));
    whole.session.run();
    await whole.session.done;
    const first = await open(each, { history: history('first') });
    first.session.setBreakpoints(breakpoints(['loss >= -1', 'loss < median(loss, 3)']));
    first.session.step(10);
    await until(first.session, 'paused');
    await writeSavedRun(join(folder, 'run'), first.session.savedRun()!);

    const resume = await readSavedRun(join(folder, 'run'));
    const second = await open(each, { history: history('second'), resume });
    second.session.setBreakpoints(breakpoints(texts));
    second.session.run();
    await second.session.done;
    const stepsOf = (events: readonly TrainingEvent[], id: string) =>
      hits(events).flatMap(([step, of]) => (of === id && Number(step) > 10 ? [step] : []));
    expect(stepsOf(second.events, '1')).toEqual(stepsOf(whole.events, '1'));
    expect(
      hits(second.events)
        .filter(([, id]) => id === '0')[0]
        ?.slice(0, 3),
    ).toEqual([11, '0', 1]);
    for (const { session } of [whole, first, second]) session.dispose();
  });
});
