import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { watchPage } from '../../../main/page-life';

function watched() {
  let [left, reloads] = [0, 0];
  const webContents = Object.assign(new EventEmitter(), { reload: () => (reloads += 1) });
  watchPage({ webContents } as unknown as BrowserWindow, () => (left += 1));
  return {
    navigate: (isMainFrame: boolean, isSameDocument: boolean) =>
      webContents.emit('did-start-navigation', { isMainFrame, isSameDocument }),
    die: (reason: string) => webContents.emit('render-process-gone', {}, { reason }),
    counts: () => ({ left, reloads }),
  };
}

it('hears when a page makes room for another, not when it goes to a place in itself or a frame of it is loaded', () => {
  const { navigate, counts } = watched();
  navigate(true, true);
  navigate(false, false);
  expect(counts().left).toBe(0);
  navigate(true, false);
  expect(counts().left).toBe(1);
});

it('loads a page that has died anew, three times at most', () => {
  const { die, counts } = watched();
  die('clean-exit');
  expect(counts().reloads).toBe(0);
  for (const reason of ['crashed', 'oom', 'killed', 'crashed', 'crashed']) die(reason);
  expect(counts().reloads).toBe(3);
});
