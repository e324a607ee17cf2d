import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { temporaryFolder, withApp } from './app';
import { lineExperiment, writeFiles } from './person-files';

const words = textOf('en').window.changedFile;

it('says that a file of the run was edited, takes that back, and begins again with what it is now', async () => {
  await temporaryFolder(async (folder) => {
    writeFiles(folder, lineExperiment);
    await withApp({ args: [join(folder, 'line.ts'), '--trust', '--run'] }, async ({ page, says }) => {
      await says(/Finished/);
      const notice = page.getByRole('region', { name: words.label });
      expect(await notice.count()).toBe(0);
      writeFiles(folder, { 'rows.ts': 'export const rows = [[4], [5]];\n' });
      await notice.getByText(words.one('rows.ts')).waitFor();
      writeFiles(folder, { 'rows.ts': lineExperiment['rows.ts'] });
      await notice.waitFor({ state: 'detached' });

      writeFiles(folder, { 'rows.ts': 'export const rows = [[4], [5]];\n' });
      await notice.getByRole('button', { name: words.restart }).click();
      await notice.waitFor({ state: 'detached' });
      await says(/Finished/);
      await page.locator('.figures').getByText('2', { exact: true }).waitFor(); // rows of the batch
      expect(await notice.count()).toBe(0);
    });
  });
});
