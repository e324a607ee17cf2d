import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { deathsFile, type Death } from '../../../main/contract/death';
import type { RunState } from '../../../main/contract/run-state';
import { readSavedRun } from '../../../main/training/session/saved-run';
import { experimentText, folderOf } from '../experiment/experiment-folder';
import { unpackEvents } from '../../../main/trainer/event-buffer';
import { batchEnd, FakeEngine } from './fake-session';
import { FakePort, setUp } from './trainer-fixture';

/** The states in their order, the stages of one among them once. */
const statuses = (states: readonly RunState[]) =>
  states.map(({ status }) => status).filter((status, at, all) => status !== all[at - 1]);

test('tells what the run is made of, before anybody is asked whether it may run', async () => {
  const { trainer, sources, file } = await setUp(experimentText(), { shipped: false });
  void trainer.load();
  await vi.waitFor(() => expect(sources).toHaveLength(1));
  expect(sources).toEqual([{ path: file, hash: createHash('sha256').update(experimentText()).digest('hex') }]);
});

test('loads a shipped file up to ready and hands its options to the session', async () => {
  const { trainer, engine, states, file } = await setUp();
  await trainer.load();
  expect(statuses(states)).toEqual(['loading', 'ready']);
  expect(engine.options).toMatchObject({ file, run: { seed: 4 }, threads: 2, versions: { tensorflow: '2.15.1' } });
  expect(engine.options?.experiment.name).toBe('line');
  expect(engine.calls).toEqual([]);
});

test('goes on from a saved run, for a window that has shown the run before', async () => {
  const resume = { folder: '/kept', after: { runs: ['run-0'], step: 5 } };
  const { trainer, engine, states, saved } = await setUp(undefined, { start: { resume, keepFolder: '/kept' } });
  const port = new FakePort();
  trainer.attach(port);
  await trainer.load();
  expect(port.messages[0]).toMatchObject({ kind: 'hello', run: 'run-1', resumes: ['run-0'] });
  expect(states[0]).toMatchObject({ status: 'loading', resumes: 5 });
  expect(engine.options).toMatchObject({ resume: { folder: '/kept' }, keepsBoundary: 'rests' });
  engine.options?.keep?.kept(7);
  engine.emit({ type: 'saved', step: 6, folder: '/backup' });
  expect(saved).toEqual([
    { step: 7, folder: '/kept', by: 'app' },
    { step: 6, folder: '/backup', by: 'callback' },
  ]);
});

test('tells a window that was loaded anew what other processes have told of the run', async () => {
  const first = await setUp(undefined, { autorun: true });
  await first.trainer.load();
  first.engine.emit(batchEnd(1), batchEnd(2));
  const bytes = first.engine.options!.told!();
  const resume = { folder: '/kept', after: { runs: ['run-0'], step: 2 } };
  const second = await setUp(undefined, { start: { resume } });
  second.engine.told = { dtype: 'uint8', shape: [bytes.byteLength], bytes };
  await second.trainer.load();
  second.engine.emit(batchEnd(3));
  const port = new FakePort();
  second.trainer.attach(port);
  port.say({ kind: 'catch-up', from: 0 });
  const { events } = port;
  expect(events.filter(({ type }) => type === 'batch-end')).toEqual([1, 2, 3].map((step) => batchEnd(step)));
  const at = events.findIndex(({ type }) => type === 'past');
  const past = unpackEvents(bytes);
  expect(events[at]).toEqual({ type: 'past', events: [...past].length });
  expect(events[at + 1]).toMatchObject({ type: 'state', state: { status: 'loading' } });
  // No state of the past is the one that is shown while models are made.
  const end = at + [...unpackEvents(bytes)].length;
  expect(events[end + 1]).toMatchObject({ type: 'state', state: { status: 'loading', stage: 'models' } });
});

test('tells a window that was loaded anew what was lost with each process, and how it died', async () => {
  const keepFolder = await folderOf({});
  /** A process of the run, and a window that has not seen any. */
  const started = async (told?: Uint8Array) => {
    const resume = told && { resume: { folder: keepFolder, after: { runs: ['run-0'], step: 2 } } };
    const { engine, trainer } = await setUp(undefined, { start: { keepFolder, ...resume } });
    if (told) engine.told = { dtype: 'uint8', shape: [told.byteLength], bytes: told };
    await trainer.load();
    const port = new FakePort();
    trainer.attach(port);
    port.say({ kind: 'catch-up', from: 0 });
    return { engine, port };
  };
  /** Whatever a window is told of is on its way to the disk: this process could die now. */
  const die = async (step: number) => {
    const error = { code: 'trainer-exited', values: { exitCode: 9, signal: 'SIGKILL', step } } as const;
    const file = join(keepFolder, deathsFile);
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Death[]) : [];
    await new Promise((resolve) => setTimeout(resolve, 200));
    writeFileSync(file, JSON.stringify([...before, { time: step, step, error }]));
  };
  const paused = { status: 'paused', step: 4, at: 'between-batches', why: { kind: 'asked' } } as const;

  const first = await started();
  first.engine.emit(batchEnd(1), batchEnd(2));
  const told = first.engine.options!.told!();
  first.engine.options!.keep!.keeping!();
  first.engine.options!.keep!.kept(2);
  first.engine.emit(batchEnd(3), batchEnd(4), { type: 'state', state: paused });
  await die(4);

  const second = await started(told);
  second.engine.emit(batchEnd(3), { type: 'state', state: { ...paused, step: 3 } });
  await die(3);

  const { port } = await started(told);
  const seen = port.events.flatMap((event) => {
    if (event.type === 'batch-end') return [String(event.step)];
    return event.type === 'log' && event.message.code === 'state' ? [`died at ${event.step}`] : [];
  });
  expect(seen).toEqual(['1', '2', '3', '4', 'died at 4', '3', 'died at 3']);
});

test('says of a run that was to go on and could not from where it will, unless it has trained since', async () => {
  const resume = { folder: '/kept', after: { runs: ['run-0'], step: 5 } };
  const { trainer, engine, states, file } = await setUp(undefined, { start: { resume } });
  await trainer.load();
  const failed = { status: 'failed', step: 5, file, error: { code: 'resume-loop', values: {} } } as const;
  engine.emit({ type: 'state', state: failed });
  expect(states.at(-1)).toEqual({ ...failed, resumes: 5 });
  engine.emit({ type: 'state', state: { ...failed, step: 6 } });
  expect(states.at(-1)).toEqual({ ...failed, step: 6 });
});

test('pauses a run and saves it as asked, once it stands where it can go on from', async () => {
  const { trainer, engine, asked, file } = await setUp(undefined, { autorun: true });
  await trainer.save('/nowhere');
  await trainer.load();
  const folder = `${file}-run`;
  const saving = trainer.save(folder);
  expect(engine.calls).toEqual(['run', 'pause']);
  const stands = { status: 'paused', step: 5, at: 'between-batches', why: { kind: 'asked' } } as const;
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toContain('run to epoch end')); // it stands in a validation
  engine.saved = { step: 6, models: {}, position: { epoch: 1, batch: 0 } };
  engine.emit({ type: 'state', state: { ...stands, step: 6 } });
  await saving;
  expect(await readSavedRun(folder)).toEqual({ ...engine.saved, folder });
  engine.emit({ type: 'state', state: { ...stands, at: 'before-commit', phase: 'loss' } });
  await trainer.save(folder);
  engine.emit({ type: 'state', state: { status: 'finished', step: 9 } });
  await trainer.save(folder);
  expect(asked).toEqual(['illegal-command', undefined, 'run-inside', 'illegal-command']);
});

test('runs at once if asked to', async () => {
  const { trainer, engine } = await setUp(experimentText(), { autorun: true });
  await trainer.load();
  expect(engine.calls).toEqual(['run']);
});

test('a stranger’s code waits, shown, until exactly its hash is trusted', async () => {
  const { trainer, engine, states, trustFile } = await setUp('globalThis.ran = true;\n' + experimentText(), {
    shipped: false,
  });
  const port = new FakePort();
  trainer.attach(port);
  const loaded = trainer.load();
  await vi.waitFor(() => expect(statuses(states)).toEqual(['loading', 'untrusted']));
  const untrusted = states.at(-1) as Extract<RunState, { status: 'untrusted' }>;
  expect(untrusted.sources[0]?.text).toContain('globalThis.ran');
  port.say({ kind: 'trust', hash: 'another' });
  port.say({ kind: 'run' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(engine.options).toBeUndefined();
  expect('ran' in globalThis).toBe(false);
  port.say({ kind: 'trust', hash: untrusted.hash });
  await loaded;
  expect(statuses(states)).toEqual(['loading', 'untrusted', 'loading', 'ready']);
  expect(await readFile(trustFile, 'utf8')).toContain(untrusted.hash);
});

test('code that was trusted beforehand runs without a question, and from then on', async () => {
  const { trainer, states, trustFile } = await setUp(experimentText(), { shipped: false, isTrusted: true });
  await trainer.load();
  expect(statuses(states)).toEqual(['loading', 'ready']);
  expect(await readFile(trustFile, 'utf8')).toMatch(/[0-9a-f]{64}/);
});

test('a broken file fails with its place, and the history is still served', async () => {
  const { trainer, states, file } = await setUp('export default 1 +;\n');
  await trainer.load();
  expect(states.at(-1)).toMatchObject({
    status: 'failed',
    step: 0,
    error: { code: 'syntax-error', place: { file, line: 1 } },
  });
  const port = new FakePort();
  trainer.attach(port);
  port.say({ kind: 'catch-up', from: 0 });
  expect(port.events).toEqual(states.map((state) => ({ type: 'state', state })));
});

test('an engine that cannot be loaded is a failure, not a crash', async () => {
  const { trainer, states } = await setUp(experimentText(), { engine: () => Promise.reject(new Error('no library')) });
  await trainer.load();
  expect(states.at(-1)).toMatchObject({
    status: 'failed',
    error: { code: 'unexpected', values: { message: 'no library' } },
  });
});

test('commands reach the session where they are legal and are refused in the log where not', async () => {
  const { trainer, engine } = await setUp();
  const port = new FakePort();
  trainer.attach(port);
  port.say({ kind: 'catch-up', from: 0 });
  await trainer.load();
  port.say({ kind: 'pause' });
  port.say({ kind: 'step', count: 1 });
  port.say({ kind: 'step', count: 20 });
  port.say({ kind: 'run' });
  expect(engine.calls).toEqual(['step 1', 'step 20', 'run']);
  // What is refused ends no break.
  expect(engine.heard.filter((kind) => kind === 'command')).toHaveLength(3);
  expect(engine.heard.filter((kind) => kind === 'other')).toHaveLength(4);
  await vi.waitFor(() =>
    expect(port.events.at(-1)).toMatchObject({
      type: 'log',
      level: 'warning',
      message: { values: { error: { code: 'illegal-command', values: { command: 'pause', status: 'ready' } } } },
    }),
  );
});

test('a question is answered once, under its number; before there is a session, by an error', async () => {
  const { trainer, engine } = await setUp();
  const port = new FakePort();
  trainer.attach(port);
  const answers = () => port.messages.filter(({ kind }) => kind === 'answer');
  port.say({ kind: 'ask', id: 1, name: 'batch', values: [] });
  await vi.waitFor(() => expect(answers()).toHaveLength(1));
  expect(answers()[0]).toMatchObject({ id: 1, error: { code: 'illegal-command', values: { command: 'batch' } } });
  await trainer.load();
  port.say({ kind: 'ask', id: 2, name: 'batch', values: [] });
  await vi.waitFor(() => expect(answers()[1]).toMatchObject({ kind: 'answer', id: 2, result: 'answer to batch' }));
  expect(engine.calls).toEqual([]);
});

test('an answer is for the window that has asked, not for one that has come meanwhile', async () => {
  const engine = new FakeEngine();
  let answerNow: (result: unknown) => void = () => {};
  const answer = () => new Promise((resolve) => (answerNow = resolve)) as never;
  const { trainer } = await setUp(experimentText(), { engine: async () => ({ ...(await engine.load()), answer }) });
  await trainer.load();
  const [first, second] = [new FakePort(), new FakePort()];
  trainer.attach(first);
  first.say({ kind: 'ask', id: 1, name: 'batch', values: [] });
  trainer.attach(second);
  second.say({ kind: 'catch-up', from: 0 });
  answerNow('an answer to the first');
  await new Promise((resolve) => setImmediate(resolve));
  expect(second.messages.filter(({ kind }) => kind === 'answer')).toEqual([]);
});

test('says what a run is waited for while it is loaded', async () => {
  const { trainer, states } = await setUp();
  await trainer.load();
  expect(states.flatMap((state) => (state.status === 'loading' ? [state.stage] : []))).toEqual([
    'files',
    'tensorflow',
    'code',
    'models',
  ]);
});
