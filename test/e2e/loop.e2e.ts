import { describe, expect, it } from 'vitest';
import { example, withApp } from './app';
import { batchEnds, stepsDone, tapped, untilStep } from './trainer-tap';

describe('a custom loop', () => {
  it('pauses and steps inside the person’s code, with a chart for each model', async () => {
    await withApp({ args: [example('gan')] }, async ({ page, button, says }) => {
      await says(/Ready/);
      const plan = (await tapped(page)).events.find((event) => event.type === 'plan')?.plan;
      const models = plan?.models.map(({ name }) => name) ?? [];
      expect(models).toHaveLength(2);

      await button('step').click();
      await says(/Paused.*\b1\b/);
      await button('step').click();
      await says(/Paused.*\b2\b/);
      const trained = (await batchEnds(page)).map(({ own }) => Object.keys(own)[0]?.split('/')[0]);
      expect(new Set(trained)).toEqual(new Set(models));

      await button('run').click();
      await untilStep(page, 10);
      await button('pause').click();
      await says(/Paused/);
      const paused = await stepsDone(page);
      await new Promise((done) => setTimeout(done, 1000));
      expect(await stepsDone(page)).toBe(paused);

      const charts = await page.getByRole('img').allInnerTexts();
      const body = await page.locator('body').innerText();
      for (const model of models) expect([...charts, body].join('\n')).toContain(model);
    });
  });
});
