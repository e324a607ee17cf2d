import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { formatSmall } from '../../renderer/chart-data/number-format';
import { sharedApp, temporaryFolder, withApp, type Running } from './app';
import { keyboard, mouse, type Hand } from './hands';
import { spoiled } from './spoiled';
import { ask, stepsDone } from './trainer-tap';

type Session = Running & { readonly hand: Hand };

const hands = [
  { by: 'by mouse', handOf: mouse },
  { by: 'by keyboard', handOf: keyboard },
] as const;

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** Presses a tab; by keyboard, its neighbours are one stop and are gone through by arrows. */
async function openTab({ page }: Session, name: string, isKeyboard: boolean): Promise<void> {
  const wanted = tab(page, name);
  if (!isKeyboard) return wanted.click();
  const chosen = inspector(page).getByRole('tab', { selected: true });
  await chosen.focus();
  for (let at = 0; at < 12 && (await wanted.getAttribute('aria-selected')) !== 'true'; at += 1) {
    await page.keyboard.press('ArrowRight');
  }
  expect(await wanted.getAttribute('aria-selected')).toBe('true');
}

const openDigits = async ({ page, hand, says }: Session) => {
  await hand.press(page.getByRole('button', { name: /^Digits/ }));
  await says(/Ready/);
};

/** Digits behind its third step, or as far as a test before has trained it. @returns the step */
async function digitsTrained(session: Session): Promise<number> {
  const { page, hand, button, says } = session;
  const step = await stepsDone(page);
  if (step > 0) return step;
  await openDigits(session);
  await hand.write(page.getByLabel('Number of batches for Step N'), '3');
  await hand.press(button('stepN'));
  await says(/at step 3$/);
  return 3;
}

const cellsOf = (row: Locator) => row.getByRole('cell').allInnerTexts();

describe.each(hands)('the tabs of a run, $by', ({ by, handOf }) => {
  const opened = sharedApp(() => ({}));
  const inSession = (): Session => ({ ...opened(), hand: handOf(opened().page) });

  it('shows layers of the batch, and looks into one', async () => {
    const session = inSession();
    const { page, hand } = session;
    await digitsTrained(session);
    await openTab(session, 'Layers', by === 'by keyboard');
    const table = inspector(page).getByRole('table', { name: 'Layers' });
    await table.waitFor();
    const { layers } = (await ask(page, 'layers'))!;
    const own = layers.filter(({ gradientNorm }) => gradientNorm !== undefined);
    expect(own.map(({ name }) => name)).toEqual(['conv2d', 'dense', 'dense_1']);
    for (const { name, gradientNorm } of own) {
      const cells = await cellsOf(table.getByRole('row', { name: new RegExp(`^${name} `) }).first());
      expect(cells).toContain(formatSmall(gradientNorm!));
    }
    await hand.press(table.getByRole('button', { name: 'conv2d', exact: true }));
    const detail = inspector(page).getByRole('region', { name: 'conv2d', exact: true });
    await detail.waitFor();
    expect(await detail.locator('.histograms').innerText()).toContain('Weights');
  });

  it('shows the optimizer, and sets its rate', async () => {
    const session = inSession();
    const { page, hand, button, says } = session;
    const step = await digitsTrained(session);
    await openTab(session, 'Optimizer', by === 'by keyboard');
    const rate = inspector(page).getByLabel('Change learning rate');
    await rate.waitFor();
    const [before] = await ask(page, 'optimizer');
    expect(before!.variables.length).toBe(6);
    await inspector(page).getByRole('rowheader', { name: 'conv2d/kernel' }).waitFor();
    await hand.write(rate, '0.01');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await ask(page, 'optimizer'))[0]!.learningRate).toBeCloseTo(0.01, 6);
    await hand.give('step', button('step'));
    await says(new RegExp(`at step ${step + 1}$`));
    expect((await ask(page, 'optimizer'))[0]!.iterations).toBe(step + 1);
  });

  it('compares what the batch would come to without some rows', async () => {
    const session = inSession();
    const { page, hand } = session;
    await digitsTrained(session);
    await openTab(session, 'What if', by === 'by keyboard');
    const rows = page.getByLabel('Without rows, Variant 1');
    const expected = inspector(page).getByText(textOf('en').whatIf.rowsHint);
    await hand.write(rows, '0');
    await expected.waitFor();
    expect(await page.getByRole('button', { name: 'Compare' }).isDisabled()).toBe(true);
    await hand.write(rows, '1-4');
    await expected.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    const results = inspector(page).locator('.what-if-outcomes');
    await results.waitFor();
    const found = (await ask(page, 'whatIf', [{ withoutRows: [0, 1, 2, 3] }]))!;
    expect(found.variants[0]!.rows).toBe(found.base.rows - 4);
    const text = await results.innerText();
    expect(text).toContain(formatSmall(found.base.gradientNorm));
    expect(text).toContain(formatSmall(found.variants[0]!.gradientNorm));
  });
});

it.each(hands)('looks at a run before it begins and while it is paused, $by', async ({ handOf }) => {
  await withApp({}, async (running) => {
    const session = { ...running, hand: handOf(running.page) };
    const { page, hand, says } = session;
    await openDigits(session);
    const strip = page.getByRole('region', { name: 'Pre-flight' });
    await hand.press(strip.getByRole('button', { name: 'Pre-flight' }));
    await strip.getByText(/^6 batches looked at \(192 rows\), \d+ read$/).waitFor({ timeout: 60_000 });
    expect(await strip.getByRole('listitem').count()).toBe(6);
    expect(await strip.locator('.is-fine').count()).toBe(6);
    await page.keyboard.press('F10');
    await says(/at step 1$/);
    await strip.waitFor({ state: 'detached' });
    await hand.press(page.getByRole('button', { name: 'Pre-flight' }));
    await strip.getByText(/^6 batches looked at \(192 rows\)/).waitFor({ timeout: 60_000 });
    expect(await strip.locator('.is-problem').count()).toBe(0);
    await hand.press(strip.getByRole('button', { name: 'Close' }));
    await strip.waitFor({ state: 'detached' });
  });
});

it.each(hands)('finds the row that NaN comes from, and leaves its batch out, $by', async ({ handOf }) => {
  await temporaryFolder(async (folder) => {
    const file = join(folder, 'spoiled.ts');
    writeFileSync(file, spoiled);
    await withApp({ args: [file] }, async (running) => {
      const session = { ...running, hand: handOf(running.page) };
      const { page, hand, button, says } = session;
      await hand.press(page.getByRole('main').getByRole('button', { name: 'Run', exact: true }));
      await says(/Ready/);
      await hand.give('run', button('run'));
      await page.getByText('Step 3 would write NaN: nothing was written', { exact: true }).waitFor({ timeout: 30_000 });
      await hand.press(page.getByRole('button', { name: 'Bisect' }));
      await page.getByText('row 6 of 8', { exact: false }).first().waitFor({ timeout: 30_000 });
      const found = await ask(page, 'bisect');
      expect(found).toMatchObject({ phase: 'data', rows: { kind: 'some', rows: [5] } });
      // Another row is looked at until then.
      await page.getByLabel('Sort').selectOption('row');
      await page.getByRole('region', { name: /^Row 1\b/ }).waitFor();
      await hand.press(page.getByRole('button', { name: 'Show the batch' }));
      await page.getByRole('region', { name: /^Row 6\b/ }).waitFor();
      await hand.press(page.getByRole('button', { name: 'Skip batch' }));
      await says(/at step 2$/);
    });
  });
});
