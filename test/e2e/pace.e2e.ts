import type { ElectronApplication, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type {} from '../../renderer/global';
import { example, withApp } from './app';

/** What the page hears and draws, counted from here on. */
type Seen = { shares: number[]; drawings: number };
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Counts the frames in which a line of the charts changes, and notes what the shell says of the window's load. */
const watch = (page: Page) =>
  page.evaluate(() => {
    window.seen = { shares: [], drawings: 0 };
    window.batchpoint.onNotice('load', ({ share }) => window.seen.shares.push(share));
    // Changes of one frame come together.
    const observer = new MutationObserver(() => (window.seen.drawings += 1));
    for (const line of document.querySelectorAll('.chart.is-large g.is-batch:not(.chart-ghosts *)')) {
      observer.observe(line, { attributes: true, subtree: true, childList: true });
    }
  });

/** Drawings a second over some seconds. @param meanwhile done again and again */
async function drawingsIn(page: Page, seconds: number, meanwhile?: (at: number) => Promise<void>): Promise<number> {
  await page.evaluate(() => (window.seen.drawings = 0));
  const began = performance.now();
  for (let at = 0; performance.now() - began < seconds * 1000; at += 1) {
    await meanwhile?.(at);
    await page.waitForTimeout(100);
  }
  const { drawings } = await page.evaluate(() => window.seen);
  return drawings / ((performance.now() - began) / 1000);
}

const act = (app: ElectronApplication, what: 'show' | 'hide') =>
  app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]![wanted](), what);

/** As if the window took all of the machine for a while. */
const pretendLoad = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    for (let told = 0; told < 4; told += 1) webContents.send('notice:load', { share: 1 });
  });

it('draws a run as often as the window can afford, and quickly while somebody has a hand on it', async () => {
  const args = [example('mnist'), '--run', '--steps-per-epoch', '1000000', '--epochs', '1'];
  await withApp({ args }, async ({ app, page, says }) => {
    await says(/Running/);
    await page.mouse.move(400, 5);
    await page.locator('.chart.is-large g.is-batch .chart-line').first().waitFor({ state: 'attached' });
    await watch(page);

    // What the shell measures comes while the run moves and the window is seen, and then only.
    await expect
      .poll(async () => (await page.evaluate(() => window.seen)).shares.length, { timeout: 15_000 })
      .toBeGreaterThan(1);
    for (const share of (await page.evaluate(() => window.seen)).shares) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
    await act(app, 'hide');
    await page.waitForTimeout(500);
    await page.evaluate(() => (window.seen.shares = []));
    await page.waitForTimeout(5000);
    expect((await page.evaluate(() => window.seen)).shares).toEqual([]);
    await act(app, 'show');

    await page.waitForTimeout(2500);
    await pretendLoad(app);
    await page.waitForTimeout(1000);
    const slow = await drawingsIn(page, 4);
    const quick = await drawingsIn(page, 4, (at) => page.mouse.move(400 + (at % 2), 5));
    expect(slow).toBeLessThanOrEqual(1.8);
    expect(quick).toBeGreaterThan(slow * 1.4);

    // A new state does not wait for its turn.
    await page.waitForTimeout(2500);
    await pretendLoad(app);
    const before = await page.evaluate(() => (window.seen.drawings = 0));
    await page.keyboard.press('F6');
    await says(/Paused/);
    await expect.poll(async () => (await page.evaluate(() => window.seen)).drawings).toBeGreaterThan(before);
  });
});
