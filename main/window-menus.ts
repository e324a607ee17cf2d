import { Menu, type BrowserWindow } from 'electron';
import type { MenuName } from './contract/ipc';
import { macMenuBar, menuItems, type MenuActions, type MenuFacts } from './menu';

/** The menus of one window, always as things stand when they open. */
export class WindowMenus {
  readonly #window: BrowserWindow;
  readonly #facts: () => MenuFacts;
  readonly #actions: MenuActions;

  constructor(window: BrowserWindow, facts: () => MenuFacts, actions: MenuActions) {
    this.#window = window;
    this.#facts = facts;
    this.#actions = actions;
    // Without this, Electron's own menu would take keys such as Ctrl+W.
    if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  }

  /** Opens a menu at a place of the page, in its pixels. */
  popUp(name: MenuName, x: number, y: number): void {
    const zoom = this.#window.webContents.getZoomFactor();
    const place = { x: Math.round(x * zoom), y: Math.round(y * zoom) };
    Menu.buildFromTemplate(menuItems(name, this.#facts(), this.#actions)).popup({ window: this.#window, ...place });
  }

  /** Builds a Mac's menu bar again: it is always visible, so it has to follow the state. */
  refreshBar(): void {
    if (process.platform !== 'darwin') return;
    Menu.setApplicationMenu(Menu.buildFromTemplate(macMenuBar(this.#facts(), this.#actions)));
  }
}
