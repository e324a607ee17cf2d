import type { BrowserWindow } from 'electron';
import { runtimeOf } from './app-info';
import type { CommandId } from './contract/commands';
import type { DocsPage } from './contract/ipc';
import type { Language, LanguageChoice } from './contract/text';
import { showAbout } from './dialogs';
import { sendToWindow } from './ipc';
import type { MenuActions } from './menu';
import type { Opening } from './opening';
import { zoomPage } from './window';

export type MenuActionsParts = {
  readonly window: BrowserWindow;
  readonly language: () => Language;
  readonly opening: Opening;
  readonly chooseLanguage: (choice: LanguageChoice) => void;
  readonly openPage: (page: DocsPage) => void;
};

/** What the items of the menus of a window do. */
export function menuActions(parts: MenuActionsParts): MenuActions {
  const { window, language, opening, chooseLanguage, openPage } = parts;
  return {
    give: (id) => give(id, parts),
    open: (file) => void opening.openFile(file),
    chooseLanguage,
    zoom: (change) => zoomPage(window, change),
    openPage,
    showAbout: () => void showAbout(window, language(), runtimeOf(process.versions)),
  };
}

/** Commands that need no page are done here: they work whatever state the page is in. */
function give(id: CommandId, { window, opening }: MenuActionsParts): void {
  if (id === 'open') void opening.choose();
  else if (id === 'openRun') void opening.chooseRun();
  else if (id === 'quit') window.close();
  else sendToWindow(window, 'command', { id });
}
