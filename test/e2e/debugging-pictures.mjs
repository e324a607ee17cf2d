// Pictures of docs/debugging.md and its Chinese twin: drives the built app through the tutorial, once with the
// experiment that each page lists, and takes each picture in the language of the page.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { chooseLanguage } from './choose-language.mjs';

const root = resolve(import.meta.dirname, '../..');
const pictures = join(root, 'docs/pictures');
const size = { width: 1280, height: 720 };
const longest = 30_000;

const tutorials = [
  { name: 'debugging.md', language: 'en', ending: '' },
  { name: 'debugging.zh-CN.md', language: 'zh-CN', ending: '.zh-CN' },
];

const listing = (name) => /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'docs', name), 'utf8'))[1];
const says = (page, words) => page.getByRole('status').filter({ hasText: words }).first().waitFor({ timeout: longest });
const tab = (page, name) => page.getByRole('tab', { name, exact: true }).click();

/** Takes a picture in the language of the page; the tour itself goes on in English. */
const camera = (app, page, { language, ending }) =>
  async function picture(name) {
    await page.mouse.move(640, 6); // on nothing that has a hint
    await chooseLanguage(app, page, language);
    await page.waitForTimeout(500); // fades, and answers that are on their way
    const base64 = await app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage();
      return image.toPNG().toString('base64');
    });
    const file = `debugging-${name}${ending}.png`;
    writeFileSync(join(pictures, file), Buffer.from(base64, 'base64'));
    console.log(file);
    await chooseLanguage(app, page, 'en');
  };

async function stepN(page, count, at) {
  await page.getByLabel('Number of batches for Step N').fill(String(count));
  await page.getByRole('toolbar').getByRole('button', { name: 'Step N', exact: true }).click();
  await says(page, new RegExp(`at step ${at}$`));
}

async function goTo(page, step) {
  await page.locator('body').press('Control+Shift+F10');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(String(step));
  await page.keyboard.press('Enter');
  await says(page, new RegExp(`at step ${step} of`));
}

/** The chapters of the page, one after the other. */
const chapters = {
  async preflight(page, picture) {
    await page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click(); // it has not been run before
    await says(page, /Ready/);
    await page.getByRole('button', { name: 'Pre-flight' }).click();
    await page.getByRole('button', { name: 'Look again' }).waitFor({ timeout: longest });
    await page.keyboard.press('Control+j'); // room for all checks
    await picture('preflight');
    await page.keyboard.press('Control+j');
    await page.getByRole('region', { name: 'Pre-flight' }).getByRole('button', { name: 'Close' }).click();
  },
  async stepping(page, picture) {
    await stepN(page, 100, 100);
    await page.keyboard.press('Shift+F10');
    await says(page, /at step 99 of 100/);
    await page.keyboard.press('Shift+F10');
    await says(page, /at step 98 of 100/);
    await page.getByRole('region', { name: 'In the past' }).getByText('exact', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Go live' }).click();
    await says(page, /at step 100$/);
    await tab(page, 'Step');
    for (const phase of ['batch', 'forward', 'loss', 'gradients', 'update']) {
      await page.keyboard.press('F11');
      await says(page, new RegExp(`in step 101, ${phase}`));
    }
    await picture('inside');
    await page.keyboard.press('Control+F11');
    await says(page, /at step 101$/);
  },
  async labels(page, picture) {
    await page.keyboard.press('Shift+F9');
    await page.keyboard.type('loss > 3 * median(loss, 50)');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('F5');
    await says(page, /Paused before step 160 is written/);
    await tab(page, 'Batch');
    await page.getByText('Loss before → after').waitFor();
    await picture('labels');
    await tab(page, 'What if');
    await page.getByLabel('Without rows, Variant 1').fill('31-60');
    await page.getByRole('button', { name: 'Remove variant 2' }).click();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('button', { name: /^Keep variant 1/ }).waitFor();
    await picture('what-if');
    await page.getByRole('button', { name: /^Keep variant 1/ }).click();
    await says(page, /Paused ?at step 160$/); // the breakpoint said that step too
  },
  async nan(page, picture) {
    await page.keyboard.press('F5');
    await page
      .getByText('Step 240 would write NaN: nothing was written', { exact: true })
      .waitFor({ timeout: longest });
    await tab(page, 'Batch');
    await page.getByRole('button', { name: 'Bisect' }).click();
    await page.getByText('row 18 of 128', { exact: false }).waitFor({ timeout: longest });
    await picture('nan');
    await page.getByRole('button', { name: 'Skip batch' }).click();
    await says(page, /at step 239$/);
  },
  async lines(page, picture) {
    await goTo(page, 10);
    await tab(page, 'Optimizer');
    await page.getByLabel('Change learning rate').fill('0.01');
    await page.keyboard.press('Enter');
    await stepN(page, 100, 110);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await picture('lines');
    await page.locator('body').press('Control+e');
    await page.getByRole('dialog', { name: 'Export figure' }).waitFor();
  },
};

async function shoot(tutorial) {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-debugging-'));
  const file = join(folder, 'two-bugs.ts');
  writeFileSync(file, listing(tutorial.name));
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: process.env.BATCHPOINT_ELECTRON_EXE,
    args: [root, '--lang=en-US', '--theme', 'dark', file],
    cwd: root,
    chromiumSandbox: !isRoot,
    colorScheme: null, // the window's own theme, not one that the driver puts over it
    env: { ...process.env, BATCHPOINT_USER_DATA: join(folder, 'user-data'), LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(longest);
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0].setContentSize(width, height);
    }, size);
    const picture = camera(app, page, tutorial);
    for (const chapter of Object.values(chapters)) await chapter(page, picture);
  } finally {
    await app.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

mkdirSync(pictures, { recursive: true });
for (const tutorial of tutorials) await shoot(tutorial);
