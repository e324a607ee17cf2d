import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { StopSignal } from '../../../main/cli/exit-codes';
import type { Surroundings } from '../../../main/cli/surroundings';
import { train } from '../../../main/cli/train';
import type { RunPlan } from '../../../main/contract/training-event';
import { readSavedRun } from '../../../main/training/session/saved-run';
import { experimentText, folderOf } from '../experiment/experiment-folder';
import { batchEnd, FakeEngine } from '../trainer/fake-session';

async function setUp(text = experimentText(), more: Partial<Surroundings> = {}) {
  const folder = await folderOf({ 'main.ts': text });
  const engine = new FakeEngine();
  const written = { out: '', error: '' };
  const interrupts: ((signal: StopSignal) => void)[] = [];
  const exitNow = vi.fn();
  const around: Surroundings = {
    print: (words) => void (written.out += words),
    printError: (words) => void (written.error += words),
    isTerminal: false,
    columns: () => 80,
    onInterrupt: (listener) => {
      interrupts.push(listener);
      return () => void interrupts.pop();
    },
    exitNow,
    stuck: new Promise(() => undefined),
    onUncaught: () => () => undefined,
    now: () => performance.now(),
    language: 'en',
    threads: 2,
    trustFile: join(folder, 'trust.json'),
    examplesFolder: join(folder, 'examples'),
    loadEngine: engine.load,
    ...more,
  };
  const file = join(folder, 'main.ts');
  const run = (
    options: {
      readonly trust?: boolean;
      readonly quiet?: boolean;
      readonly log?: string;
      readonly breaks?: readonly string[];
      readonly snapshot?: string;
      readonly epochs?: number;
      readonly resume?: string;
    } = {},
  ) => train({ verb: 'train', file, quiet: false, trust: true, ...options }, around);
  return { run, engine, written, interrupts, exitNow, folder, file };
}

const isRunning = (engine: FakeEngine) => vi.waitFor(() => expect(engine.calls).toContain('run'));

test('prints an epoch as Keras does, writes the log, and ends with 0', async () => {
  const { run, engine, written, folder } = await setUp();
  const code = run({ log: join(folder, 'run.jsonl') });
  await isRunning(engine);
  engine.emit(
    { type: 'plan', plan: { stepsPerEpoch: 2, epochs: 1 } as RunPlan },
    { type: 'epoch-begin', epoch: 0, step: 0 },
    batchEnd(1),
    batchEnd(2),
    { type: 'epoch-end', epoch: 0, step: 2, logs: { loss: 0.75, val_loss: 0.5 } },
  );
  engine.end({ status: 'finished', step: 2 });
  expect(await code).toBe(0);
  const lines = written.out.split('\n');
  expect(lines[0]).toBe('Epoch 1/1');
  expect(lines[1]).toBe('2/2 [==============================] - 0s 2ms/step - loss: 0.7500 - val_loss: 0.5000');
  expect(lines[2]).toMatch(/^Finished after 2 steps in \d+s\.$/);
  expect((await readFile(join(folder, 'run.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(3);
  expect(engine.calls).toEqual(['run', 'dispose']);
});

test('a warning is printed beside the epochs, in words', async () => {
  const { run, engine, written } = await setUp();
  const code = run();
  await isRunning(engine);
  const error = { code: 'ran-out-of-data', values: { which: 'train', batches: 3, expected: 4 } } as const;
  const message = { code: 'warning', values: { error } } as const;
  engine.emit({ type: 'log', time: 0, step: 3, source: 'data', level: 'warning', message });
  engine.end({ status: 'out-of-data', step: 3 });
  await code;
  expect(written.error).toMatch(/^Warning: The training data ended early.*Expected: 4 batches. Got: 3 batches\./);
});

test('quiet prints nothing', async () => {
  const { run, engine, written } = await setUp();
  const code = run({ quiet: true });
  await isRunning(engine);
  engine.emit({ type: 'epoch-begin', epoch: 0, step: 0 }, batchEnd(1));
  engine.end({ status: 'finished', step: 1 });
  expect(await code).toBe(0);
  expect(written).toEqual({ out: '', error: '' });
});

const stands = { status: 'paused', step: 5, at: 'between-batches', why: { kind: 'asked' } } as const;
const saved = { step: 5, models: {}, position: { epoch: 0, batch: 5 }, seed: 7 };

test('the first Ctrl+C stops after the batch, saves the run, says how to go on and ends with 130', async () => {
  const { run, engine, interrupts, exitNow, written, folder, file } = await setUp();
  const kept = join(folder, 'kept');
  const code = run({ snapshot: kept, epochs: 3, log: join(folder, 'run.jsonl') });
  await isRunning(engine);
  interrupts[0]!('SIGINT');
  expect(engine.calls).toEqual(['run', 'pause']);
  expect(exitNow).not.toHaveBeenCalled();
  engine.saved = saved;
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toContain('stop'));
  engine.end({ status: 'stopped', step: 5 });
  expect(await code).toBe(130);
  expect(await readSavedRun(kept)).toEqual({ ...saved, folder: kept });
  expect(written.out).toContain(`The run is saved in: ${kept}\n`);
  expect(written.out).toContain(`npm run train -- ${file} --resume ${kept} --epochs 3 --log ${folder}/run.jsonl\n`);
  expect(interrupts).toEqual([]);
});

test('the second Ctrl+C ends at once', async () => {
  const { run, engine, interrupts, exitNow } = await setUp();
  const code = run();
  await isRunning(engine);
  interrupts[0]!('SIGINT');
  interrupts[0]!('SIGINT');
  expect(exitNow).toHaveBeenCalledWith(130);
  engine.end({ status: 'stopped', step: 5 });
  expect(await code).toBe(130);
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s stops a run as Ctrl+C does, and ends with %i', async (signal, code) => {
  const { run, engine, interrupts, exitNow, folder } = await setUp();
  const kept = join(folder, 'kept');
  const ended = run({ snapshot: kept });
  await isRunning(engine);
  interrupts[0]!(signal);
  engine.saved = saved;
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toContain('stop'));
  interrupts[0]!('SIGINT');
  expect(exitNow).toHaveBeenCalledWith(130);
  engine.end({ status: 'stopped', step: 5 });
  expect(await ended).toBe(code);
  expect(await readSavedRun(kept)).toEqual({ ...saved, folder: kept });
});

test('in a validation, from where no run goes on, it stops behind it', async () => {
  const { run, engine, interrupts, written, folder } = await setUp();
  const code = run({ snapshot: join(folder, 'kept') });
  await isRunning(engine);
  interrupts[0]!('SIGINT');
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toEqual(['run', 'pause', 'run to epoch end']));
  expect(written.error).toContain('after the validation');
  engine.saved = saved;
  engine.emit({ type: 'state', state: { ...stands, why: { kind: 'epoch-ended' } } });
  await vi.waitFor(() => expect(engine.calls).toContain('stop'));
  engine.end({ status: 'stopped', step: 5 });
  expect(await code).toBe(130);
  expect(written.out).toContain('--resume');
});

test('a run that ends by itself in the batch in flight is not called interrupted', async () => {
  const { run, engine, interrupts } = await setUp();
  const code = run();
  await isRunning(engine);
  interrupts[0]!('SIGINT');
  engine.end({ status: 'finished', step: 5 });
  expect(await code).toBe(0);
});

test('a log on a disk that is full stops the run, and the run is saved', async () => {
  const { run, engine, written, folder } = await setUp();
  const kept = join(folder, 'kept');
  const code = run({ log: '/dev/full', snapshot: kept });
  await isRunning(engine);
  engine.emit(batchEnd(1), batchEnd(2));
  expect(engine.calls).toEqual(['run', 'pause']);
  engine.saved = saved;
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toContain('stop'));
  engine.end({ status: 'stopped', step: 5 });
  expect(await code).toBe(1);
  expect(written.error).toContain('/dev/full could not be written');
  expect(await readSavedRun(kept)).toEqual({ ...saved, folder: kept });
});

test('where it cannot be saved as asked, it is saved among the temporary files, the trouble is said, and it ends with 1', async () => {
  const { run, engine, interrupts, written, folder } = await setUp();
  const kept = join(folder, 'kept');
  const code = run({ snapshot: kept });
  await isRunning(engine);
  interrupts[0]!('SIGINT');
  await writeFile(kept, 'a file in its place');
  engine.saved = saved;
  engine.emit({ type: 'state', state: stands });
  await vi.waitFor(() => expect(engine.calls).toContain('stop'));
  engine.end({ status: 'stopped', step: 5 });
  expect(await code).toBe(1);
  expect(written.error).toContain(`${join(kept, 'training.json')} could not be written`);
  const [, other] = /saved in: (.*)\n/.exec(written.out)!;
  expect(await readSavedRun(other!)).toEqual({ ...saved, folder: other });
  expect(await readFile(kept, 'utf8')).toBe('a file in its place');
  await rm(other!, { recursive: true });
});

test('a failed run is worded with its place and ends with 1', async () => {
  const { run, engine, written, file } = await setUp();
  const code = run();
  await isRunning(engine);
  const place = {
    file,
    line: 9,
    column: 5,
    excerpt: { firstLine: 8, lines: ['  *train() {', '    yield 3;', '  },'] },
  };
  engine.end({
    status: 'failed',
    step: 2,
    file,
    error: { code: 'missing-field', values: { field: 'name', expected: 'string' }, place },
  });
  expect(await code).toBe(1);
  expect(written.error).toBe(`Error: The field name is missing.
  Expected: name: string.
  Add name to defineExperiment({ … }) and restart.

${file}:9:5
   8 |   *train() {
>  9 |     yield 3;
     |     ^
  10 |   },
`);
});

test('a broken file is worded in the person’s language and ends with 1', async () => {
  const { run, written } = await setUp('const a = ;\n', { language: 'zh-CN' });
  expect(await run()).toBe(1);
  expect(written.error).toContain('错误：文件有语法错误');
  expect(written.error).toContain('main.ts:1:11');
});

test('unknown code is refused where nobody can be asked', async () => {
  const { run, engine, written, file } = await setUp();
  expect(await run({ trust: false })).toBe(2);
  expect(written.error).toContain(file);
  expect(written.error).toContain('--trust');
  expect(engine.options).toBeUndefined();
});

test('asks about unknown code, and not again once it was allowed', async () => {
  const ask = vi.fn(async () => 'Yes');
  const { run, engine, written, file } = await setUp(experimentText(), { ask });
  const first = run({ trust: false });
  await isRunning(engine);
  engine.end({ status: 'finished', step: 0 });
  expect(await first).toBe(0);
  expect(written.error).toContain(file);
  expect(await run({ trust: false })).toBe(0);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a no leaves the code unrun', async () => {
  const { run, engine } = await setUp(experimentText(), { ask: async () => '' });
  expect(await run({ trust: false })).toBe(2);
  expect(engine.options).toBeUndefined();
});

/** A run that stands before its third update, because of a condition. */
function hit(engine: FakeEngine): void {
  const values = { loss: 2.5 };
  engine.emit(
    { type: 'hit', step: 3, id: '1', condition: 'loss > 2', values, isBefore: true, count: 1, actions: ['pause'] },
    {
      type: 'state',
      state: {
        status: 'paused',
        step: 2,
        at: 'before-commit',
        phase: 'update',
        why: { kind: 'breakpoint', id: '1', condition: 'loss > 2', values },
      },
    },
  );
}
const savedAtHit = { step: 2, models: {}, position: { epoch: 0, batch: 2 }, seed: 7 };

test('a breakpoint stops the run with 3, says where, and keeps it to go on from', async () => {
  const { run, engine, written, folder } = await setUp();
  const kept = join(folder, 'kept');
  const code = run({ breaks: ['loss > 2'], snapshot: kept });
  await isRunning(engine);
  expect(engine.calls).toEqual(['breakpoints loss > 2', 'run']);
  expect(engine.options?.keepsBoundary).toBe('batches');
  engine.saved = savedAtHit;
  hit(engine);
  expect(await code).toBe(3);
  expect(written.out).toContain('Breakpoint hit at step 3: loss > 2\n  loss = 2.5\n');
  expect(written.out).toContain(`--resume ${kept}`);
  expect(await readSavedRun(kept)).toEqual({ ...savedAtHit, folder: kept });
  expect(engine.calls.at(-1)).toBe('dispose');
});

test('a folder for the run that cannot be written is refused before anything is trained', async () => {
  const { run, engine, written, file } = await setUp();
  expect(await run({ breaks: ['loss > 2'], snapshot: join(file, 'kept') })).toBe(1);
  expect(written.error).toContain(`${join(file, 'kept')} could not be written`);
  expect(engine.options).toBeUndefined();
});

test('a run that cannot be kept as asked after all still says what was hit, is kept elsewhere, and ends with 1', async () => {
  const { run, engine, written, folder } = await setUp();
  const kept = join(folder, 'kept');
  const code = run({ breaks: ['loss > 2'], snapshot: kept });
  await isRunning(engine);
  await writeFile(kept, '');
  engine.saved = savedAtHit;
  hit(engine);
  expect(await code).toBe(1);
  expect(written.out).toContain('Breakpoint hit at step 3: loss > 2\n  loss = 2.5\n');
  expect(written.error).toContain(`${join(kept, 'training.json')} could not be written`);
  const [, other] = /before this batch in: (.*)\n/.exec(written.out)!;
  expect(await readSavedRun(other!)).toEqual({ ...savedAtHit, folder: other });
  await rm(other!, { recursive: true });
});
