import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { refuseNavigation } from './security';
import type { SettingsFile, WindowBounds } from './settings';

const usual = { width: 1280, height: 720 };
const least = { minWidth: 1000, minHeight: 640 };

/** The background of the page in each theme, so that nothing flashes before the page is drawn. */
export const ground = { light: '#e9ebee', dark: '#15181b' };
const groundNow = () => (nativeTheme.shouldUseDarkColors ? ground.dark : ground.light);

/** Makes the window, without a page in it yet. It shows itself once the page is drawn. */
export function createWindow(preload: string, settings: SettingsFile): BrowserWindow {
  const { bounds } = settings;
  const window = new BrowserWindow({
    ...usual,
    ...(bounds && visibleBounds(bounds)),
    ...least,
    show: false,
    useContentSize: true,
    backgroundColor: groundNow(),
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hidden' } : { frame: false }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A throttled page that is hidden or minimised gives no picture of itself.
      backgroundThrottling: false,
    },
  });
  refuseNavigation(window.webContents);
  keepGround(window);
  keepZoomKeys(window);
  window.once('ready-to-show', () => {
    if (bounds?.isMaximised) window.maximize();
    window.show();
  });
  window.on('close', () => settings.update({ bounds: boundsOf(window) }));
  return window;
}

/** Path of the preload script beside the built shell. */
export const preloadOf = (mainFolder: string): string => join(mainFolder, '../preload/index.cjs');

/** Tells whether the window is to be seen: its page can't know. */
export function watchVisibility(window: BrowserWindow, onChange: (isVisible: boolean) => void): void {
  window.on('hide', () => onChange(false));
  window.on('minimize', () => onChange(false));
  window.on('show', () => onChange(!window.isMinimized()));
  window.on('restore', () => onChange(window.isVisible()));
}

/** What the buttons of the window's own title bar do. */
export function controlWindow(window: BrowserWindow, action: 'minimise' | 'maximise' | 'close'): void {
  if (action === 'minimise') window.minimize();
  else if (action === 'close') window.close();
  else if (window.isMaximized()) window.unmaximize();
  else window.maximize();
}

/** Zooms the page by one notch, or back to its actual size. */
export function zoomPage({ webContents }: BrowserWindow, change: 1 | -1 | 0): void {
  const level = change === 0 ? 0 : webContents.getZoomLevel() + change / 2;
  webContents.setZoomLevel(Math.min(4, Math.max(-3, level)));
}

/** Where the window stood, unless the screen that it stood on is gone. */
function visibleBounds({ width, height, x, y }: WindowBounds): Partial<Rectangle> {
  if (x === undefined || y === undefined) return { width, height };
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  const isReachable =
    x + width > workArea.x + 100 &&
    x < workArea.x + workArea.width - 100 &&
    y >= workArea.y &&
    y < workArea.y + workArea.height - 50;
  return isReachable ? { width, height, x, y } : { width, height };
}

function boundsOf(window: BrowserWindow): WindowBounds {
  return { ...window.getNormalBounds(), isMaximised: window.isMaximized() };
}

function keepGround(window: BrowserWindow): void {
  const paint = () => window.setBackgroundColor(groundNow());
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}

/** The menus show these keys without registering them. */
function keepZoomKeys(window: BrowserWindow): void {
  const changes: { readonly [key: string]: 1 | -1 | 0 } = { '+': 1, '=': 1, '-': -1, '0': 0 };
  window.webContents.on('before-input-event', (event, { type, key, control, meta, alt }) => {
    const change = changes[key];
    const isCommand = (process.platform === 'darwin' ? meta : control) && !alt;
    if (type !== 'keyDown' || !isCommand || change === undefined) return;
    event.preventDefault();
    zoomPage(window, change);
  });
}

const settleMs = 500;
const twoFrames = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

/** Waits until the page has drawn what it was told last. */
export async function untilDrawn({ webContents }: BrowserWindow): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  await webContents.executeJavaScript(twoFrames);
}
