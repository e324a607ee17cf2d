import { expect, it } from 'vitest';
import { example, withApp } from './app';

it('gives any command by its name, and only those that are possible', async () => {
  await withApp({ args: [example('digits')] }, async ({ page, says }) => {
    await says(/Ready/);
    await page.keyboard.press('F1');
    const palette = page.getByRole('dialog', { name: 'All commands' });
    const chosen = palette.getByRole('option', { selected: true });
    await page.keyboard.type('step back');
    await expect.poll(() => chosen.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await palette.isVisible()).toBe(true);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('exactly one');
    await palette.getByRole('combobox').evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    });
    expect(await palette.isVisible()).toBe(true); // as a Chinese word is taken over from a list
    await page.keyboard.press('Enter');
    await says(/Paused\s*at step 1$/);
    expect(await palette.count()).toBe(0);

    await page.keyboard.press('Control+Shift+P');
    await page.keyboard.type('what-if');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('tab', { name: 'What if' });
    await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);

    const rail = page.getByRole('complementary', { name: 'About this run' });
    await page.keyboard.press('Control+B');
    await rail.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+B');
    await rail.waitFor();
    await page
      .locator('[aria-live]')
      .getByText(/^Step 1, batch loss \d/)
      .waitFor({ state: 'attached' });
  });
});
