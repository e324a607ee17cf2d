import { randomInt, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, parse, sep } from 'node:path';
import { app, clipboard, type BrowserWindow } from 'electron';
import { examplesIn, runtimeOf } from './app-info';
import type { Launch } from './arguments';
import { createAwakeSwitch } from './awake';
import type { CommandId } from './contract/commands';
import { reportOf } from './contract/errors';
import type { AppInfo, DocsPage, SaveResult } from './contract/ipc';
import { isTraining, type RunState } from './contract/run-state';
import type { LanguageChoice } from './contract/text';
import { chooseExperiment, sayFailed, showAbout, type RunEnding } from './dialogs';
import { CloseGuard } from './close-guard';
import { openPage, pagePath } from './docs';
import { problemOfFile } from './experiment-file';
import { exportRun } from './export-run';
import { KeptRuns } from './kept-runs';
import { answerRequests, sendToWindow, sendTrainerPort, type RequestHandlers } from './ipc';
import { LanguageSetting } from './language';
import { LeftRuns } from './left-runs';
import { chooseBatch, saveBatch } from './batch-file';
import { keepPicture } from './kept-picture';
import { askWhereToSaveRun, chooseRun } from './run-file';
import { readRunOrigin } from './run-origin';
import { PageVisibility } from './page-visibility';
import { copyPicture } from './picture-clipboard';
import { Pictures } from './pictures';
import type { SettingsFile } from './settings';
import { SourceWatch } from './source-watch';
import { TrainerHost, type RunRequest } from './trainer/host';
import { forkTrainerFrom } from './trainer/host-process';
import { unlessUnderWay } from './unless-under-way';
import { UnsavedRun } from './unsaved-run';
import { WatchingFile } from './watching-file';
import { createWindow, preloadOf, zoomPage } from './window';
import { WindowLoad } from './window-load';
import { WindowMenus } from './window-menus';

/** What the shell is made with. */
export type ShellParts = {
  readonly launch: Launch;
  readonly settings: SettingsFile;
  readonly systemLocale: string;
  /** Folder of the built shell. */
  readonly mainFolder: string;
  readonly examplesFolder: string;
  /** Where the page is loaded from, and its origin. */
  readonly page: { readonly url: string; readonly origin: string };
  /** Hears every state of the run. */
  readonly onState: (state: RunState) => void;
};

const mostThreads = 8;
/** New seeds are below this, so that a person can remember and type them. */
const seeds = 100_000;
/** A page that dies again and again is left dead. */
const mostReloads = 3;

/** The window and what serves it: the training process, menus, pictures, what is remembered. */
export class Shell {
  readonly window: BrowserWindow;
  readonly pictures: Pictures;
  readonly language: LanguageSetting;
  /** Settles once the page has asked for the state of the run: from then on it shows it. */
  readonly attached: Promise<void>;
  readonly #parts: ShellParts;
  readonly #host: TrainerHost;
  readonly #menus: WindowMenus;
  readonly #watching = new WatchingFile(join(app.getPath('userData'), 'watching.json'));
  readonly #sources = new SourceWatch((paths) => sendToWindow(this.window, 'changed-sources', { paths }));
  readonly #keptRuns = new KeptRuns(join(app.getPath('userData'), 'kept-runs'));
  readonly #leftRuns = new LeftRuns(this.#keptRuns);
  readonly #keepAwake = createAwakeSwitch();
  readonly #load = new WindowLoad({
    processes: () => app.getAppMetrics(),
    cores: availableParallelism(),
    now: () => performance.now(),
    tell: (share) => sendToWindow(this.window, 'load', { share }),
  });
  readonly #visibility: PageVisibility;
  readonly #closeGuard: CloseGuard;
  readonly #unsaved: UnsavedRun;
  #reloads = 0;
  /** Whether a run that is under way is to be there for the next start. */
  #leavesRun = false;
  #onAttached: () => void = () => undefined;

  constructor(parts: ShellParts) {
    const { launch, settings, systemLocale, mainFolder, page } = parts;
    this.#parts = parts;
    this.language = new LanguageSetting(settings, systemLocale, launch.language);
    this.window = createWindow(preloadOf(mainFolder), settings);
    this.#visibility = new PageVisibility(this.window, () => this.#measureLoad());
    this.#unsaved = new UnsavedRun({
      window: this.window,
      language: () => this.language.language,
      isAttended: !launch.exit,
      save: () => this.#saveRun(),
      now: () => performance.now(),
    });
    this.#closeGuard = new CloseGuard(this.window, {
      isNeeded: () => !launch.exit && this.#unsaved.isUnderWay,
      mayClose: () => this.#unsaved.mayEnd('window'),
    });
    this.pictures = new Pictures(
      this.window,
      () => this.language.language,
      (action) => this.#visibility.whileDrawn(action),
    );
    this.attached = new Promise((resolve) => (this.#onAttached = resolve));
    this.#host = this.#createHost();
    this.#menus = this.#createMenus();
    answerRequests(this.window, page.origin, this.#handlers());
    this.#watchWindow();
    this.#menus.refreshBar();
    void this.window.loadURL(page.url);
  }

  get state(): RunState {
    return this.#host.state;
  }

  /** Opens a file in place of what is open, which is not lost by that unasked. */
  async open(request: RunRequest): Promise<void> {
    if (!(await this.#unsaved.mayEnd('experiment'))) return;
    if (!this.#isShipped(request.file) && !problemOfFile(request.file)) this.#parts.settings.addRecent(request.file);
    this.#host.open(request);
  }

  #isShipped(file: string): boolean {
    return file.startsWith(this.#parts.examplesFolder + sep);
  }

  /** Opens a file as a person does in the window: it waits for Run, and for a word if its code is new. */
  openFile(file: string): Promise<void> {
    return this.open({ file, options: { autorun: false, progress: false }, isTrusted: false });
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Closing has been decided elsewhere (by the system, a script): the person is not asked, and can go on at the next start. */
  closeUnasked(): void {
    this.#leavesRun = this.#unsaved.isUnderWay;
    this.#closeGuard.lift();
  }

  dispose(): void {
    this.#load.isOn = false;
    this.#keepAwake(false);
    this.#host.dispose(this.#leavesRun);
  }

  #createHost(): TrainerHost {
    const { mainFolder, examplesFolder } = this.#parts;
    return new TrainerHost({
      fork: forkTrainerFrom(join(mainFolder, 'trainer.js')),
      examplesFolder,
      trustFile: join(app.getPath('userData'), 'trusted-code.json'),
      keptRuns: this.#keptRuns,
      bellFile: join(app.getPath('userData'), 'trainer-bell'),
      threads: Math.min(availableParallelism(), mostThreads),
      platform: process.platform,
      language: () => this.language.language,
      newRunId: randomUUID,
      newSeed: () => randomInt(seeds),
      // In a run without anybody at the window, a pause would never end.
      breakpointsOf: (file) => (this.#parts.launch.exit ? [] : this.#watching.of(file).breakpoints),
      problemOf: problemOfFile,
      onState: (state, byShell) => this.#onState(state, byShell),
      onSources: (sources) => this.#sources.watch(sources),
      sendPort: (port) => sendTrainerPort(this.window, port),
    });
  }

  #onState(state: RunState, byShell: boolean): void {
    if (byShell) sendToWindow(this.window, 'state', { state });
    this.#unsaved.hear(state);
    this.#keepAwake(isTraining(state));
    this.#measureLoad();
    this.#menus.refreshBar();
    this.#parts.onState(state);
  }

  #watchWindow(): void {
    const { webContents } = this.window;
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#host.detach();
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      // The training goes on meanwhile, and a new page asks for all of it.
      if (reason !== 'clean-exit' && this.#reloads++ < mostReloads) webContents.reload();
    });
    this.window.once('closed', () => this.dispose());
  }

  #measureLoad(): void {
    this.#load.isOn = this.#visibility.isVisible && isTraining(this.state);
  }

  #handlers(): RequestHandlers {
    return {
      'app:info': () => this.#info(),
      'app:set-language': (choice) => this.#chooseLanguage(choice),
      'trainer:attach': () => this.#attach(),
      'trainer:ring': () => done(this.#host.ring()),
      'experiment:choose': () => this.#choose(),
      'experiment:open': async (path) => done(await this.openFile(path)),
      'experiment:close': () => this.#ending('experiment', () => this.#host.close()),
      'run:choose': () => this.#chooseRun(),
      'left-runs:list': () => this.#leftRuns.list(),
      'left-runs:lost': () => this.#leftRuns.lost(),
      'left-runs:open': (id) => this.#openLeftRun(id),
      'left-runs:remove': (id) => this.#leftRuns.remove(id),
      'run:save': () => this.#saveRun(),
      'experiment:resume': () => done(this.#host.resume()),
      'experiment:restart': ({ run, reseeds }) => this.#ending('restart', () => this.#host.restart(run, reseeds)),
      'watching:keep': (watching) => done(this.#watching.keep(this.#host.file, watching)),
      'watching:read': () => this.#watching.of(this.#host.file),
      'picture:save': (picture) => this.pictures.save(picture),
      'picture:keep': ({ step, png }) => keepPicture(this.#host.file, step, png),
      'batch:save': (batch) => saveBatch(this.window, this.language.language, batch),
      'batch:choose': () => chooseBatch(this.window, this.language.language),
      'picture:save-window': () => this.pictures.saveWindow(this.#pictureName()),
      'export:save': (run) => exportRun(this.window, this.language.language, run),
      'picture:copy': async (png) => done(await copyPicture(png)),
      'window:menu': ({ name, x, y }) => done(this.#menus.popUp(name, x, y)),
      'window:control': (action) => done(this.#control(action)),
      'text:copy': async (text) => done(await clipboard.writeText(text)),
      'docs:open': async ({ page }) => done(await this.#openPage(page)),
    };
  }

  #info(): AppInfo {
    const { settings, examplesFolder } = this.#parts;
    const { language, choice } = this.language;
    return {
      version: app.getVersion(),
      platform: process.platform,
      runtime: runtimeOf(process.versions),
      language,
      languageChoice: choice,
      examples: examplesIn(examplesFolder),
      recent: settings.recent,
    };
  }

  #chooseLanguage(choice: LanguageChoice): AppInfo {
    this.language.choose(choice);
    this.#menus.refreshBar();
    sendToWindow(this.window, 'language', { language: this.language.language, languageChoice: choice });
    return this.#info();
  }

  #attach(): RunState {
    const state = this.#host.attach();
    this.#visibility.tell();
    this.#sources.tellAgain();
    this.#onAttached();
    return state;
  }

  #choose = unlessUnderWay(async () => {
    const file = await chooseExperiment(this.window, this.language.language);
    if (file !== undefined) await this.openFile(file);
  });

  #chooseRun = unlessUnderWay(async () => {
    const folder = await chooseRun(this.window, this.language.language);
    if (folder !== undefined) await this.#openRun(folder);
  });

  /** Opens a saved run as its experiment is opened: it waits for Run, and for a word if its code is new. */
  async #openRun(folder: string): Promise<void> {
    try {
      const { file, epochs, stepsPerEpoch } = await readRunOrigin(folder);
      const given = { ...(epochs !== undefined && { epochs }), ...(stepsPerEpoch !== undefined && { stepsPerEpoch }) };
      const options = { ...given, autorun: false, progress: false };
      await this.open({ file, options, isTrusted: false, resume: folder });
    } catch (error) {
      await sayFailed(this.window, this.language.language, reportOf(error));
    }
  }

  async #openLeftRun(id: string): Promise<undefined> {
    const folder = await this.#leftRuns.folderOf(id);
    if (folder !== undefined) await this.#openRun(folder);
  }

  async #saveRun(): Promise<SaveResult> {
    const { file } = this.#host;
    if (file === undefined) return { outcome: 'cancelled' };
    const parent = this.#isShipped(file) ? app.getPath('documents') : dirname(file);
    const path = await askWhereToSaveRun(this.window, this.language.language, { file, parent });
    if (path === undefined) return { outcome: 'cancelled' };
    const { error, before } = await this.#host.save(path);
    if (error) return { outcome: 'failed', error };
    this.#unsaved.saved();
    return { outcome: 'saved', path, ...(before !== undefined && { before }) };
  }

  /** Does what ends the run, unless the person would rather keep that. */
  async #ending(ending: RunEnding, end: () => void): Promise<undefined> {
    if (await this.#unsaved.mayEnd(ending)) end();
  }

  #control(action: 'minimise' | 'maximise' | 'close'): void {
    if (action === 'minimise') this.window.minimize();
    else if (action === 'close') this.window.close();
    else if (this.window.isMaximized()) this.window.unmaximize();
    else this.window.maximize();
  }

  #createMenus(): WindowMenus {
    return new WindowMenus(
      this.window,
      () => ({ ...this.#info(), state: this.state, isDevelopment: !app.isPackaged }),
      {
        give: (id) => this.#give(id),
        open: (file) => void this.openFile(file),
        chooseLanguage: (choice) => void this.#chooseLanguage(choice),
        zoom: (change) => zoomPage(this.window, change),
        openPage: (page) => void this.#openPage(page),
        showAbout: () => void showAbout(this.window, this.language.language, runtimeOf(process.versions)),
      },
    );
  }

  #openPage(page: DocsPage): Promise<void> {
    return openPage(pagePath(this.#parts.examplesFolder, page, this.language.language));
  }

  /** Commands that need no page are done here: they work whatever state the page is in. */
  #give(id: CommandId): void {
    if (id === 'open') void this.#choose();
    else if (id === 'openRun') void this.#chooseRun();
    else if (id === 'quit') this.window.close();
    else sendToWindow(this.window, 'command', { id });
  }

  #pictureName(): string {
    const { file } = this.#host;
    return file === undefined ? app.getName() : `${parse(basename(file)).name}-window`;
  }
}

/** The answer to a request that asks for no value. */
function done(_done: void): undefined {
  return undefined;
}
