import { basename, parse } from 'node:path';
import { app, clipboard, type BrowserWindow } from 'electron';
import { chooseBatch, saveBatch } from './batch-file';
import type { AppInfo, DocsPage, SaveResult } from './contract/ipc';
import type { RunState } from './contract/run-state';
import type { Language } from './contract/text';
import type { RunEnding } from './dialogs';
import { exportRun } from './export-run';
import type { RequestHandlers } from './ipc';
import { keepPicture } from './kept-picture';
import type { LeftRuns } from './left-runs';
import type { Opening } from './opening';
import { copyPicture } from './picture-clipboard';
import type { Pictures } from './pictures';
import type { TrainerHost } from './trainer/host';
import type { UnsavedRun } from './unsaved-run';
import type { WatchingFile } from './watching-file';
import { controlWindow } from './window';
import type { WindowMenus } from './window-menus';

/** What the page of a window is served by. */
export type Serving = {
  readonly window: BrowserWindow;
  readonly language: () => Language;
  readonly host: TrainerHost;
  readonly leftRuns: LeftRuns;
  readonly menus: WindowMenus;
  readonly opening: Opening;
  readonly pictures: Pictures;
  readonly unsaved: UnsavedRun;
  readonly watching: WatchingFile;
  readonly attach: () => RunState;
  readonly info: () => AppInfo;
  readonly openPage: (page: DocsPage) => Promise<void>;
  readonly saveRun: () => Promise<SaveResult>;
};

/** What the requests of a page are answered with. */
export function requestAnswers(serving: Serving): RequestHandlers {
  const { window, language, host, leftRuns, menus, opening, pictures, unsaved, watching } = serving;
  /** Does what ends the run, unless the person would rather keep that. */
  const ending = async (what: RunEnding, end: () => void): Promise<undefined> => {
    if (await unsaved.mayEnd(what)) end();
  };
  return {
    'app:info': serving.info,
    'trainer:attach': serving.attach,
    'trainer:ring': () => done(host.ring()),
    'experiment:choose': opening.choose,
    'experiment:open': async (path) => done(await opening.openFile(path)),
    'experiment:close': () => ending('experiment', () => host.close()),
    'run:choose': opening.chooseRun,
    'left-runs:list': () => leftRuns.list(),
    'left-runs:lost': () => leftRuns.lost(),
    'left-runs:open': async (id) => done(await opening.openLeftRun(id)),
    'left-runs:remove': (id) => leftRuns.remove(id),
    'run:save': serving.saveRun,
    'experiment:resume': () => done(host.resume()),
    'experiment:restart': ({ run, reseeds }) => ending('restart', () => host.restart(run, reseeds)),
    'watching:keep': (kept) => done(watching.keep(host.file, kept)),
    'watching:read': () => watching.of(host.file),
    'picture:save': (picture) => pictures.save(picture),
    'picture:keep': ({ step, png }) => keepPicture(host.file, step, png),
    'batch:save': (batch) => saveBatch(window, language(), batch),
    'batch:choose': () => chooseBatch(window, language()),
    'picture:save-window': () => pictures.saveWindow(pictureName(host.file)),
    'export:save': (run) => exportRun(window, language(), run),
    'picture:copy': async (png) => done(await copyPicture(png)),
    'window:menu': ({ name, x, y }) => done(menus.popUp(name, x, y)),
    'window:control': (action) => done(controlWindow(window, action)),
    'text:copy': async (text) => done(await clipboard.writeText(text)),
    'docs:open': async ({ page }) => done(await serving.openPage(page)),
  };
}

/** @param file of the experiment that is open, if one is */
function pictureName(file: string | undefined): string {
  return file === undefined ? app.getName() : `${parse(basename(file)).name}-window`;
}

/** The answer to a request that asks for no value. */
function done(_done: void): undefined {
  return undefined;
}
