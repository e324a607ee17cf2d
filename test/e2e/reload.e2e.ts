import { describe, expect, it } from 'vitest';
import { example, withApp } from './app';
import { batchEnds, stepsDone, tapped, untilStep } from './trainer-tap';

describe('a window that is reloaded in mid-run', () => {
  it('shows the whole history and goes on', async () => {
    await withApp({ args: [example('digits'), '--run', '--epochs', '50'] }, async ({ page, button, says }) => {
      await untilStep(page, 30);
      const before = await tapped(page);
      await page.reload();
      await untilStep(page, (await stepsDone(page)) + 5);

      const after = await tapped(page);
      expect(after.run).toBe(before.run);
      expect(after.from).toBe(0);
      expect(after.events.slice(0, before.events.length)).toEqual(before.events);
      const steps = (await batchEnds(page)).map(({ step }) => step);
      expect(steps).toEqual(steps.map((_, index) => index + 1));

      await button('pause').click();
      await says(/Paused/);
      const curve = page.locator('.recharts-wrapper svg path[d*="L"]').first();
      await curve.waitFor({ state: 'attached' });
    });
  });
});
