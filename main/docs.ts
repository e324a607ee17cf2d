import { join } from 'node:path';
import { shell } from 'electron';
import type { DocsPage } from './contract/ipc';
import type { Language } from './contract/text';

const endings: { readonly [Spoken in Language]: string } = { en: '.md', 'zh-CN': '.zh-CN.md' };

/**
 * The file of a page. Pages lie beside the examples that they link to.
 * @param examplesFolder of this clone or of the installed app
 */
export function pagePath(examplesFolder: string, page: DocsPage, language: Language): string {
  return join(examplesFolder, '..', 'docs', page + endings[language]);
}

/** Opens a page as a double click would; where no program is known for it, its folder is shown. */
export async function openPage(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') shell.showItemInFolder(path);
}
