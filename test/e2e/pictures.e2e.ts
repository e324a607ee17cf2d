import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { example, sharedApp, temporaryFolder, withApp, type Running } from './app';
import { readPng } from './png';
import { openFrom, saveTo } from './save-dialog';
import { untilStep } from './trainer-tap';

const words = textOf('en').charts.export;
const digitsRun = { args: [example('digits'), '--run', '--epochs', '100'] };

async function saveChart({ app, page }: Running, path: string, choices: readonly string[]): Promise<string> {
  await saveTo(app, path);
  await page.keyboard.press('Control+E');
  const dialog = page.getByRole('dialog', { name: words.title });
  for (const name of choices) await dialog.getByRole('radio', { name, exact: true }).click();
  const size = await dialog.getByRole('status').innerText();
  await dialog.getByRole('button', { name: words.save, exact: true }).click();
  await dialog.getByText(words.saved(path)).waitFor();
  await dialog.getByRole('button', { name: words.close, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  return size;
}

/** `name.png, 1,920 × 1,120 pixels` as numbers. */
function sizeIn(said: string): { readonly width: number; readonly height: number } {
  const [, width = '', height = ''] = /([\d,]+) × ([\d,]+)/.exec(said) ?? [];
  return { width: Number(width.replace(',', '')), height: Number(height.replace(',', '')) };
}

async function saveWindow({ app, page }: Running, path: string): Promise<void> {
  await saveTo(app, path);
  const result = await page.evaluate(() => window.batchpoint.request('picture:save-window'));
  expect(result).toEqual({ outcome: 'saved', path });
}

const contentSize = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow, screen }) => {
    const [width = 0, height = 0] = BrowserWindow.getAllWindows()[0]?.getContentSize() ?? [];
    const { scaleFactor } = screen.getPrimaryDisplay();
    return { width: width * scaleFactor, height: height * scaleFactor };
  });

async function expectWindowPicture(app: ElectronApplication, path: string): Promise<void> {
  const { width, height, colours } = readPng(path);
  expect({ width, height }).toEqual(await contentSize(app));
  expect(colours).toBeGreaterThan(100);
}

const textsOf = (svg: string) => [...svg.matchAll(/>([^<>]+)<\/(?:text|tspan)>/g)].map(([, text]) => text ?? '');

type Clipboard33 = { readImage(): { toPNG(): Buffer } };

/** PNG on the clipboard; empty if there is none. Electron 33 reads at once, 45 by promises. */
async function clipboardPicture(app: ElectronApplication): Promise<Buffer> {
  const base64 = await app.evaluate(async ({ clipboard }) => {
    if ('readImage' in clipboard) return (clipboard as unknown as Clipboard33).readImage().toPNG().toString('base64');
    const item = (await clipboard.read()).find(({ types }) => types.includes('image/png'));
    return item ? Buffer.from(await (await item.getType('image/png')).arrayBuffer()).toString('base64') : '';
  });
  return Buffer.from(base64, 'base64');
}

async function emptyClipboard(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ clipboard }) => clipboard.clear());
}

const drawnPath = (page: Page) => page.locator('.recharts-wrapper svg path[d*="L"]').first().getAttribute('d');

describe('pictures of a run in progress', () => {
  const opened = sharedApp(() => digitsRun);
  const inDigitsRun = (work: (running: Running, folder: string) => Promise<void>) =>
    temporaryFolder(async (folder) => {
      await untilStep(opened().page, 30);
      await work(opened(), folder);
    });

  it('saves the charts as PNG at 1x, 2x and 3x', async () => {
    await inDigitsRun(async (running, folder) => {
      for (const scale of [1, 2, 3]) {
        const path = join(folder, `chart-${scale}.png`);
        const said = await saveChart(running, path, ['PNG', `${scale}×`]);
        const { width, height, colours } = readPng(path);
        expect({ width, height }).toEqual(sizeIn(said));
        expect(width).toBe(960 * scale);
        expect(colours).toBeGreaterThan(20);
      }
    });
  });

  it('saves the charts as SVG with legend and axes as real text', async () => {
    await inDigitsRun(async (running, folder) => {
      const path = join(folder, 'chart.svg');
      await saveChart(running, path, ['SVG']);
      const svg = readFileSync(path, 'utf8');
      const texts = textsOf(svg).join('\n');
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg).toMatch(/font-family="[^"]+"/);
      expect(svg).toMatch(/<path [^>]*d="M[^"]+L/);
      const { lines, step, metrics } = textOf('en').charts;
      for (const word of [...Object.values(lines), step, metrics.loss, metrics.accuracy]) expect(texts).toContain(word);
      expect(texts).toMatch(/^\d[\d.]*$/m); // a tick of an axis
    });
  });

  it('saves what the preview shows, though the run has gone on', async () => {
    await inDigitsRun(async ({ app, page }, folder) => {
      const path = join(folder, 'seen.svg');
      await saveTo(app, path);
      await page.keyboard.press('Control+E');
      const dialog = page.getByRole('dialog', { name: words.title });
      await dialog.getByRole('radio', { name: 'SVG', exact: true }).click();
      const seen = await dialog.getByRole('img', { name: words.preview }).getAttribute('src');
      const shown = await dialog.getByRole('status').innerText();
      const [, step = ''] = /-(\d+)\.svg/.exec(shown) ?? [];
      await untilStep(page, Number(step) + 20);
      await dialog.getByRole('button', { name: words.save, exact: true }).click();
      await dialog.getByText(words.saved(path)).waitFor();
      expect(readFileSync(path, 'utf8')).toBe(decodeURIComponent(seen!.slice(seen!.indexOf(',') + 1)));
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });

  it('saves the window as PNG', async () => {
    await inDigitsRun(async (running, folder) => {
      const path = join(folder, 'window.png');
      await saveWindow(running, path);
      await expectWindowPicture(running.app, path);
    });
  });

  it('copies the charts to the clipboard', async () => {
    await inDigitsRun(async ({ app, page }) => {
      await emptyClipboard(app);
      await page.keyboard.press('Control+Shift+C');
      await expect.poll(async () => (await clipboardPicture(app)).length, { timeout: 20_000 }).toBeGreaterThan(0);
      const picture = readPng(await clipboardPicture(app));
      expect(picture.width).toBeGreaterThanOrEqual(960);
      expect(picture.colours).toBeGreaterThan(20);
    });
  });

  it.each(['hide', 'minimize'] as const)('works while the window is out of sight (%s)', async (how) => {
    await inDigitsRun(async (running, folder) => {
      const { app } = running;
      await app.evaluate(({ BrowserWindow }, method) => BrowserWindow.getAllWindows()[0]?.[method](), how);
      const path = join(folder, 'window.png');
      await saveWindow(running, path);
      await expectWindowPicture(app, path);
      const chart = join(folder, 'chart.png');
      await saveChart(running, chart, ['PNG', '1×']);
      expect(readPng(chart).width).toBe(960);
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    });
  });
});

describe('a window that is hidden', () => {
  it('draws no chart, and the whole chart once it is back', async () => {
    await withApp(digitsRun, async ({ app, page }) => {
      await untilStep(page, 30);
      const act = (method: 'hide' | 'show') =>
        app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), method);
      await act('hide');
      await new Promise((done) => setTimeout(done, 500));
      const hidden = await drawnPath(page);
      await new Promise((done) => setTimeout(done, 1500));
      expect(await drawnPath(page)).toBe(hidden);
      await act('show');
      await expect.poll(() => drawnPath(page), { timeout: 10_000 }).not.toBe(hidden);
    });
  });
});

describe('a run that is exported as a whole', () => {
  it('leaves charts, values, edits and report in a folder of their own', async () => {
    await temporaryFolder(async (folder) => {
      await withApp({ args: [example('iris'), '--run', '--epochs', '2'] }, async ({ app, page, says }) => {
        await says(/Finished/);
        await openFrom(app, folder);
        await page.keyboard.press('Control+Shift+E');
        await page.getByText(textOf('en').window.toast.saved(folder), { exact: false }).waitFor();
        const [name = ''] = readdirSync(folder);
        const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
        expect(readdirSync(join(folder, name)).sort()).toEqual([
          'charts.png',
          'charts.svg',
          'edits.json',
          'report.md',
          'values.csv',
        ]);
        const rows = read('values.csv').trimEnd().split('\n');
        const steps = Number(/\d+$/.exec(name)?.[0]);
        expect(rows).toHaveLength(steps + 1);
        expect(rows.at(-1)).toMatch(new RegExp(`^1,${steps},2,`));
        expect(read('charts.svg')).toContain('<svg');
        expect(JSON.parse(read('edits.json'))).toEqual([]);
        expect(read('report.md')).toContain(`Finished after ${steps} steps.`);
      });
    });
  });
});
