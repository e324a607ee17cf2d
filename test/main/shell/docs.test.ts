import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { languages } from '../../../main/contract/text';
import { openPage, pagePath } from '../../../main/docs';
import { areValuesOf } from '../../../main/request-values';

const electron = vi.hoisted(() => ({ shell: { openPath: vi.fn(), showItemInFolder: vi.fn() } }));
vi.mock('electron', () => electron);
const { openPath, showItemInFolder } = electron.shell;

const examples = resolve(import.meta.dirname, '../../../examples');

beforeEach(() => vi.resetAllMocks());

const pages = ['training', 'debugging'] as const;

it.each(pages)('%s is there in every language', (page) => {
  for (const language of languages) expect(existsSync(pagePath(examples, page, language))).toBe(true);
});

it.each(pages)('%s is read in the language of the window', (page) => {
  const [english, chinese] = languages.map((language) => pagePath(examples, page, language));
  expect(readFileSync(english!, 'utf8')).not.toMatch(/^# .*\p{Script=Han}/u);
  expect(readFileSync(chinese!, 'utf8')).toMatch(/^# .*\p{Script=Han}/u);
});

it('is opened by the system', async () => {
  openPath.mockResolvedValue('');
  await openPage('/docs/training.md');
  expect(openPath).toHaveBeenCalledExactlyOnceWith('/docs/training.md');
  expect(showItemInFolder).not.toHaveBeenCalled();
});

it('is shown in its folder where no program is known for it', async () => {
  openPath.mockResolvedValue('no application found');
  await openPage('/docs/training.md');
  expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith('/docs/training.md');
});

it('is one of the known pages, and no path', () => {
  for (const page of pages) expect(areValuesOf('docs:open', [{ page }])).toBe(true);
  expect(areValuesOf('docs:open', [{ page: '../../secret' }])).toBe(false);
});
