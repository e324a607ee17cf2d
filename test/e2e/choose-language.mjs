/** As the menu has them, whichever is spoken. */
const names = { en: 'English', 'zh-CN': '简体中文' };

/**
 * Chooses a language in the menu View, as a person does. The menu is the system's: its item is chosen when it would open.
 * @param {import('playwright-core').ElectronApplication} app
 * @param {import('playwright-core').Page} page
 * @param {keyof typeof names} language
 */
export async function chooseLanguage(app, page, language) {
  await app.evaluate(({ Menu }, name) => {
    Menu.prototype.popup = function () {
      const items = this.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items.find(({ label }) => label === name).click();
    };
  }, names[language]);
  await page.evaluate(() => window.batchpoint.request('window:menu', { name: 'view', x: 0, y: 0 }));
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}
