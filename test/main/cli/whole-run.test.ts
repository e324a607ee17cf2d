import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { train } from '../../../main/cli/train';
import * as backend from '../../../main/trainer/backend';
import { createSession } from '../../../main/training/session/session';
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

test('stops by itself with 3 before the update of a batch, says where the run is kept, and goes on from there', async () => {
  const folder = await folderOf({ 'main.ts': experiment });
  const at = (name: string) => join(folder, name);
  const run = async (log: string, options: { readonly breaks?: readonly string[]; readonly resume?: string }) => {
    let out = '';
    const code = await train(
      { verb: 'train', file: at('main.ts'), quiet: false, trust: true, log: at(log), snapshot: at('kept'), ...options },
      {
        print: (words) => void (out += words),
        printError: (words) => void (out += words),
        isTerminal: false,
        columns: () => 80,
        onInterrupt: () => () => undefined,
        exitNow: () => undefined,
        now: () => performance.now(),
        language: 'en',
        threads: 1,
        trustFile: at('trust.json'),
        examplesFolder: at('examples'),
        loadEngine: async () => ({ ...backend, createSession }),
      },
    );
    const lines = (await readFile(at(log), 'utf8')).trim().split('\n');
    const batches = lines.map((line) => JSON.parse(line) as { readonly batch?: number; readonly loss: number });
    return { code, out, losses: batches.flatMap(({ batch, loss }) => (batch === undefined ? [] : [loss])) };
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
