import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BatchEnd } from '../../main/contract/training-event';
import { example, temporaryFolder, withApp } from './app';
import { batchEnds, stepsDone, tapped, untilStep } from './trainer-tap';

/** An experiment of slow batches that keeps a backup after every fifth. */
const keeping = (backup: string) => `import { backupAndRestore, defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'kept',
  seed: 1,
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  async *train() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      yield [[[1]], [[2]]];
    }
  },
  stepsPerEpoch: 400,
  callbacks: [backupAndRestore({ backupDir: ${JSON.stringify(backup)}, saveFreq: 5 })],
});
`;

/** The process that Electron forked to train in. */
async function trainerProcess(app: ElectronApplication): Promise<number> {
  const metrics = await app.evaluate((electron) => electron.app.getAppMetrics());
  const trainers = metrics.filter(({ type, serviceName }) => type === 'Utility' && /node/i.test(serviceName ?? ''));
  expect(trainers).toHaveLength(1);
  return trainers[0]?.pid ?? 0;
}

describe('a training process that is killed', () => {
  it('leaves the window alive, says so, and can be started again', async () => {
    await withApp({ args: [example('digits'), '--run', '--epochs', '50'] }, async ({ app, page, button, says }) => {
      await untilStep(page, 10);
      const { run } = await tapped(page);
      process.kill(await trainerProcess(app), 'SIGKILL');
      await says(/Process died/);
      await page
        .getByText(/training process ended/i)
        .first()
        .waitFor();
      expect(await button('pause').isEnabled()).toBe(false);
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      expect(await stepsDone(page)).toBeGreaterThanOrEqual(10);
      await page.getByRole('tab', { name: /^Alerts \(/ }).click();
      await page.getByRole('option', { name: /training process died at step/ }).waitFor();

      await button('restart').click();
      await page.waitForFunction((before) => window.tapped?.run !== before, run);
      await untilStep(page, 5);
    });
  });

  it('goes on from the backup that its experiment has kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-backup-'));
    const file = join(folder, 'kept.ts');
    writeFileSync(file, keeping(join(folder, 'backup')));
    try {
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page, says }) => {
        await untilStep(page, 12);
        const { run } = await tapped(page);
        process.kill(await trainerProcess(app), 'SIGKILL');
        await says(/Process died/);
        await page.getByText(join(folder, 'backup')).waitFor();
        const goOn = page.getByRole('button', { name: /^Resume from step/ });
        const step = Number(/\d+$/.exec((await goOn.textContent()) ?? '')?.[0]);
        expect(step).toBeGreaterThanOrEqual(10);
        await goOn.click();
        await page.waitForFunction((before) => window.tapped?.run !== before, run);
        await untilStep(page, 2);
        const { events } = await tapped(page);
        const first = events.find(({ type }) => type === 'batch-end');
        expect(first).toMatchObject({ batch: step });
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Slow enough to be killed at any step, with all that could differ between two processes. */
const long = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'long',
  seed: 3,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' },
  async *train({ random }) {
    for (let batch = 0; ; batch += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const x = random.normal([6, 4], \`x \${batch}\`);
      yield [x.arraySync(), [0, 1, 2, 0, 1, 2]];
      x.dispose();
    }
  },
  stepsPerEpoch: 70,
  epochs: 9,
});
`;

describe('a run whose training process is killed at a random moment', () => {
  it('goes on from what is on disk, with the losses of a run that nothing has disturbed', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'long.ts');
      writeFileSync(file, long);
      const all = new Map<number, number>();
      const lossesOf = (ends: readonly BatchEnd[]) => ends.map(({ step, own }) => [step, own['loss']!] as const);
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page, says }) => {
        await untilStep(page, 1);
        await page.waitForTimeout(6500 + Math.random() * 4000);
        process.kill(await trainerProcess(app), 'SIGKILL');
        await says(/Process died/);
        const shown = await stepsDone(page);
        for (const [step, loss] of lossesOf(await batchEnds(page))) all.set(step, loss);
        await page.getByText(`ended at step ${shown}`).first().waitFor();
        const resume = page.getByRole('button', { name: /^Resume from step/ });
        const from = Number(/\d+$/.exec((await resume.textContent()) ?? '')?.[0]);
        expect(from).toBeGreaterThan(0);
        expect(from).toBeLessThanOrEqual(shown);
        const { run } = await tapped(page);
        await resume.click();
        await page.waitForFunction((before) => window.tapped?.run !== before, run);
        await untilStep(page, shown + 60);
        const after = lossesOf(await batchEnds(page));
        // A page that is loaded anew has it all, though this process has trained the end of it only: what was lost, too.
        const lost = after.findIndex(([step], at) => step !== at + 1);
        // What was on its way to the disk when the process was killed may be missing.
        expect(lost).toBeGreaterThan(from);
        expect(after.map(([step]) => step)).toEqual(after.map((_, at) => (at < lost ? at + 1 : from + 1 + at - lost)));
        await page.reload();
        await untilStep(page, shown + 70);
        expect(await page.getByRole('alert').count()).toBe(0);
        // What was lost is trained again, as it was.
        for (const [step, loss] of after) {
          if (all.has(step)) expect([step, all.get(step)]).toEqual([step, loss]);
          all.set(step, loss);
        }
        await page
          .getByText(/gone on in a new process|resumed/)
          .first()
          .waitFor();
      });
      const last = Math.max(...all.keys());
      await withApp({ args: [file, '--trust', '--run'] }, async ({ page }) => {
        await untilStep(page, last);
        for (const [step, loss] of lossesOf(await batchEnds(page))) {
          if (step <= last) expect([step, all.get(step)]).toEqual([step, loss]);
        }
      });
    });
  });
});

describe('what was lost with a training process', () => {
  it('is told again to a page that is loaded anew, and in the next app', async () => {
    await temporaryFolder(async (folder) => {
      const userData = join(folder, 'user data');
      const file = join(folder, 'long.ts');
      writeFileSync(file, long);
      /** That a page draws what was lost, and tells of the death behind it, once. */
      const expectTold = async (page: Page) => {
        await page.getByRole('listitem', { name: 'lost, trained again' }).waitFor();
        const steps = (await batchEnds(page)).map(({ step }) => step);
        // What was on its way to the disk when the process was killed may be missing.
        const died = steps.findIndex((step, at) => step !== at + 1);
        expect(died).toBeGreaterThan(kept);
        expect(steps).toHaveLength(died + (await stepsDone(page)) - kept);
        const line = `training process died at step ${died}`;
        await page.getByRole('tab', { name: /^Alerts \(/ }).click();
        await page.getByRole('option', { name: line }).waitFor();
        expect(await page.getByRole('option', { name: 'training process died' }).count()).toBe(1);
        await page.getByRole('tab', { name: 'Log' }).click();
        expect(await page.getByText(line).count()).toBe(1);
      };
      let kept = 0;
      await withApp({ args: [file, '--trust', '--run'], userData }, async ({ app, page, button, says }) => {
        await untilStep(page, 1);
        // A few seconds behind the first time that it is kept.
        await page.waitForTimeout(9000);
        process.kill(await trainerProcess(app), 'SIGKILL');
        await says(/Process died/);
        const died = await stepsDone(page);
        const resume = page.getByRole('button', { name: /^Resume from step/ });
        kept = Number(/\d+$/.exec((await resume.textContent()) ?? '')?.[0]);
        expect(died).toBeGreaterThan(kept + 20);
        await resume.click();
        await says(/Running/);
        await button('pause').click();
        await says(/Paused/);
        await page.reload();
        await says(/Paused/);
        await expectTold(page);
        // Where it stands it is kept, with all of that.
        await page.waitForTimeout(3000);
        const gone = app.waitForEvent('close');
        app.process().kill('SIGKILL');
        await gone;
      });
      await withApp({ args: ['--trust'], userData }, async ({ page, says }) => {
        await page.getByRole('button', { name: /^Go on with long from step/ }).click();
        await says(/Ready/);
        await expectTold(page);
      });
    });
  });
});

describe('a run whose file is broken when it is to go on', () => {
  it('goes on from the same step once the file is repaired', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'long.ts');
      writeFileSync(file, long);
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page, button, says }) => {
        await untilStep(page, 20);
        await button('pause').click();
        await says(/Paused/);
        const { run } = await tapped(page);
        const step = await stepsDone(page);
        const kept = async () => readdirSync(join(await app.evaluate((e) => e.app.getPath('userData')), 'kept-runs'));
        await expect.poll(kept, { timeout: 20_000 }).toHaveLength(1);
        await page.waitForTimeout(1500);
        process.kill(await trainerProcess(app), 'SIGKILL');
        await says(/Process died/);
        writeFileSync(file, `${long}}`);
        await page.getByRole('button', { name: `Resume from step ${step}` }).click();
        await says(/Failed|Not loaded/);
        writeFileSync(file, long);
        await page.getByRole('button', { name: `Resume from step ${step}` }).click();
        await page.waitForFunction(
          ([before, from]) =>
            window.tapped?.run !== before &&
            window.tapped?.events.some((event) => event.type === 'resumed' && event.step === from),
          [run, step] as const,
          { timeout: 60_000 },
        );
      });
    });
  });
});

describe('a training process that does not come to its beginning', () => {
  it('can be given up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-slow-'));
    const file = join(folder, 'slow.ts');
    writeFileSync(file, 'const end = Date.now() + 60_000;\nwhile (Date.now() < end);\nexport default {};\n');
    try {
      await withApp({ args: [file, '--trust'] }, async ({ page }) => {
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('heading', { name: 'Examples' }).waitFor();
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
