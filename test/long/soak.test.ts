import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import type { TrainingMode } from '../../main/contract/training-event';
import { example, temporaryFolder, withApp, type Running } from '../e2e/app';
import { writeFiles } from '../e2e/person-files';
import { stepsDone, tapped } from '../e2e/trainer-tap';

const warmUp = 200;
const soak = 2_000;

/** Trains exactly so many batches and says how many tensors the training process holds then. */
async function tensorsAfter({ page, button }: Running, count: number): Promise<number> {
  const target = (await stepsDone(page)) + count;
  await page.getByRole('textbox', { name: textOf('en').window.stepCount }).fill(String(count));
  await button('stepN').click();
  await page.waitForFunction(
    (step) =>
      window.tapped?.events.some(
        (event) => event.type === 'state' && event.state.status === 'paused' && event.state.step === step,
      ),
    target,
    { timeout: 600_000 },
  );
  // The status follows the state.
  await new Promise((done) => setTimeout(done, 1000));
  expect(await stepsDone(page)).toBe(target);
  return (await tapped(page)).status?.tensors ?? 0;
}

const model = `({ tf }) =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [2], units: 8, activation: 'relu' }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 1 }),
      ],
    })`;
const compile = "{ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] }";

/** Experiments without an end, in the two modes where a person decides when to stop. */
const endless = {
  'batches.ts': `import { defineExperiment } from 'batchpoint';

export default defineExperiment({
  name: 'endless batches',
  model: ${model},
  compile: ${compile},
  *batches() {
    for (let i = 0; ; i++) yield [[[i % 7, 1], [1, i % 3]], [[1], [2]]];
  },
});
`,
  'loop.ts': `import { defineExperiment } from 'batchpoint';

export default defineExperiment({
  name: 'endless loop',
  model: { first: ${model}, second: ${model} },
  compile: { first: ${compile}, second: ${compile} },
  async loop({ tf, signal, trainOnBatch, testOnBatch, predictOnBatch }) {
    const x = [[0, 1], [1, 0]];
    while (!signal.aborted) {
      const guess = await predictOnBatch(x, { model: 'first' });
      await trainOnBatch(x, guess as never, { model: 'second' });
      await trainOnBatch(x, [[1], [2]], { model: 'first' });
      await testOnBatch(x, [[1], [2]], { model: 'second' });
      tf.dispose(guess);
    }
  },
});
`,
};

describe(`a run of ${soak} steps`, () => {
  const holdsItsTensors = (file: string, mode: TrainingMode, args: readonly string[]) =>
    withApp({ args: [file, ...args] }, async (running) => {
      await running.says(/Ready/);
      const plan = (await tapped(running.page)).events.find((event) => event.type === 'plan')?.plan;
      expect(plan?.mode).toBe(mode);
      const before = await tensorsAfter(running, warmUp);
      expect(before).toBeGreaterThan(0);
      expect(await tensorsAfter(running, soak)).toBe(before);
    });

  it('holds no more tensors at its end than before, in generator mode', async () => {
    await holdsItsTensors(example('digits'), 'generator', ['--epochs', '1000']);
  });

  it.each(['batches', 'loop'] as const)('holds no more tensors at its end than before, in %s mode', async (mode) => {
    await temporaryFolder(async (folder) => {
      writeFiles(folder, endless);
      await holdsItsTensors(join(folder, `${mode}.ts`), mode, ['--trust']);
    });
  });
});
