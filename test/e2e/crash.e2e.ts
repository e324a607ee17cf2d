import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { example, withApp } from './app';
import { stepsDone, tapped, untilStep } from './trainer-tap';

/** The process that Electron forked to train in. */
async function trainerProcess(app: ElectronApplication): Promise<number> {
  const metrics = await app.evaluate((electron) => electron.app.getAppMetrics());
  const trainers = metrics.filter(({ type, serviceName }) => type === 'Utility' && /node/i.test(serviceName ?? ''));
  expect(trainers).toHaveLength(1);
  return trainers[0]?.pid ?? 0;
}

describe('a training process that is killed', () => {
  it('leaves the window alive, says so, and can be started again', async () => {
    await withApp({ args: [example('digits'), '--run', '--epochs', '50'] }, async ({ app, page, button, says }) => {
      await untilStep(page, 10);
      const { run } = await tapped(page);
      process.kill(await trainerProcess(app), 'SIGKILL');
      await says(/Process died/);
      await page
        .getByText(/training process ended/i)
        .first()
        .waitFor();
      expect(await button('pause').isEnabled()).toBe(false);
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      expect(await stepsDone(page)).toBeGreaterThanOrEqual(10);

      await button('restart').click();
      await page.waitForFunction((before) => window.tapped?.run !== before, run);
      await untilStep(page, 5);
    });
  });
});
