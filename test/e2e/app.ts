import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { CommandId } from '../../main/contract/commands';
import { textOf, type Language } from '../../main/contract/text';
import type {} from '../../renderer/global';
import { tapTrainer } from './trainer-tap';

export const root = resolve(import.meta.dirname, '../..');
export const example = (name: string) => join(root, 'examples', `${name}.ts`);

/** The Electron that set-up chose. */
export function electronExecutable(): string {
  const found = process.env.BATCHPOINT_ELECTRON_EXE;
  if (!found || !existsSync(found))
    throw new Error('BATCHPOINT_ELECTRON_EXE names no Electron: use `npm run test:e2e`.');
  return found;
}

export type LaunchOptions = {
  /** Files and flags as a person would type them. */
  readonly args?: readonly string[];
  /** A folder to keep between launches; a fresh one otherwise. */
  readonly userData?: string;
  /** Errors on the console that the test provokes. */
  readonly allowErrors?: RegExp;
  /** The app and the Electron to start instead of this checkout's, as an ordinary user with Chromium's sandbox on. */
  readonly staged?: { readonly app: string; readonly executable: string };
};

export type Running = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** A button of the run controls, by its accessible name. */
  button(id: CommandId): Locator;
  /** Waits until the state pill says this. */
  says(state: RegExp): Promise<void>;
};

const words = (language: Language) => textOf(language).commands;
export const isRoot = process.getuid?.() === 0;

/** The whole name, not a part of it: `Step` is not `Step N`. */
export const commandButton = (page: Page, id: CommandId, language: Language = 'en') =>
  page.getByRole('toolbar').getByRole('button', { name: words(language)[id].label, exact: true });

async function start(options: LaunchOptions, userData: string): Promise<ElectronApplication> {
  const { app, executable } = options.staged ?? { app: root, executable: electronExecutable() };
  return _electron.launch({
    executablePath: executable,
    args: [app, '--lang=en-US', ...(options.args ?? [])],
    cwd: app,
    // Without it, --no-sandbox is added: as root Chromium does not start otherwise.
    chromiumSandbox: !isRoot || options.staged !== undefined,
    env: {
      ...(process.env as { [name: string]: string }),
      BATCHPOINT_USER_DATA: userData,
      TF_CPP_MIN_LOG_LEVEL: '2',
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
    timeout: 60_000,
  });
}

/** Quits the app as a person does, if it has not quit by itself; one that does not go within 15 seconds is killed, and the test fails. */
async function close(app: ElectronApplication, process: ReturnType<ElectronApplication['process']>): Promise<void> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    process.kill('SIGKILL');
  }, 15_000);
  await app.close().catch(() => undefined);
  clearTimeout(timer);
  if (isLate) throw new Error('the app did not close within 15 s');
}

/** A window that a test, or several, may use. */
type Opened = Running & {
  /** Fails if the page had an error since the last time. */
  expectNoErrors(): void;
  close(): Promise<void>;
};

/** Opens the built app with a fresh user-data folder. */
async function open(options: LaunchOptions): Promise<Opened> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'batchpoint-user-'));
  const app = await start(options, userData);
  const child = app.process(); // of an app that is gone, it can't be asked for
  const closeApp = async () => {
    await close(app, child);
    if (!options.userData) rmSync(userData, { recursive: true, force: true });
  };
  const errors: string[] = [];
  try {
    const page = await app.firstWindow();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await tapTrainer(page);
    return {
      app,
      page,
      button: (id) => commandButton(page, id),
      says: (state) => page.getByRole('status').filter({ hasText: state }).first().waitFor({ timeout: 30_000 }),
      expectNoErrors: () => expect(errors.splice(0).filter((error) => !options.allowErrors?.test(error))).toEqual([]),
      close: closeApp,
    };
  } catch (error) {
    await closeApp();
    throw error;
  }
}

/** Opens the app for one test, always closes it, and fails if the page had an error. */
export async function withApp(options: LaunchOptions, work: (running: Running) => Promise<void>): Promise<void> {
  const opened = await open(options);
  try {
    await work(opened);
    opened.expectNoErrors();
  } finally {
    await opened.close();
  }
}

/**
 * One window for the tests of a group, which find it as they need it in any order; each fails if the page had an error
 * meanwhile. @returns gives the window, from within a test
 */
export function sharedApp(options: () => LaunchOptions): () => Running {
  let opened: Opened | undefined;
  beforeAll(async () => {
    // As for a test, a second try: Electron under an inspector may crash before the app begins.
    opened = await open(options()).catch(() => open(options()));
  });
  afterEach(() => opened?.expectNoErrors());
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The window is there for tests only.');
    return opened;
  };
}

export async function temporaryFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-e2e-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
