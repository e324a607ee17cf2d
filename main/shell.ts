import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { createAppHost } from './app-host';
import { examplesIn, runtimeOf } from './app-info';
import type { Launch } from './arguments';
import { createAwakeSwitch } from './awake';
import { CloseGuard } from './close-guard';
import type { AppInfo, DocsPage, SaveResult } from './contract/ipc';
import { isTraining, type RunState } from './contract/run-state';
import type { Language, LanguageChoice } from './contract/text';
import { openPage, pagePath } from './docs';
import { answerRequests, sendToWindow, sendTrainerPort, type RequestHandlers } from './ipc';
import { KeptRuns } from './kept-runs';
import { LanguageSetting } from './language';
import { LeftRuns } from './left-runs';
import type { MenuFacts } from './menu';
import { menuActions } from './menu-actions';
import { Opening } from './opening';
import { watchPage } from './page-life';
import { PageVisibility } from './page-visibility';
import { Pictures } from './pictures';
import { requestAnswers } from './request-answers';
import { saveRun } from './run-file';
import type { SettingsFile } from './settings';
import { SourceWatch } from './source-watch';
import type { RunRequest, TrainerHost } from './trainer/host';
import { UnsavedRun } from './unsaved-run';
import { WatchingFile } from './watching-file';
import { createWindow, preloadOf } from './window';
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

/** The window and what serves it: the training process, menus, pictures, what is remembered. */
export class Shell {
  readonly window: BrowserWindow;
  readonly pictures: Pictures;
  readonly language: LanguageSetting;
  /** Settles once the page has asked for the state of the run: from then on it shows it. */
  readonly attached: Promise<void>;
  readonly #parts: ShellParts;
  readonly #spoken = (): Language => this.language.language;
  readonly #host: TrainerHost;
  readonly #menus: WindowMenus;
  readonly #opening: Opening;
  readonly #watching = new WatchingFile(inUserData('watching.json'));
  readonly #sources = new SourceWatch((paths) => sendToWindow(this.window, 'changed-sources', { paths }));
  readonly #keptRuns = new KeptRuns(inUserData('kept-runs'));
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
      language: this.#spoken,
      isAttended: !launch.exit,
      save: () => this.#saveRun(),
      now: () => performance.now(),
    });
    this.#closeGuard = new CloseGuard(this.window, {
      isNeeded: () => !launch.exit && this.#unsaved.isUnderWay,
      mayClose: () => this.#unsaved.mayEnd('window'),
    });
    this.pictures = new Pictures(this.window, this.#spoken, (action) => this.#visibility.whileDrawn(action));
    this.attached = new Promise((resolve) => (this.#onAttached = resolve));
    this.#host = this.#createHost();
    this.#opening = this.#createOpening();
    this.#menus = this.#createMenus();
    answerRequests(this.window, page.origin, this.#answers());
    watchPage(this.window, () => this.#host.detach());
    this.window.once('closed', () => this.dispose());
    this.#menus.refreshBar();
    void this.window.loadURL(page.url);
  }

  get state(): RunState {
    return this.#host.state;
  }

  /** Opens a file in place of what is open, which is not lost by that unasked. */
  open(request: RunRequest): Promise<void> {
    return this.#opening.open(request);
  }

  /** Opens a file as a person does in the window: it waits for Run, and for a word if its code is new. */
  openFile(file: string): Promise<void> {
    return this.#opening.openFile(file);
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
    const { mainFolder, examplesFolder, launch } = this.#parts;
    return createAppHost(mainFolder, {
      examplesFolder,
      keptRuns: this.#keptRuns,
      language: this.#spoken,
      // In a run without anybody at the window, a pause would never end.
      breakpointsOf: (file) => (launch.exit ? [] : this.#watching.of(file).breakpoints),
      onState: (state, byShell) => this.#onState(state, byShell),
      onSources: (sources) => this.#sources.watch(sources),
      sendPort: (port) => sendTrainerPort(this.window, port),
    });
  }

  #createOpening(): Opening {
    const { examplesFolder, settings } = this.#parts;
    return new Opening({
      window: this.window,
      language: this.#spoken,
      examplesFolder,
      settings,
      host: this.#host,
      leftRuns: this.#leftRuns,
      unsaved: this.#unsaved,
    });
  }

  #createMenus(): WindowMenus {
    const facts = (): MenuFacts => ({
      ...this.#info(),
      languageChoice: this.language.choice,
      state: this.state,
      isDevelopment: !app.isPackaged,
    });
    const actions = menuActions({
      window: this.window,
      language: this.#spoken,
      opening: this.#opening,
      chooseLanguage: (choice) => this.#chooseLanguage(choice),
      openPage: (name) => void this.#openPage(name),
    });
    return new WindowMenus(this.window, facts, actions);
  }

  #answers(): RequestHandlers {
    return requestAnswers({
      window: this.window,
      language: this.#spoken,
      host: this.#host,
      leftRuns: this.#leftRuns,
      menus: this.#menus,
      opening: this.#opening,
      pictures: this.pictures,
      unsaved: this.#unsaved,
      watching: this.#watching,
      attach: () => this.#attach(),
      info: () => this.#info(),
      openPage: (name) => this.#openPage(name),
      saveRun: () => this.#saveRun(),
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

  #measureLoad(): void {
    this.#load.isOn = this.#visibility.isVisible && isTraining(this.state);
  }

  #info(): AppInfo {
    const { settings, examplesFolder } = this.#parts;
    return {
      version: app.getVersion(),
      platform: process.platform,
      runtime: runtimeOf(process.versions),
      language: this.#spoken(),
      examples: examplesIn(examplesFolder),
      recent: settings.recent,
    };
  }

  #chooseLanguage(choice: LanguageChoice): void {
    this.language.choose(choice);
    this.#menus.refreshBar();
    sendToWindow(this.window, 'language', { language: this.#spoken() });
  }

  #attach(): RunState {
    const state = this.#host.attach();
    this.#visibility.tell();
    this.#sources.tellAgain();
    this.#onAttached();
    return state;
  }

  async #saveRun(): Promise<SaveResult> {
    const { examplesFolder } = this.#parts;
    const result = await saveRun(this.window, this.#spoken(), { host: this.#host, examplesFolder });
    if (result.outcome === 'saved') this.#unsaved.saved();
    return result;
  }

  #openPage(page: DocsPage): Promise<void> {
    return openPage(pagePath(this.#parts.examplesFolder, page, this.#spoken()));
  }
}

function inUserData(name: string): string {
  return join(app.getPath('userData'), name);
}
