import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { commands, type CommandId } from '../../main/contract/commands';

/** A way of using the window. Each act ends where the person would look at what came of it. */
export type Hand = {
  /** Gives a command: at one of its buttons, or by its key. */
  give(id: CommandId, button: Locator): Promise<void>;
  /** Presses a button, a tab or a row. */
  press(target: Locator): Promise<void>;
  /** Puts a text in the place of what stands in a field. */
  write(field: Locator, text: string): Promise<void>;
  /** Leaves a field that it has written to, so that what is written counts. @param elsewhere something that is no field */
  leave(elsewhere: Locator): Promise<void>;
  /** Chooses among radio buttons that lie side by side. */
  choose(option: Locator): Promise<void>;
};

/** What the window has heard: keys, but for the texts of fields, and presses of the pointer. */
export type Heard = { readonly keys: readonly string[]; readonly presses: number };

/** Listens to what a window is used with, from now on. @returns asks what it has heard so far */
export async function listen(page: Page): Promise<() => Promise<Heard>> {
  await page.evaluate(() => {
    const heard = { keys: [] as string[], presses: 0 };
    Object.assign(globalThis, { heard });
    const isText = ({ key, target, ctrlKey }: KeyboardEvent) =>
      target instanceof HTMLInputElement && key.length === 1 && !ctrlKey;
    addEventListener('keydown', (event) => void (isText(event) || heard.keys.push(event.key)), true);
    addEventListener('pointerdown', () => void (heard.presses += 1), true);
  });
  return () => page.evaluate(() => (globalThis as unknown as { readonly heard: Heard }).heard);
}

/** Clicks; only the texts of fields are typed. */
export function mouse(page: Page): Hand {
  const press = (target: Locator) => target.click();
  return {
    press,
    leave: press,
    choose: press,
    give: (_, button) => press(button),
    async write(field, text) {
      await field.click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
  };
}

/** More stops than the Tab key has on any screen. */
const mostStops = 120;

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Something in sight has the focus, at once or as soon as a screen has given way to the next. */
async function expectFocus(page: Page): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return 'nothing has the focus';
      const { width, height } = at.getBoundingClientRect();
      return width * height === 0 ? `the focus is out of sight: ${at.outerHTML.slice(0, 200)}` : '';
    });
  await expect.poll(look, { timeout: 15_000 }).toBe('');
}

/**
 * The keyboard alone: a command by its key, all else by Tab, arrows, Space and Enter. Fails where the focus is lost, or
 * where Tab does not come to what is wanted.
 */
export function keyboard(page: Page): Hand {
  /** Goes there by Tab; inside of a list, which is one stop, by arrows. */
  const reach = async (target: Locator) => {
    await target.waitFor();
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(target)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the Tab key does not come to ${String(target)}`);
  };
  return {
    async give(id, button) {
      // As a person does: the key of a command that can be given.
      if (await button.isVisible()) await expect.poll(() => button.isEnabled(), { timeout: 15_000 }).toBe(true);
      await page.keyboard.press(commands[id].keys[0]!.replace('CmdOrCtrl', 'Control'));
      await expectFocus(page);
    },
    async press(target) {
      await reach(target);
      await page.keyboard.press('Enter');
      await expectFocus(page);
    },
    async write(field, text) {
      await reach(field);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
      await expectFocus(page);
    },
    leave: () => page.keyboard.press('Enter'),
    async choose(option) {
      const chosen = option.locator('xpath=..').locator('[aria-checked=true]');
      await reach(chosen);
      for (let at = 0; at < 9 && (await option.getAttribute('aria-checked')) !== 'true'; at += 1) {
        await page.keyboard.press('ArrowRight');
      }
      expect(await hasFocus(option)).toBe(true);
    },
  };
}
