import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { example, temporaryFolder, withApp } from './app';
import { keyboard, mouse } from './hands';
import { openFrom, saveTo } from './save-dialog';
import { spoiled } from './spoiled';
import { batchEnds, tapped } from './trainer-tap';

/** A folder for pictures of what the test sees; none are made without it. */
const pictures = process.env.BATCHPOINT_E2E_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const hands = [
  { by: 'by mouse', handOf: mouse },
  { by: 'by the keyboard alone', handOf: keyboard },
];

const edits = async (page: Page) =>
  (await tapped(page)).events.flatMap((event) => (event.type === 'edit' ? [event] : []));

const state = async (page: Page) =>
  (await tapped(page)).events.flatMap((event) => (event.type === 'state' ? [event.state] : [])).at(-1);

it.each(hands)('saves a batch, opens it again and trains on it, $by', async ({ by, handOf }) => {
  await temporaryFolder(async (folder) => {
    const path = join(folder, 'batch.npz');
    await withApp({ args: [example('digits')] }, async ({ app, page, button, says }) => {
      const hand = handOf(page);
      await says(/Ready/);
      await hand.write(page.getByLabel('Number of batches for Step N'), '3');
      await hand.press(button('stepN'));
      await says(/at step 3$/);
      await saveTo(app, path);
      await hand.press(page.getByRole('button', { name: 'Save batch…' }));
      await page.getByText(`Saved: ${path}`).waitFor();
      await hand.press(button('stepN'));
      await says(/at step 6$/);

      await openFrom(app, path);
      await hand.give('openBatch', page.getByRole('button', { name: 'Open batch…' }));
      await page.getByText('From batch.npz', { exact: true }).waitFor();
      await page.getByText('present weights', { exact: true }).waitFor();
      const loss = page.locator('.figures dd').first();
      const before = parseFloat(await loss.innerText());
      await picture(page, `opened ${by}`);
      const times = page.getByLabel('Number of updates on this batch');
      await hand.write(times, '20');
      await page.keyboard.press('Tab');
      await hand.press(page.getByRole('button', { name: 'Train on it' }));
      await says(/at step 26$/);
      await expect.poll(async () => parseFloat(await loss.innerText())).toBeLessThan(before);
      const files = (await batchEnds(page)).map(({ file }) => file);
      expect(files).toEqual([...Array<undefined>(6).fill(undefined), ...Array<string>(20).fill(path)]);
      expect(await edits(page)).toMatchObject([{ step: 6, edit: { kind: 'replay-batch', file: path, times: 20 } }]);
      await picture(page, `trained ${by}`);

      await hand.press(page.getByRole('button', { name: 'Can it be learned?' }));
      await page.getByText('The state is put back.', { exact: false }).waitFor();
      await hand.press(page.getByRole('button', { name: 'Close file' }));
      await page.getByText('From batch.npz', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Save batch…' }).waitFor();
      await hand.press(button('stepBack'));
      await page.getByText('Viewing step 25 of 26', { exact: false }).first().waitFor();
      expect(await state(page)).toMatchObject({ why: { exactness: { kind: 'exact' } } });
      await hand.give('showEdits', page.getByRole('tab', { name: 'Edits' }));
      await page.getByText('train 20 × on batch.npz from step 7 on').first().waitFor();
      await picture(page, `edit ${by}`);

      const wrong = join(folder, 'wrong.npz');
      writeFileSync(wrong, 'no archive');
      await openFrom(app, wrong);
      await page.keyboard.press('ControlOrMeta+Shift+O');
      await page.getByRole('alert').filter({ hasText: 'a zip archive (npz)' }).waitFor();
      await picture(page, `wrong ${by}`);
    });
  });
});

it.each(hands)('opens the case that a bisection has kept, $by', async ({ by, handOf }) => {
  await temporaryFolder(async (folder) => {
    const file = join(folder, 'spoiled.ts');
    writeFileSync(file, spoiled);
    await withApp({ args: [file] }, async ({ page, button, says }) => {
      const hand = handOf(page);
      await hand.press(page.getByRole('main').getByRole('button', { name: 'Run', exact: true }));
      await says(/Ready/);
      await hand.give('run', button('run'));
      await hand.press(page.getByRole('button', { name: 'Bisect' }));
      await hand.press(page.getByRole('button', { name: 'Open as a batch' }));
      await page.getByText('Case of step 3: Data', { exact: false }).waitFor();
      await picture(page, `case ${by}`);
      await hand.press(page.getByRole('button', { name: 'Compute again' }));
      await page.getByText('NaN comes up at the same place.', { exact: false }).waitFor();
      await hand.press(page.getByRole('button', { name: 'Skip batch' }));
      await says(/at step 2$/);
      await hand.press(page.getByRole('button', { name: 'Train on it' }));
      await page.getByText('Step 3 would write NaN: nothing was written', { exact: true }).waitFor();
      await hand.press(page.getByRole('button', { name: 'Skip batch' }));
      await says(/at step 2$/);
      expect((await edits(page)).map(({ edit }) => edit)).toMatchObject([
        { kind: 'discard' },
        { times: 1 },
        { times: 0 },
      ]);
    });
  });
});
