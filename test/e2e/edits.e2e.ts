import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../main/contract/training-event';
import { example, temporaryFolder, withApp, type Running } from './app';
import { batchEnds, tapped } from './trainer-tap';

/** A folder for pictures of what the test sees; none are made without it. */
const pictures = process.env.BATCHPOINT_E2E_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const edits = async (page: Page) =>
  (await tapped(page)).events.filter(
    (event): event is Extract<TrainingEvent, { type: 'edit' }> => event.type === 'edit',
  );

async function stepBy({ page, button, says }: Running, count: number, to: number): Promise<void> {
  await page.getByLabel('Number of batches for Step N').fill(String(count));
  await button('stepN').click();
  await says(new RegExp(`at step ${to}$`));
}

/** The next save goes to this path without asking. */
async function saveTo({ app }: Running, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}

describe('edits of batches and their rows', () => {
  it('change the batch size, and take it back', async () => {
    await withApp({ args: [example('digits')] }, async (running) => {
      const { page } = running;
      await running.says(/Ready/);
      await stepBy(running, 3, 3);
      const rows = (await batchEnds(page))[0]!.rows;
      await page.getByRole('tab', { name: 'Edits' }).click();
      const field = page.getByLabel('Change batch size');
      await picture(page, 'batch-size-before');
      await field.fill('20');
      await field.press('Enter');
      await page.getByText('batch size as given → 20 from step 4 on').first().waitFor();
      await stepBy(running, 2, 5);
      await picture(page, 'batch-size-after');
      await page.getByRole('button', { name: /^Undo: Batch size/ }).click();
      await stepBy(running, 3, 8);
      const sizes = (await batchEnds(page)).map((end) => end.rows);
      expect(sizes.slice(0, 5)).toEqual([rows, rows, rows, 20, 20]);
      expect(sizes.at(-1)).toBe(rows);
      expect((await edits(page)).map(({ edit }) => edit)).toEqual([
        { kind: 'batch-size', rows: 20 },
        { kind: 'batch-size', rows: 0 },
      ]);
      const plans = (await tapped(page)).events.flatMap((event) => (event.type === 'plan' ? [event.plan] : []));
      expect(plans.length).toBeGreaterThan(1);
      expect(plans.at(-1)!.totalSteps).toBeGreaterThan(plans[0]!.totalSteps!);
    });
  });

  it('mark, leave out and relabel rows, by keyboard and by mouse, and save the list', async () => {
    await temporaryFolder(async (folder) => {
      await withApp({ args: [example('digits')] }, async (running) => {
        const { page, says } = running;
        await says(/Ready/);
        await stepBy(running, 4, 4);
        await page.getByRole('tab', { name: 'Batch' }).click();
        const list = page.getByRole('list', { name: 'Rows of the batch' });
        await list.getByRole('button').first().click();
        await page.keyboard.press('m');
        await page
          .getByText(/^Row #\d+ of .* not marked → marked$/)
          .first()
          .waitFor();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('x');
        await page
          .getByText(/used → left out from step 5 on/)
          .first()
          .waitFor();
        await expect.poll(() => list.locator('.is-marked').count()).toBe(1);
        await expect.poll(() => list.locator('.is-skipped').count()).toBe(1);
        expect(await page.getByLabel('Horizontal axis').inputValue()).toBe('step'); // X is a key of the charts too
        await page.keyboard.press('ArrowRight');
        const target = page.getByLabel('Target for this run');
        const before = await target.inputValue();
        await target.selectOption(before === '7' ? '8' : '7');
        await page
          .getByText(/^Target of row #\d+/)
          .first()
          .waitFor();
        await expect.poll(() => list.locator('.is-relabelled').count()).toBe(1);
        await picture(page, 'rows-batch');

        await page.getByRole('tab', { name: 'Edits' }).click();
        await page.getByRole('list', { name: 'Rows' }).getByText('left out').waitFor();
        await picture(page, 'rows-edits');
        const path = join(folder, 'rows.csv');
        await saveTo(running, path);
        await page.getByRole('button', { name: 'Save list of rows…' }).click();
        await page.getByText(path).first().waitFor();
        const lines = readFileSync(path, 'utf8').trim().split('\n');
        expect(lines).toHaveLength(4);
        expect(lines[0]).toBe('source,row,change,output,old,new');
        expect(lines.slice(1).map((line) => /marked|skipped|relabelled/.exec(line)?.[0])).toEqual([
          'marked',
          'skipped',
          'relabelled',
        ]);
        const made = await edits(page);
        expect(made.map(({ edit }) => edit.kind)).toEqual(['mark-row', 'skip-row', 'relabel-row']);

        await page.getByRole('button', { name: /^Undo: Row #.* used → left out/ }).click();
        await expect
          .poll(async () => (await edits(page)).at(-1))
          .toMatchObject({
            undoes: made[1]!.id,
            edit: { isSkipped: false },
          });
        await stepBy(running, 2, 6);
        await page.keyboard.press('F11');
        await says(/in step 7, batch/);
        await page.getByRole('tab', { name: 'Batch' }).click();
        await page.getByText('not written', { exact: true }).waitFor();
        await list.getByRole('button').first().click();
        const shown = await list.getByRole('button').count();
        await page.keyboard.press('x');
        await expect.poll(() => list.getByRole('button').count()).toBe(shown - 1);
        await picture(page, 'rows-pending');
        await page.keyboard.press('Control+F11');
        await says(/at step 7$/);
        const sizes = (await batchEnds(page)).map(({ rows }) => rows);
        expect(sizes[6]).toBe(sizes[5]! - 1);
      });
    });
  });
});
