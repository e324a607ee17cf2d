import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { readSavedRun } from '../../main/training/session/saved-run';
import { example, temporaryFolder, withApp, type Running } from './app';
import { openFrom, saveTo } from './save-dialog';
import { batchEnds, stepsDone, untilStep } from './trainer-tap';

const slow = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'slow',
  seed: 5,
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'adam', loss: 'meanSquaredError' },
  async *train() {
    for (let batch = 0; ; batch += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield [[[Math.sin(batch)]], [[2]]];
    }
  },
  stepsPerEpoch: 400,
});
`;

/** The person's answer to the next questions: the button with this word. @returns what was asked, when it is asked for */
async function answer(app: ElectronApplication, button: RegExp): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }, source) => {
    const asked: string[] = [];
    (globalThis as { asked?: string[] }).asked = asked;
    dialog.showMessageBox = ((_window: unknown, { message, buttons = [] }: Electron.MessageBoxOptions) => {
      asked.push(message);
      const response = buttons.findIndex((words) => new RegExp(source).test(words));
      return Promise.resolve({ response, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, button.source);
  return () => app.evaluate(() => (globalThis as { asked?: string[] }).asked ?? []);
}

const closeWindow = (page: Page) => page.evaluate(() => void window.batchpoint.request('window:control', 'close'));

describe('a run that is saved', () => {
  it('is opened again, waits for the person’s word, and goes on with the same numbers', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'slow.ts');
      writeFileSync(file, slow);
      const kept = join(folder, 'kept');
      const whole = new Map<number, number>();
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page, button, says }) => {
        await untilStep(page, 12);
        await saveTo(app, kept);
        await page.keyboard.press('Control+S');
        await page.getByText(`Saved: ${kept}`).waitFor();
        await says(/Paused/);
        await button('run').click();
        await untilStep(page, (await readSavedRun(kept)).step + 30);
        for (const { step, own } of await batchEnds(page)) whole.set(step, own['loss']!);
      });
      const { step, origin } = await readSavedRun(kept);
      expect(origin).toEqual({ file, name: 'slow' });
      await withApp({}, async ({ app, page, button, says }) => {
        await openFrom(app, kept);
        await page.getByRole('button', { name: /^Open saved run/ }).click();
        await page.getByText('slow.ts has not been run before').waitFor();
        await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click();
        await says(/Ready/);
        await button('run').click();
        await untilStep(page, step + 25);
        const ends = await batchEnds(page);
        // The window has the whole run, though it has seen only the end of it.
        expect(ends.map((end) => end.step)).toEqual(ends.map((_, at) => at + 1));
        for (const end of ends) if (whole.has(end.step)) expect(end.own['loss']).toBe(whole.get(end.step));
      });
    });
  });

  it('is saved inside a batch as it was before it, and says so', async () => {
    await temporaryFolder(async (folder) => {
      const kept = join(folder, 'kept');
      await withApp({ args: [example('digits')] }, async ({ app, page, button, says }) => {
        await says(/Ready/);
        for (let step = 1; step <= 3; step += 1) {
          await button('step').click();
          await untilStep(page, step);
        }
        await button('stepInto').click();
        await says(/before its update|inside|Paused/i);
        await saveTo(app, kept);
        await page.keyboard.press('Control+S');
        await page.getByText(`Saved as of before step 4, which was open: ${kept}`).waitFor();
        await says(/at step 3/);
      });
      expect(await readSavedRun(kept)).toMatchObject({ step: 3 });
    });
  });

  it('says of a folder what is wrong with it, and leaves open what is open', async () => {
    await temporaryFolder(async (folder) => {
      await withApp({ args: [example('digits')] }, async ({ app, page, says }) => {
        await says(/Ready/);
        const asked = await answer(app, /Close/);
        await openFrom(app, folder);
        await page.evaluate(() => window.batchpoint.request('run:choose'));
        expect(await asked()).toEqual([`There is no saved run in ${folder}.`]);
        await says(/Ready/);
      });
    });
  });
});

describe('a run whose whole app is killed', () => {
  it('is said to be lost where its state is damaged, once', async () => {
    await temporaryFolder(async (folder) => {
      const userData = join(folder, 'user data');
      const damaged = join(userData, 'kept-runs', 'damaged');
      mkdirSync(damaged, { recursive: true });
      writeFileSync(join(damaged, 'training.json'), '{"version": 1, ');
      const said = textOf('en').window.opening.left.lost(1);
      await withApp({ userData }, async ({ page }) => {
        await page.getByText(said, { exact: true }).waitFor();
      });
      await withApp({ userData }, async ({ page }) => {
        await page.getByText(textOf('en').window.opening.noRecent).or(page.getByText('Examples')).first().waitFor();
        expect(await page.getByText(said, { exact: true }).count()).toBe(0);
      });
    });
  });

  it('is offered at the next start, asks for a word, goes on at its step, and is offered once again', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'slow.ts');
      writeFileSync(file, slow);
      const userData = join(folder, 'user data');
      const parent = join(userData, 'kept-runs');
      const left = () => readdirSync(parent);
      const stepsLeft = () =>
        Promise.all(
          left().map((id) =>
            readSavedRun(join(parent, id)).then(
              ({ step }) => step,
              () => undefined,
            ),
          ),
        );
      /** Pauses the run, waits until it is kept there, and kills the app. */
      const pauseAndKill = async ({ app, page, button, says }: Running): Promise<number> => {
        await button('pause').click();
        await says(/Paused/);
        const step = await stepsDone(page);
        await expect.poll(stepsLeft, { timeout: 20_000 }).toContain(step);
        const gone = app.waitForEvent('close');
        app.process().kill('SIGKILL');
        await gone;
        return step;
      };
      let step = 0;
      await withApp({ args: [file, '--trust', '--run'], userData }, async (running) => {
        await untilStep(running.page, 12);
        step = await pauseAndKill(running);
      });
      const first = left();
      expect(first).toHaveLength(1);
      writeFileSync(file, `${slow}// not the file that was trusted`);
      await withApp({ userData }, async (running) => {
        const { page, button, says } = running;
        await page.getByRole('button', { name: `Go on with slow from step ${step} (kept` }).click();
        await page.getByText('slow.ts has not been run before').waitFor();
        await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click();
        await says(/Ready/);
        await button('run').click();
        await untilStep(page, step + 8);
        const steps = (await batchEnds(page)).map((end) => end.step);
        expect(steps).toEqual(steps.map((_, at) => at + 1));
        step = await pauseAndKill(running);
      });
      await withApp({ userData }, async ({ page }) => {
        const offer = page.getByRole('button', { name: /^Go on with slow/ });
        await offer.waitFor();
        expect(await offer.textContent()).toContain(`from step ${step} (kept`);
        expect(left()).toHaveLength(1);
        expect(left()).not.toEqual(first);
        await page.getByRole('button', { name: `Don’t keep slow at step ${step}` }).click();
        await offer.waitFor({ state: 'detached' });
        expect(left()).toEqual([]);
      });
    });
  });
});

describe('a window that is closed while a run is on', () => {
  it('asks once, and goes on in the background or saves as the person says', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'slow.ts');
      writeFileSync(file, slow);
      const kept = join(folder, 'kept');
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page }) => {
        await untilStep(page, 5);
        const cancelled = await answer(app, /Cancel/);
        await closeWindow(page);
        await expect.poll(cancelled).toEqual(['The training is still running.']);
        await answer(app, /background/);
        await closeWindow(page);
        await untilStep(page, 20);
        await answer(app, /Save and quit/);
        await saveTo(app, kept);
        const gone = app.waitForEvent('close');
        await closeWindow(page);
        await gone;
      });
      expect((await readSavedRun(kept)).step).toBeGreaterThanOrEqual(20);
    });
  });
});

describe('a run that another would take the place of', () => {
  it('goes on unless the person ends it', async () => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'slow.ts');
      writeFileSync(file, slow);
      await withApp({ args: [file, '--trust', '--run'] }, async ({ app, page, says }) => {
        await untilStep(page, 5);
        const cancelled = await answer(app, /Cancel/);
        await page.keyboard.press('Control+W');
        await expect.poll(cancelled).toHaveLength(1);
        await page.evaluate((path) => window.batchpoint.request('experiment:open', path), example('digits'));
        expect(await cancelled()).toHaveLength(2);
        await untilStep(page, 15);
        await answer(app, /Close without/);
        await page.evaluate((path) => window.batchpoint.request('experiment:open', path), example('digits'));
        await says(/Ready/);
        await page.keyboard.press('F10');
        await untilStep(page, 1);
        await page.keyboard.press('Control+W');
        await page.getByRole('button', { name: /^Open saved run/ }).waitFor();
      });
    });
  });
});
