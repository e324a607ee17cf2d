import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { example, temporaryFolder, withApp, type Running } from './app';
import { writeFiles } from './person-files';
import { saveTo } from './save-dialog';
import { batchEnds, untilStep } from './trainer-tap';

const { charts, window: windowWords } = textOf('en');

/** Which steps fill the charts, as the bar above them says; undefined: the whole run. */
async function shownSteps(page: Page): Promise<readonly [number, number] | undefined> {
  const said = page.locator('.zoomed-part');
  if ((await said.count()) === 0) return undefined;
  const [, from, to] = /([\d,]+)–([\d,]+)/.exec((await said.getAttribute('title')) ?? '') ?? [];
  return [from, to].map((digits) => Number((digits ?? '').replace(',', ''))) as [number, number];
}

const untilShown = (page: Page, isRight: (steps: readonly [number, number] | undefined) => boolean) =>
  expect.poll(async () => isRight(await shownSteps(page)), { timeout: 5000 }).toBe(true);

/** Corners of the line of single batches in the chart of the loss. */
const corners = (page: Page) =>
  page
    .locator('.chart.is-large g.is-batch:not(.chart-ghosts *)')
    .evaluate((line) =>
      [...line.querySelectorAll('.chart-line')].reduce(
        (sum, path) => sum + (path.getAttribute('d')?.match(/[ML]/g)?.length ?? 0),
        0,
      ),
    );

/** Drags over a part of the large chart; places are parts of its width. */
async function dragOver(page: Page, from: number, to: number): Promise<void> {
  const box = (await page.locator('.chart.is-large .chart-plot').boundingBox())!;
  const xOf = (part: number) => box.x + 56 + (box.width - 70) * part;
  await page.mouse.move(xOf(from), box.y + 60);
  await page.mouse.down();
  await page.mouse.move(xOf((from + to) / 2), box.y + 60, { steps: 3 });
  expect(await page.locator('.chart-selection[visibility=visible]').count()).toBeGreaterThan(1);
  await page.mouse.move(xOf(to), box.y + 60, { steps: 3 });
  await page.mouse.up();
}

const finished = (work: (running: Running) => Promise<void>) =>
  withApp({ args: [example('digits'), '--run'] }, async (running) => {
    await running.says(/Finished/);
    await work(running);
  });

const bad = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'bad row',
  seed: 3,
  model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train() {
    for (let step = 1; ; step += 1) yield [[[1], [step === 91 ? NaN : 2]], [[2], [4]]];
  },
  stepsPerEpoch: 30,
  epochs: 400,
});
`;

/** A run that has stopped before NaN. */
const atNaN = (work: (running: Running) => Promise<void>) =>
  temporaryFolder(async (folder) => {
    writeFiles(folder, { 'bad.ts': bad });
    await withApp({ args: [join(folder, 'bad.ts'), '--run'] }, async (running) => {
      const { page, says } = running;
      await page.getByRole('main').getByRole('button', { name: windowWords.untrusted.run, exact: true }).click();
      await says(/NaN/);
      await work(running);
    });
  });

describe('charts that are looked at closely', () => {
  it('by mouse: a drag, the wheel, and back to the whole run', async () => {
    await finished(async ({ page }) => {
      const before = await corners(page);
      await dragOver(page, 0.2, 0.4);
      await untilShown(
        page,
        (steps) => steps !== undefined && Math.abs(steps[0] - 90) < 3 && Math.abs(steps[1] - 180) < 3,
      );
      expect(await corners(page)).toBeLessThan(before);
      expect(await page.locator('.timeline-shown').first().getAttribute('visibility')).not.toBe('hidden');

      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -200);
      await page.keyboard.up('Control');
      await untilShown(page, (steps) => steps !== undefined && steps[1] - steps[0] < 60);
      await page.mouse.wheel(0, 200); // the wheel alone is the page's
      expect((await shownSteps(page))![1]).toBeLessThan(180);

      await page.getByRole('button', { name: charts.view.wholeRun, exact: true }).click();
      await untilShown(page, (steps) => steps === undefined);
      expect(await corners(page)).toBe(before);
    });
  });

  it('by keyboard: around the cursor, which takes what is seen along', async () => {
    await finished(async ({ page }) => {
      await page.getByRole('group', { name: charts.stack, exact: true }).focus();
      await page.keyboard.press('Home');
      for (let i = 0; i < 10; i += 1) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await untilShown(page, (steps) => steps !== undefined && steps[0] <= 101 && steps[1] >= 101);
      const [, to] = (await shownSteps(page))!;
      await page.keyboard.press('End');
      await untilShown(page, (steps) => steps !== undefined && steps[1] > to && steps[1] >= 450);
      await page.keyboard.press('-');
      await page.keyboard.press('0');
      await untilShown(page, (steps) => steps === undefined);
    });
  });

  it('follows the newest step of a run that goes on', async () => {
    await withApp({ args: [example('digits'), '--run', '--epochs', '400'] }, async ({ page, says }) => {
      await untilStep(page, 200);
      // The display's own pointer may lie on a chart, whose cursor the keys would zoom at.
      await page.mouse.move(1, 1);
      for (let i = 0; i < 6; i += 1) await page.keyboard.press('+');
      const [from] = (await shownSteps(page))!;
      await untilShown(page, (steps) => steps !== undefined && steps[0] > from + 200);
      await page.keyboard.press('F6');
      await says(/Paused/);
      const head = (await batchEnds(page)).at(-1)!.step;
      await untilShown(page, (steps) => steps !== undefined && steps[0] <= head && steps[1] >= head);
    });
  });

  it('shows the last 50 steps before NaN, with one click back', async () => {
    await atNaN(async ({ page }) => {
      await page.getByText(charts.view.nan('50'), { exact: true }).waitFor();
      expect(await shownSteps(page)).toEqual([40, 92]);
      await page.getByRole('button', { name: charts.view.wholeRun, exact: true }).click();
      await untilShown(page, (steps) => steps === undefined);
    });
  });

  it('keeps them in sight one step back, and shows the whole run again far from them', async () => {
    await atNaN(async ({ page, says }) => {
      await untilShown(page, (steps) => steps?.[1] === 92);
      await page.keyboard.press('Shift+F10');
      await says(/at step 90$/);
      await page.keyboard.press('Shift+F10');
      await says(/at step 89 of 90/);
      expect(await shownSteps(page)).toEqual([40, 92]);
      await page.keyboard.press('g');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('10');
      await page.keyboard.press('Enter');
      await says(/at step 10 of 90/);
      await untilShown(page, (steps) => steps === undefined);
    });
  });
});

describe('what a chart shows', () => {
  it('is smoothed, logarithmic and over another axis by keys and by the bar, and so in the picture', async () => {
    await temporaryFolder((folder) =>
      finished(async ({ app, page }) => {
        const view = page.getByRole('group', { name: charts.view.label });
        const isOn = (name: string) => view.getByRole('button', { name, exact: true }).getAttribute('aria-pressed');
        await page.keyboard.press('l');
        await page.keyboard.press('s');
        await expect
          .poll(() => Promise.all([isOn(charts.view.logY), isOn(charts.view.smooth)]))
          .toEqual(['true', 'true']);
        await page.getByText('smoothed 0.6', { exact: true }).first().waitFor();
        const weight = view.getByRole('textbox', { name: charts.view.weight });
        await weight.fill('0.9');
        await weight.press('Enter');
        await page.getByText('smoothed 0.9', { exact: true }).first().waitFor();
        await page.getByRole('group', { name: charts.stack, exact: true }).focus();
        await page.keyboard.press('x');
        // The flag of the cursor lies over it at times, as the pace of the run has it.
        await page.getByText('training time, s', { exact: true }).first().waitFor({ state: 'attached' });
        await view.getByRole('combobox', { name: charts.axes.label }).selectOption('epoch');
        await page.getByText('epochs', { exact: true }).first().waitFor({ state: 'attached' });
        await dragOver(page, 0.5, 0.8);
        await untilShown(page, (steps) => steps !== undefined);
        const [from, to] = (await shownSteps(page))!;

        const path = join(folder, 'charts.svg');
        await saveTo(app, path);
        await page.keyboard.press('Control+E');
        const dialog = page.getByRole('dialog', { name: charts.export.title });
        await dialog.getByRole('radio', { name: 'SVG', exact: true }).click();
        await dialog.getByRole('button', { name: charts.export.save, exact: true }).click();
        await dialog.getByText(charts.export.saved(path)).waitFor();
        const svg = readFileSync(path, 'utf8');
        expect(svg).toContain(`zoomed to steps ${from}–${to}, over epochs, log y, smoothed 0.9`);
        expect(svg).toContain('Loss, log');
      }),
    );
  });
});

describe('running to a step', () => {
  it('trains on to the one that is chosen on the timeline, and goes back to one that was trained', async () => {
    await withApp({ args: [example('digits')] }, async ({ page, says }) => {
      await says(/Ready/);
      const track = page.getByRole('slider', { name: 'Timeline' });
      const box = (await track.boundingBox())!;
      const xOf = (step: number) => box.x + 56 + (box.width - 70) * (step / 450);
      await page.mouse.click(xOf(60), box.y + 20);
      const chosen = Number(await track.getAttribute('aria-valuenow'));
      expect(Math.abs(chosen - 60)).toBeLessThan(3);
      await page.getByRole('button', { name: `Run to step ${chosen}`, exact: true }).click();
      await says(new RegExp(`at step ${chosen}$`));

      await track.focus();
      await page.keyboard.press('PageUp');
      await page.keyboard.press('Enter');
      await says(new RegExp(`at step ${chosen + 10}$`));

      await page.keyboard.press('PageDown');
      await page.keyboard.press('Control+F10');
      await says(new RegExp(`at step ${chosen} of ${chosen + 10}`));
    });
  });

  it('asks for a step where none is chosen', async () => {
    await withApp({ args: [example('digits')] }, async ({ page, says }) => {
      await says(/Ready/);
      await page.keyboard.press('Control+F10');
      await page.getByText('From 0 to 0. Later ones, up to 450, are trained first.').waitFor();
      await page.keyboard.type('25');
      await page.keyboard.press('Enter');
      await says(/at step 25$/);
    });
  });
});
