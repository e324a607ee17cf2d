import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { temporaryFolder, withApp, type Running } from './app';
import { lineExperiment, writeFiles } from './person-files';
import { readPng } from './png';
import { batchEnds } from './trainer-tap';

const list = (page: Page) => page.getByRole('complementary', { name: 'About this run' });
const banner = (page: Page) => page.getByRole('region', { name: 'Breakpoint hit' });

async function openDigits({ page, says }: Running): Promise<void> {
  await page.getByRole('button', { name: /^Digits/ }).click();
  await says(/Ready/);
}

it('breaks before a batch is written, by keyboard, discards it, and keeps the breakpoint for the next time', async () => {
  await temporaryFolder(async (folder) => {
    const userData = join(folder, 'user-data');
    await withApp({ userData }, async (running) => {
      const { page, says } = running;
      await openDigits(running);
      await page.keyboard.press('Shift+F9');
      await page.keyboard.type('gradN');
      await page.getByRole('option', { name: /gradNorm/ }).waitFor();
      await page.keyboard.press('Enter');
      // The completion is written, and the caret stands behind it.
      await page.waitForFunction(() => {
        const field = document.activeElement as HTMLInputElement;
        return field.value.startsWith('gradNorm(') && field.selectionStart === 'gradNorm('.length;
      });
      await page.keyboard.type(') > 0 && stepp == 12');
      // What is wrong is told before it is saved.
      await page.getByText('This run has no stepp').waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'New breakpoint' }).waitFor();
      for (let at = 0; at < 'p == 12'.length; at += 1) await page.keyboard.press('Backspace');
      await page.keyboard.type(' == 12');
      await page.keyboard.press('Enter');
      await list(page).getByText('gradNorm() > 0 && step == 12').waitFor();

      await page.keyboard.press('F5');
      await says(/Paused before step 12 is written/);
      expect(await batchEnds(page)).toHaveLength(11);
      expect(
        await list(page)
          .getByTitle(/true 1 time/)
          .innerText(),
      ).toBe('1');
      await banner(page).getByRole('button', { name: 'Discard' }).click();
      await says(/Paused\s*at step 11/);
      expect(await batchEnds(page)).toHaveLength(11);

      // The next batch is now the twelfth: switched off, the breakpoint lets it pass.
      await list(page).getByRole('switch').click();
      await page.keyboard.press('F10');
      await says(/Paused\s*at step 12/);
      expect(await batchEnds(page)).toHaveLength(12);
    });
    await withApp({ userData }, async (running) => {
      const { page, says } = running;
      await openDigits(running);
      const dot = list(page).getByRole('switch', { name: /gradNorm\(\) > 0 && step == 12/ });
      await dot.waitFor();
      expect(await dot.getAttribute('aria-checked')).toBe('false');
      await page.keyboard.press('F10');
      await says(/Paused\s*at step 1\b/);
      // F9 stops at the next step, and no longer.
      await page.keyboard.press('F9');
      await list(page).getByText('step == 2').waitFor();
      await page.keyboard.press('F5');
      await says(/Paused before step 2 is written: step == 2/);
      await page.keyboard.press('F9');
      await list(page).getByText('step == 2', { exact: true }).waitFor({ state: 'detached' });
    });
  });
});

it('keeps a picture of the charts at a hit beside the experiment, and goes on', async () => {
  await temporaryFolder(async (folder) => {
    writeFiles(folder, lineExperiment);
    const pictures = join(folder, 'line-pictures');
    await withApp({ args: [join(folder, 'line.ts'), '--trust'] }, async ({ page, says }) => {
      await says(/Ready/);
      await page.keyboard.press('Shift+F9');
      await page.keyboard.type('step == 4');
      const editor = page.getByRole('dialog', { name: 'New breakpoint' });
      await editor.getByLabel('Save a picture').check();
      await editor.getByLabel('Pause', { exact: true }).uncheck();
      await editor.getByRole('button', { name: 'Save', exact: true }).click();
      await list(page).getByText('step == 4').waitFor();
      await page.keyboard.press('F5');
      await says(/Finished/);
      await page.getByText(`Saved: ${join(pictures, 'step-4.png')}`).waitFor();
      expect(readPng(join(pictures, 'step-4.png')).width).toBe(1920);
      // A window that is read anew hears of the hit as of history.
      await page.reload();
      await says(/Finished/);
      await page.getByRole('slider', { name: 'Timeline' }).waitFor();
      expect(readdirSync(pictures)).toEqual(['step-4.png']);
    });
  });
});

it('lists what should not be missed, and looks at its step by mouse and by keyboard', async () => {
  await withApp({}, async (running) => {
    const { page, says } = running;
    await openDigits(running);
    const bottom = page.getByRole('region', { name: 'Messages' });
    await bottom.getByRole('tab', { name: 'Alerts' }).click();
    await bottom.getByText('Nothing wants your attention').waitFor();
    await page.keyboard.press('Shift+F9');
    await page.keyboard.type('step == 4 || step == 7');
    await page.keyboard.press('Enter');
    await list(page).getByText('step == 4 || step == 7').waitFor();
    for (const step of [4, 7]) {
      await page.keyboard.press('F5');
      await says(new RegExp(`Paused before step ${step} is written`));
    }
    await bottom.getByRole('tab', { name: 'Alerts (2)' }).waitFor();
    const rows = bottom.getByRole('option');
    expect(await rows.allInnerTexts()).toEqual([expect.stringMatching(/7\s+Hit/), expect.stringMatching(/4\s+Hit/)]);
    const timeline = page.getByRole('slider', { name: 'Timeline' });
    await rows.nth(1).click();
    expect(await timeline.getAttribute('aria-valuenow')).toBe('4');
    await bottom.getByRole('listbox').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await timeline.getAttribute('aria-valuenow')).toBe('7');
    expect(await timeline.evaluate((track) => track === document.activeElement)).toBe(true);
  });
});

it('evaluates watches and what is typed in the console', async () => {
  await withApp({}, async (running) => {
    const { page, says } = running;
    await openDigits(running);
    await page.keyboard.press('F10');
    await says(/Paused\s*at step 1\b/);
    const [end] = await batchEnds(page);
    const loss = String(Number(end!.own['loss']!.toPrecision(6)));
    const bottom = page.getByRole('region', { name: 'Messages' });
    await bottom.getByRole('tab', { name: 'Watch' }).click();
    await bottom.getByRole('combobox').fill('loss');
    await page.keyboard.press('Enter');
    await bottom.getByRole('cell', { name: loss }).waitFor();
    await bottom.getByRole('tab', { name: 'Console' }).click();
    await bottom.getByRole('combobox').fill('loss * 0 + 3');
    await page.keyboard.press('Enter');
    await bottom.getByRole('log').getByText('3', { exact: true }).waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await bottom.getByRole('combobox').inputValue()).toBe('loss * 0 + 3');
  });
});
