import { describe, expect, it } from 'vitest';
import { commandButton, example, withApp } from './app';
import { chooseLanguage } from './choose-language.mjs';

describe('the language', () => {
  it('is switched while the window is open, there and back', async () => {
    await withApp({ args: [example('digits')] }, async ({ app, page, button, says }) => {
      await says(/Ready/);
      await chooseLanguage(app, page, 'zh-CN');
      await commandButton(page, 'run', 'zh-CN').waitFor();
      expect(await button('run').count()).toBe(0);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');

      await commandButton(page, 'step', 'zh-CN').click();
      await says(/已暂停.*1/);
      await chooseLanguage(app, page, 'en');
      await button('run').waitFor();
      await says(/Paused.*\b1\b/);
    });
  });
});
