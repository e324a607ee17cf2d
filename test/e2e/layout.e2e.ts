import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages, textOf } from '../../main/contract/text';
import { example, temporaryFolder, withApp } from './app';
import { untilStep } from './trainer-tap';

/** Words that do not fit into what they stand in, or lie outside of the window. */
const cutTexts = (page: Page) =>
  page.evaluate(() => {
    const parts = document.querySelectorAll('button, h2, h3, [role=status], footer span, .chart-legend li, dt');
    return [...parts].flatMap((part) => {
      const { left, right, top, bottom, width } = part.getBoundingClientRect();
      if (width === 0) return [];
      const isOutside = left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
      const isCut = part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible';
      const scrolls = part.closest('.rail, .batch, [class*=scroll], [class*=list]') !== null;
      return isCut || (isOutside && !scrolls) ? [`${part.className}: ${part.textContent}`] : [];
    });
  });

describe('the window magnified by half', () => {
  it.each(languages)('keeps everything within reach, inside a step too (%s)', async (language) => {
    await withApp({ args: [example('digits'), '--run', '--language', language] }, async ({ app, page }) => {
      await untilStep(page, 30);
      await app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(1280, 720);
        window?.webContents.setZoomFactor(1.5);
      });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(853);
      expect(await cutTexts(page)).toEqual([]);
      await page.keyboard.press('F6');
      await page.locator('.pill.tone-paused').waitFor();
      await page.keyboard.press('Control+2'); // the step opens a tab of its own, and the focus goes there too
      await page.keyboard.press('F11');
      await page.locator('.toolbar.is-inside').waitFor();
      await page.locator('[role=tab][aria-selected=true]:focus').waitFor();
      expect(await cutTexts(page)).toEqual([]);
      await page.keyboard.press('Control+2');
      const list = page.locator('.sample-list');
      await list.scrollIntoViewIfNeeded();
      expect((await list.boundingBox())!.height).toBeGreaterThanOrEqual(80);
    });
  });
});

describe('the window magnified by two', () => {
  it.each(languages)('is scrolled up and down only, and all of it can be reached (%s)', async (language) => {
    await withApp({ args: [example('digits'), '--run', '--language', language] }, async ({ app, page }) => {
      await untilStep(page, 30);
      await app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(1280, 720);
        window?.webContents.setZoomFactor(2);
      });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(640);
      await page.keyboard.press('F6');
      await page.locator('.pill.tone-paused').waitFor();
      await page.keyboard.press('F11');
      await page.locator('.toolbar.is-inside').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
      for (const part of ['.rail', '.centre', '.inspector', '.bottom', '.toolbar .group', '.pill', 'footer']) {
        for (const region of await page.locator(part).all()) {
          await region.scrollIntoViewIfNeeded();
          const { x, y, width, height } = (await region.boundingBox())!;
          expect([part, x >= 0 && x + width <= 640, y < 360 && y + height > 0]).toEqual([part, true, true]);
        }
      }
      await page.keyboard.press('Control+2');
      const tab = page.locator('[role=tab][aria-selected=true]:focus');
      const { y, height } = (await tab.boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(360);
      expect(y).toBeGreaterThanOrEqual((await page.locator('.toolbar').boundingBox())!.height);
    });
  });
});

/** Throws a long sentence where nobody waits for it. */
const throwing = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'throwing',
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] },
  async *train() {
    for (let batch = 0; ; batch += 1) {
      if (batch === 15) setTimeout(() => { throw new Error('what was asked for did not come, '.repeat(5)); }, 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      yield [[[batch % 7]], [[2 * (batch % 7) + 1]]];
    }
  },
  stepsPerEpoch: 30,
});
`;

describe('the window at 1280x720', () => {
  it.each(languages)('cuts no chart below a banner that says much (%s)', async (language) => {
    await temporaryFolder(async (folder) => {
      const file = join(folder, 'throwing.ts');
      writeFileSync(file, throwing);
      await withApp({ args: [file, '--trust', '--run', '--language', language] }, async ({ app, page }) => {
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
        await page.getByRole('alert').filter({ hasText: 'did not come' }).waitFor();
        const charts = page.locator('.chart-stack, .centre');
        const cut = () => charts.evaluateAll((all) => all.map((each) => each.scrollHeight - each.clientHeight));
        await expect.poll(cut).toEqual([0, 0]);
        expect(await page.locator('.chart .recharts-surface').count()).toBe(2);
      });
    });
  });

  it.each(languages)('scrolls what a pre-flight has found before any chart (%s)', async (language) => {
    await withApp({ args: [example('digits'), '--run', '--language', language] }, async ({ app, page }) => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
      await untilStep(page, 30);
      await page.keyboard.press('F6');
      const ask = page.getByRole('button', { name: textOf(language).preflight.run, exact: true });
      await expect.poll(() => ask.isEnabled()).toBe(true);
      await ask.focus();
      await page.keyboard.press('Enter');
      await page.locator('.preflight-found').waitFor();
      // The focus has come along, and goes back.
      await page.locator('.preflight:focus').waitFor();
      const charts = page.locator('.chart-stack, .centre');
      const cut = () => charts.evaluateAll((all) => all.map((each) => each.scrollHeight - each.clientHeight));
      await expect.poll(cut).toEqual([0, 0]);
      await page.locator('.preflight-head button').last().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => ask.evaluate((button) => button === document.activeElement)).toBe(true);
    });
  });

  it.each(languages)('cuts no word and needs no scrolling (%s)', async (language) => {
    await withApp({ args: [example('digits'), '--run', '--language', language] }, async ({ app, page }) => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
      await untilStep(page, 30);
      expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 720]);
      expect(await cutTexts(page)).toEqual([]);
      const { scrollHeight, scrollWidth } = await page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        return { scrollHeight, scrollWidth };
      });
      expect([scrollWidth, scrollHeight]).toEqual([1280, 720]);
    });
  });
});
