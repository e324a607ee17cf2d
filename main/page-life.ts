import type { BrowserWindow } from 'electron';

/** A page that dies again and again is left dead. */
const mostReloads = 3;

/**
 * Loads the page of a window anew when it has died. The training goes on meanwhile, and a new page asks for all of it.
 * @param onLeave called whenever a page goes to make room for another
 */
export function watchPage({ webContents }: BrowserWindow, onLeave: () => void): void {
  let reloads = 0;
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onLeave();
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reloads++ < mostReloads) webContents.reload();
  });
}
