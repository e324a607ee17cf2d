import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../main/contract/text';
import { withApp, type Running } from './app';
import { lineExperiment, writeFiles } from './person-files';
import { tapped } from './trainer-tap';

const words = textOf('en').window.untrusted;

describe('a file that was not run before', () => {
  let folder: string;
  let userData: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-person-'));
    userData = mkdtempSync(join(tmpdir(), 'batchpoint-user-'));
    writeFiles(folder, lineExperiment);
  });
  afterEach(() => {
    for (const path of [folder, userData]) rmSync(path, { recursive: true, force: true });
  });

  const withFile = (work: (running: Running) => Promise<void>) =>
    withApp({ args: [join(folder, 'line.ts')], userData }, work);
  const isAsked = ({ page }: Running) => page.getByRole('heading', { name: words.title('line.ts') }).waitFor();
  const press = ({ page }: Running, name: string) =>
    page.getByRole('main').getByRole('button', { name, exact: true }).click();

  it('is shown with its path and code before any of it runs, and is not asked about twice', async () => {
    await withFile(async (running) => {
      const { page, says } = running;
      await isAsked(running);
      await page.getByText(join(folder, 'line.ts')).first().waitFor();
      await press(running, words.look);
      await page.getByText('meanSquaredError').first().waitFor();
      expect((await tapped(page)).events.some(({ type }) => type === 'plan')).toBe(false);
      await press(running, words.run);
      await says(/Ready|Running|Finished/);
    });
    await withFile(async ({ page, says }) => {
      await says(/Ready/);
      const { events } = await tapped(page);
      expect(events.some((event) => event.type === 'state' && event.state.status === 'untrusted')).toBe(false);
    });
  });

  it('is asked about again once a file that it imports has changed', async () => {
    await withFile(async (running) => {
      await isAsked(running);
      await press(running, words.run);
      await running.says(/Ready|Running|Finished/);
    });
    writeFiles(folder, { 'rows.ts': 'export const rows = [[1], [2], [3], [4]];\n' });
    await withFile(isAsked);
  });

  it('is let go by Cancel, without a run and without being remembered', async () => {
    await withFile(async (running) => {
      await isAsked(running);
      await press(running, words.cancel);
      await running.page.getByRole('button', { name: /^Digits/ }).waitFor();
    });
    await withFile(isAsked);
  });
});
