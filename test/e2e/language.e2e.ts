import { describe, expect, it } from 'vitest';
import type { LanguageChoice } from '../../main/contract/text';
import { commandButton, example, withApp } from './app';

describe('the language', () => {
  it('is switched while the window is open, there and back', async () => {
    await withApp({ args: [example('digits')] }, async ({ page, button, says }) => {
      const choose = (language: LanguageChoice) =>
        page.evaluate((choice) => window.batchpoint.request('app:set-language', choice), language);
      await says(/Ready/);
      await choose('zh-CN');
      await commandButton(page, 'run', 'zh-CN').waitFor();
      expect(await button('run').count()).toBe(0);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');

      await commandButton(page, 'step', 'zh-CN').click();
      await says(/已暂停.*1/);
      await choose('en');
      await button('run').waitFor();
      await says(/Paused.*\b1\b/);
    });
  });
});
