import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Surroundings } from '../../../main/cli/surroundings';
import { train } from '../../../main/cli/train';
import * as backend from '../../../main/trainer/backend';
import { createSession } from '../../../main/training/session/create-session';
import { folderOf } from '../experiment/experiment-folder';

/** Trains on random batches with dropout. */
const experiment = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'whole',
  seed: 3,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 1 }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'meanSquaredError' },
  *train({ random }) {
    for (let batch = 0; ; batch += 1) yield [random.normal([6, 4], \`x \${batch}\`), random.normal([6, 1], \`y \${batch}\`)];
  },
  stepsPerEpoch: 5,
  epochs: 2,
});
`;

function surroundings(folder: string, more: Partial<Surroundings> = {}) {
  const written = { all: '' };
  const print = (words: string): void => void (written.all += words);
  const around: Surroundings = {
    print,
    printError: print,
    isTerminal: false,
    columns: () => 80,
    onInterrupt: () => () => undefined,
    exitNow: () => undefined,
    stuck: new Promise(() => undefined),
    onUncaught: () => () => undefined,
    now: () => performance.now(),
    language: 'en',
    threads: 1,
    trustFile: join(folder, 'trust.json'),
    examplesFolder: join(folder, 'examples'),
    loadEngine: async () => ({ ...backend, createSession }),
    ...more,
  };
  return { around, written };
}

test('stops by itself with 3 before the update of a batch, says where the run is kept, and goes on from there', async () => {
  const folder = await folderOf({ 'main.ts': experiment });
  const at = (name: string) => join(folder, name);
  const run = async (log: string, options: { readonly breaks?: readonly string[]; readonly resume?: string }) => {
    const { around, written } = surroundings(folder);
    const code = await train(
      { verb: 'train', file: at('main.ts'), quiet: false, trust: true, log: at(log), snapshot: at('kept'), ...options },
      around,
    );
    const lines = (await readFile(at(log), 'utf8')).trim().split('\n');
    const batches = lines.map((line) => JSON.parse(line) as { readonly batch?: number; readonly loss: number });
    return {
      code,
      out: written.all,
      losses: batches.flatMap(({ batch, loss }) => (batch === undefined ? [] : [loss])),
    };
  };

  const whole = await run('whole.jsonl', {});
  expect([whole.code, whole.losses.length]).toEqual([0, 10]);
  // True of one batch alone, and by the loss that the run itself has told.
  const condition = `loss == ${whole.losses[6]}`;
  const first = await run('first.jsonl', { breaks: ['loss < 0', condition] });
  expect(first.code).toBe(3);
  expect(first.losses).toEqual(whole.losses.slice(0, 6));
  expect(first.out).toContain(`Breakpoint hit at step 7: ${condition}`);
  expect(first.out).toContain(`--resume ${at('kept')}`);
  const second = await run('second.jsonl', { resume: at('kept') });
  expect(second.code).toBe(0);
  expect([...first.losses, ...second.losses]).toEqual(whole.losses);
});

test('--extend begins data anew that ends early, in a run that goes on too', async () => {
  const folder = await changed('for (let batch = 0; ; batch', 'for (let batch = 0; batch < 4; batch');
  const at = (name: string) => join(folder, name);
  type Given = { readonly extend?: true; readonly resume?: string; readonly breaks?: readonly string[] };
  const run = async (log: string, options: Given) => {
    const { around, written } = surroundings(folder);
    const fixed = { verb: 'train', file: at('main.ts'), quiet: false, trust: true, snapshot: at('kept') } as const;
    const code = await train({ ...fixed, log: at(log), ...options }, around);
    const lines = (await readFile(at(log), 'utf8')).trim().split('\n');
    const batches = lines.map((line) => JSON.parse(line) as { readonly batch?: number; readonly loss: number });
    const losses = batches.flatMap(({ batch, loss }) => (batch === undefined ? [] : [loss]));
    return { code, out: written.all, losses };
  };
  const whole = await run('whole.jsonl', { extend: true });
  expect([whole.code, whole.losses.length]).toEqual([0, 10]);
  expect(whole.out).not.toContain('The training data ended early');
  const once = await run('once.jsonl', {});
  expect(once.losses).toEqual(whole.losses.slice(0, 4)); // as Keras does
  expect(once.out).toContain('The training data ended early');
  const first = await run('first.jsonl', { extend: true, breaks: [`loss == ${whole.losses[6]}`] });
  expect([first.code, first.losses]).toEqual([3, whole.losses.slice(0, 6)]);
  const second = await run('second.jsonl', { resume: at('kept') });
  expect(second.losses).toEqual(whole.losses.slice(6));
});

/** A file of the experiment with other words in it. */
async function changed(from: string, to: string): Promise<string> {
  const text = experiment.replace('tf }', 'csvLogger, modelCheckpoint, tf }').replace(from, () => to);
  return folderOf({ 'main.ts': text });
}

/** The weights and the state of the optimizer. */
async function bytesOf(folder: string): Promise<Buffer> {
  const [name] = (await readdir(folder)).filter((each) => each.endsWith('.bin'));
  return readFile(join(folder, name!));
}

test('a callback that meets a full disk ends the run, and what was trained is saved', async () => {
  const folder = await changed('epochs: 2', 'epochs: 2, callbacks');
  const file = await readFile(join(folder, 'main.ts'), 'utf8');
  const best = JSON.stringify(join(folder, 'best'));
  const callbacks = `const callbacks = [modelCheckpoint({ filepath: ${best} }), csvLogger({ filename: '/dev/full' })];`;
  await writeFile(
    join(folder, 'main.ts'),
    file.replace('export', () => `${callbacks}\n\nexport`),
  );
  const { around, written } = surroundings(folder);
  const options = { verb: 'train', file: join(folder, 'main.ts'), quiet: true, trust: true } as const;
  expect(await train({ ...options, snapshot: join(folder, 'kept') }, around)).toBe(1);
  expect(written.all).toContain('/dev/full could not be written');
  const saved = join(folder, 'kept', 'main-step-5');
  expect(written.all).toContain(saved);
  expect(await bytesOf(saved)).toEqual(await bytesOf(join(folder, 'best')));
});

test('a run that waits for what never comes is told from one that is slow, and what was trained is saved', async () => {
  const folder = await changed('*train({ random }) {', 'async *train({ random }) {');
  const text = await readFile(join(folder, 'main.ts'), 'utf8');
  await writeFile(
    join(folder, 'main.ts'),
    text.replace('yield [', 'yield batch === 3 ? await new Promise(() => undefined) : ['),
  );
  let settle: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => (settle = resolve));
  const { around, written } = surroundings(folder, { stuck });
  const options = { verb: 'train', file: join(folder, 'main.ts'), quiet: false, trust: true } as const;
  const code = train({ ...options, log: join(folder, 'log'), snapshot: join(folder, 'kept') }, around);
  await vi.waitFor(
    async () => expect((await readFile(join(folder, 'log'), 'utf8')).split('\n')).toHaveLength(4),
    20_000,
  );
  settle();
  expect(await code).toBe(1);
  expect(written.all).toContain('can’t settle any more, after step 3');
  expect(await readdir(join(folder, 'kept'))).toEqual(['main-step-3']);
});

test('a file that waits for what never comes, while it is loaded', async () => {
  const folder = await folderOf({ 'main.ts': `await new Promise(() => undefined);\n${experiment}` });
  const { around, written } = surroundings(folder, { stuck: new Promise((resolve) => setTimeout(resolve, 200)) });
  expect(await train({ verb: 'train', file: join(folder, 'main.ts'), quiet: true, trust: true }, around)).toBe(1);
  expect(written.all).toContain('can’t settle any more.');
});

test('an error that nobody could catch stops the run where it goes on from, and is the person’s own', async () => {
  const folder = await folderOf({ 'main.ts': experiment.replace('epochs: 2', 'epochs: 20000') });
  let hear: (error: unknown) => void = () => undefined;
  const { around, written } = surroundings(folder, { onUncaught: (listener) => ((hear = listener), () => undefined) });
  const options = { verb: 'train', file: join(folder, 'main.ts'), quiet: true, trust: true } as const;
  const code = train({ ...options, snapshot: join(folder, 'kept'), log: join(folder, 'log') }, around);
  await vi.waitFor(async () => expect(await readFile(join(folder, 'log'), 'utf8')).toContain('"step":4'), 20_000);
  hear(new Error('in a timer'));
  expect(await code).toBe(1);
  expect(written.all).toContain('Your code threw an error in a timer or a promise: in a timer');
  expect(written.all).toContain(`--resume ${join(folder, 'kept')}`);
});

test('repeats a run with a discarded batch by its edits, and refuses a place that can’t be before it trains', async () => {
  const folder = await folderOf({ 'main.ts': experiment });
  const [log, edits] = [join(folder, 'log'), join(folder, 'edits.json')];
  const discardAfter = async (step: number) => {
    const inside = { epoch: 0, batch: 3 };
    await writeFile(edits, JSON.stringify([{ step, model: '', edit: { kind: 'discard' }, inside }]));
  };
  const run = async (given: { readonly edits?: string }) => {
    const { around, written } = surroundings(folder);
    const code = await train(
      { verb: 'train', file: join(folder, 'main.ts'), quiet: true, trust: true, log, ...given },
      around,
    );
    const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
    const all = lines.map((line) => JSON.parse(line) as { readonly type: string; readonly loss: number });
    return { code, out: written.all, losses: all.flatMap(({ type, loss }) => (type === 'batch' ? [loss] : [])) };
  };

  const whole = await run({});
  await discardAfter(3);
  const without = await run({ edits });
  expect([whole.losses.length, without.code, without.losses.length]).toEqual([10, 0, 9]);
  expect(without.losses.slice(0, 3)).toEqual(whole.losses.slice(0, 3));
  expect(without.losses[3]).not.toBe(whole.losses[3]);
  expect((await run({ edits })).losses).toEqual(without.losses);
  await discardAfter(2);
  const refused = await run({ edits });
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('Batch 4 of epoch 1 does not come after step 2');
  // Nothing was trained: the log is still that of the run before.
  expect(refused.losses).toEqual(without.losses);
});
