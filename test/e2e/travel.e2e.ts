import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { example, temporaryFolder, withApp, type Running } from './app';
import { lineExperiment, writeFiles } from './person-files';
import { batchEnds, tapped, untilStep } from './trainer-tap';

const phases = ['batch', 'forward', 'loss', 'gradients', 'update'];

async function stepTo({ page, button, says }: Running, count: number): Promise<void> {
  await page.getByLabel('Number of batches for Step N').fill(String(count));
  await button('stepN').click();
  await says(new RegExp(`at step ${count}$`));
}

/** The banner of the past. */
const past = (page: Page) => page.getByRole('region', { name: 'In the past' });

/** Paths of lines that were left, as far as they draw anything. */
const ghosts = (page: Page) =>
  page.locator('.chart-ghosts path').evaluateAll((paths) => paths.filter((path) => path.getAttribute('d')).length);

const discarded = async (page: Page) => (await tapped(page)).events.filter(({ type }) => type === 'discarded').length;
const lines = async (page: Page) => (await tapped(page)).events.filter(({ type }) => type === 'line');

describe('going back and forth', () => {
  it('by mouse: back, to a step, on as a branch, and live again', async () => {
    await withApp({ args: [example('digits')] }, async (running) => {
      const { page, button, says } = running;
      await says(/Ready/);
      expect(await button('stepBack').isEnabled()).toBe(false);
      await stepTo(running, 60);
      const first = (await batchEnds(page)).map(({ own }) => own);

      await button('stepBack').click();
      await says(/at step 59 of 60/);
      await button('stepBack').click();
      await says(/at step 58 of 60/);
      await past(page).getByText('exact', { exact: true }).waitFor();

      await past(page).getByRole('button', { name: 'Go live' }).click();
      await says(/at step 60$/);
      await expect.poll(() => past(page).count()).toBe(0);

      const track = page.getByRole('slider', { name: 'Timeline' });
      const box = (await track.boundingBox())!;
      await page.mouse.click(box.x + 56 + (box.width - 70) * (20 / 450), box.y + 20);
      await says(/at step (19|20|21) of 60/);
      const from = Number(await track.getAttribute('aria-valuenow'));
      await page.getByRole('region', { name: 'In the past' }).getByText('exact', { exact: true }).waitFor();
      expect(await ghosts(page)).toBe(0);

      await page.getByLabel('Number of batches for Step N').fill('10');
      await button('stepN').click();
      await says(new RegExp(`at step ${from + 10}$`));
      expect(await lines(page)).toMatchObject([{ start: { line: 2, from: { line: 1, step: from } } }]);
      const again = (await batchEnds(page)).slice(60);
      expect(again.map(({ step }) => step)).toEqual(Array.from({ length: 10 }, (_, i) => from + 1 + i));
      expect(again.map(({ own }) => own)).toEqual(first.slice(from, from + 10));
      expect(await ghosts(page)).toBeGreaterThanOrEqual(2);
      await page.getByRole('region', { name: 'Timeline' }).getByText('earlier line').waitFor();
    });
  });

  it('goes on with data that has ended, and through its end', async () => {
    await temporaryFolder(async (folder) => {
      const experiment = lineExperiment['line.ts'].replace('for (;;)', 'for (let left = 7; left > 0; left -= 1)');
      writeFiles(folder, { ...lineExperiment, 'line.ts': experiment });
      await withApp({ args: [join(folder, 'line.ts'), '--trust'] }, async (running) => {
        const { page, says } = running;
        await says(/Ready/);
        await page.keyboard.press('F5');
        await page.getByText('The data ended at step 7 of 10.').waitFor();
        await page.getByRole('button', { name: 'Extend' }).click();
        await says(/Finished/);
        expect((await batchEnds(page)).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        await page.getByRole('tab', { name: 'Edits' }).click();
        await page
          .getByRole('tabpanel', { name: 'Edits' })
          .getByText('at the end of the data: stop → begin anew')
          .waitFor();
        await page.keyboard.press('Shift+F10');
        await says(/at step 9 of 10/);
        await page.getByRole('region', { name: 'In the past' }).getByText('exact', { exact: true }).waitFor();
      });
    });
  });

  it('by keyboard: goes to a step, and back from the end of a finished run', async () => {
    await withApp({ args: [example('digits'), '--epochs', '1'] }, async (running) => {
      const { page, says } = running;
      await says(/Ready/);
      await page.keyboard.press('F5');
      await says(/Finished/);
      await page.keyboard.press('Shift+F10');
      await says(/at step 44 of 45/);
      await page.keyboard.press('g');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('99');
      await page.getByText('Give a whole number from 0 to 45.').waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('12');
      await page.keyboard.press('Enter');
      await says(/at step 12 of 45/);

      await page.getByRole('slider', { name: 'Timeline' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      // What happened there may follow: where a snapshot lies depends on how fast the machine is.
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByText(/^Step 23\b/)
        .waitFor();
      await page.keyboard.press('Enter');
      await says(/at step 23 of 45/);
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await says(/Finished/);
    });
  });

  it('says why a running run does not go to a step', async () => {
    await withApp({ args: [example('mnist'), '--run'] }, async ({ page, says }) => {
      await says(/Running/);
      await untilStep(page, 2);
      await page.getByRole('slider', { name: 'Timeline' }).click({ position: { x: 60, y: 20 } });
      await page.getByText('Pause first: only a run that stands still can go to another step.').waitFor();
      await says(/Running/);
    });
  });
});

describe('inside a step', () => {
  it('stands at each phase, discards, and commits', async () => {
    await withApp({ args: [example('digits')] }, async (running) => {
      const { page, button, says } = running;
      await says(/Ready/);
      await stepTo(running, 3);
      expect(await button('commit').count()).toBe(0);
      for (const phase of phases) {
        await page.keyboard.press('F11');
        await says(new RegExp(`in step 4, ${phase}`));
        const present = page.getByRole('list', { name: 'Phase' }).locator('[aria-current=step] > span');
        await expect.poll(async () => (await present.innerText()).toLowerCase()).toBe(phase);
      }
      await page.getByText('Nothing is written yet', { exact: false }).waitFor();
      await page.getByRole('columnheader', { name: 'Ratio' }).waitFor();
      expect(await page.getByRole('rowheader', { name: 'dense/kernel' }).isVisible()).toBe(true);
      expect(await page.locator('.btn-filled').allInnerTexts()).toEqual(['Commit']);

      await button('discard').click();
      await says(/at step 3$/);
      expect(await discarded(page)).toBe(1);
      expect((await batchEnds(page)).length).toBe(3);
      await page.getByRole('region', { name: 'Timeline' }).getByText('discarded batch').waitFor();

      await button('stepInto').click();
      await says(/in step 4, batch/);
      await button('commit').click();
      await says(/at step 4$/);
      expect((await batchEnds(page)).map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    });
  });
});
