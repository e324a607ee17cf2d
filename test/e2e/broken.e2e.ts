import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../main/contract/errors';
import { errorText, textOf } from '../../main/contract/text';
import { example, temporaryFolder, withApp } from './app';
import { brokenFiles, lineExperiment, writeFiles } from './person-files';
import { batchEnds, tapped } from './trainer-tap';

type Case = { readonly file: keyof typeof brokenFiles; readonly code: ErrorCode; readonly line: number };

const cases: readonly Case[] = [
  { file: 'syntax.ts', code: 'syntax-error', line: 3 },
  { file: 'no-export.ts', code: 'no-default-export', line: 1 },
  { file: 'wrong-field.ts', code: 'wrong-field', line: 12 },
  { file: 'throws.ts', code: 'user-code', line: 6 },
];

describe('a broken experiment file', () => {
  it.each(cases)('$file: the screen says what is wrong, where, and what was expected', async ({ file, code, line }) => {
    await temporaryFolder(async (folder) => {
      writeFiles(folder, brokenFiles);
      await withApp({ args: [join(folder, file)] }, async ({ page, says }) => {
        const run = page
          .getByRole('main')
          .getByRole('button', { name: textOf('en').window.untrusted.run, exact: true });
        const failed = page
          .getByRole('status')
          .filter({ hasText: /Not loaded|Failed/ })
          .first();
        await run.or(failed).first().waitFor();
        if (await run.isVisible()) await run.click();
        await failed.waitFor();

        const state = (await tapped(page)).events
          .flatMap((event) => (event.type === 'state' ? [event.state] : []))
          .at(-1);
        if (state?.status !== 'failed') throw new Error(`expected a failure, got ${state?.status}`);
        expect(state.error.code).toBe(code);
        expect(state.error.place?.line).toBe(line);

        const shown = await page.locator('body').innerText();
        const { headline, expected } = errorText(state.error, 'en');
        expect(shown).toContain(headline);
        expect(shown).toContain(file);
        expect(shown).toMatch(new RegExp(`line ${line}\\b|:${line}\\b`));
        if (expected !== undefined) expect(shown).toContain(expected);

        await page.evaluate((path) => window.batchpoint.request('experiment:open', path), example('digits'));
        await says(/Ready/);
      });
    });
  });
});

describe('a generator that ends early', () => {
  it('says where the data ended and what to do, and can be trained again', async () => {
    await temporaryFolder(async (folder) => {
      const short = lineExperiment['line.ts'].replace('for (;;)', 'for (let batch = 0; batch < 7; batch += 1)');
      writeFiles(folder, { ...lineExperiment, 'line.ts': short });
      await withApp({ args: [join(folder, 'line.ts')] }, async ({ page, says, button }) => {
        await page
          .getByRole('main')
          .getByRole('button', { name: textOf('en').window.untrusted.run, exact: true })
          .click();
        await says(/Ready/);
        await button('run').click();
        await says(/Out of data/);
        const banner = page.locator('.banner');
        await banner.getByText('The data ended at step 7 of 10.', { exact: true }).waitFor();
        await banner.getByText('stepsPerEpoch', { exact: false }).waitFor();
        await page.keyboard.press('Shift+F10');
        await says(/at step 6 of 7/);
        await page.keyboard.press('F5');
        await expect.poll(async () => (await batchEnds(page)).length).toBe(8);
        await button('restart').click();
        // The process is a new one, and its run has taken back no step.
        await expect.poll(async () => (await batchEnds(page)).length, { timeout: 15_000 }).toBe(7);
        await says(/Out of data/);
        await banner.getByRole('button', { name: textOf('en').commands.finish.label, exact: true }).click();
        await says(/Finished/);
        await banner.waitFor({ state: 'detached' });
      });
    });
  });
});
