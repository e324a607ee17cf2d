import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isLegal, type CommandId } from '../../main/contract/commands';
import type { RunStatus } from '../../main/contract/run-state';
import { withApp, type Running } from './app';
import { batchEnds, stepsDone, tapped, untilStep } from './trainer-tap';

const runControls: readonly CommandId[] = ['run', 'pause', 'step', 'stepN', 'stop', 'restart'];
const seconds = (count: number) => new Promise((done) => setTimeout(done, count * 1000));

async function openDigits({ page, says }: Running): Promise<void> {
  await page.getByRole('button', { name: /^Digits/ }).click();
  await says(/Ready/);
}

/** Exactly the buttons that are legal in this state can be pressed. */
async function expectButtonsOf({ button }: Running, status: RunStatus): Promise<void> {
  const enabled = await Promise.all(runControls.map((id) => button(id).isEnabled()));
  expect(runControls.filter((_, index) => enabled[index])).toEqual(runControls.filter((id) => isLegal(id, status)));
}

/** The step counter of the status bar. */
async function shownStep(page: Page): Promise<number> {
  const [, digits = ''] = /Step\s+([\d,]+)/.exec(await page.getByRole('contentinfo').innerText()) ?? [];
  return Number(digits.replaceAll(',', ''));
}

/** The run stands where it is, for two whole seconds: in the training process and on the screen. */
async function expectStandstill(page: Page): Promise<number> {
  const step = await stepsDone(page);
  await expect.poll(() => shownStep(page)).toBe(step);
  await seconds(2);
  expect([await stepsDone(page), await shownStep(page)]).toEqual([step, step]);
  return step;
}

const firstLosses = async (page: Page) => (await batchEnds(page)).slice(0, 20).map(({ own }) => own.loss);

describe('a session with the buttons', () => {
  it('runs, pauses, steps, goes on and stops', async () => {
    await withApp({}, async (running) => {
      const { page, button, says } = running;
      await openDigits(running);
      await expectButtonsOf(running, 'ready');

      await button('run').click();
      await untilStep(page, 5);
      await button('pause').click();
      await says(/Paused/);
      const paused = await expectStandstill(page);
      await expectButtonsOf(running, 'paused');

      await button('step').click();
      await says(new RegExp(`Paused.*\\b${paused + 1}\\b`));
      expect(await expectStandstill(page)).toBe(paused + 1);

      await button('stepN').click();
      await says(new RegExp(`Paused.*\\b${paused + 11}\\b`));
      expect(await expectStandstill(page)).toBe(paused + 11);

      await button('run').click();
      await untilStep(page, paused + 15);
      await button('stop').click();
      await says(/Stopped/);
      await expectStandstill(page);
      await expectButtonsOf(running, 'stopped');
    });
  });

  it('repeats the first 20 losses bit for bit after Restart', async () => {
    await withApp({}, async (running) => {
      const { page, button } = running;
      await openDigits(running);
      await button('run').click();
      await untilStep(page, 20);
      const { run } = await tapped(page);
      const losses = await firstLosses(page);
      expect(new Set(losses).size).toBeGreaterThan(10);

      await button('restart').click();
      await page.waitForFunction((before) => window.tapped?.run !== before, run);
      await untilStep(page, 20);
      expect(await firstLosses(page)).toEqual(losses);
    });
  });

  it('obeys F5, F6, F10 and Shift+F5', async () => {
    await withApp({}, async (running) => {
      const { page, says } = running;
      await openDigits(running);
      await page.keyboard.press('F10');
      await says(/Paused.*\b1\b/);
      await page.keyboard.press('F5');
      await untilStep(page, 4);
      await page.keyboard.press('F6');
      await says(/Paused/);
      const paused = await stepsDone(page);
      await page.keyboard.press('F10');
      await says(new RegExp(`Paused.*\\b${paused + 1}\\b`));
      await page.keyboard.press('Shift+F5');
      await says(/Stopped/);
      expect(await stepsDone(page)).toBe(paused + 1);
    });
  });
});
