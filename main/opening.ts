import type { BrowserWindow } from 'electron';
import { isExample } from './app-info';
import { reportOf } from './contract/errors';
import type { Language } from './contract/text';
import { chooseExperiment, sayFailed } from './dialogs';
import { problemOfFile } from './experiment-file';
import type { LeftRuns } from './left-runs';
import { chooseRun } from './run-file';
import { readRunOrigin } from './run-origin';
import type { SettingsFile } from './settings';
import type { RunRequest, TrainerHost } from './trainer/host';
import { unlessUnderWay } from './unless-under-way';
import type { UnsavedRun } from './unsaved-run';

export type OpeningParts = {
  readonly window: BrowserWindow;
  readonly language: () => Language;
  readonly examplesFolder: string;
  /** Remember what was opened. */
  readonly settings: SettingsFile;
  readonly host: TrainerHost;
  readonly leftRuns: LeftRuns;
  readonly unsaved: UnsavedRun;
};

/** Opens experiments and saved runs, in place of what is open. That is not lost unasked. */
export class Opening {
  readonly #parts: OpeningParts;

  /** Lets the person choose an experiment, and opens it. */
  readonly choose = unlessUnderWay(async () => {
    const file = await chooseExperiment(this.#parts.window, this.#parts.language());
    if (file !== undefined) await this.openFile(file);
  });

  /** Lets the person choose a saved run, and opens it. */
  readonly chooseRun = unlessUnderWay(async () => {
    const folder = await chooseRun(this.#parts.window, this.#parts.language());
    if (folder !== undefined) await this.#openRun(folder);
  });

  constructor(parts: OpeningParts) {
    this.#parts = parts;
  }

  async open(request: RunRequest): Promise<void> {
    const { examplesFolder, host, settings, unsaved } = this.#parts;
    if (!(await unsaved.mayEnd('experiment'))) return;
    const { file } = request;
    if (!isExample(file, examplesFolder) && !problemOfFile(file)) settings.addRecent(file);
    host.open(request);
  }

  /** Opens a file as a person does in the window: it waits for Run, and for a word if its code is new. */
  openFile(file: string): Promise<void> {
    return this.open({ file, options: { autorun: false, progress: false }, isTrusted: false });
  }

  /** Opens one of the runs that an app has left; none of them: does nothing. */
  async openLeftRun(id: string): Promise<void> {
    const folder = await this.#parts.leftRuns.folderOf(id);
    if (folder !== undefined) await this.#openRun(folder);
  }

  /** Opens a saved run as its experiment is opened: it waits for Run, and for a word if its code is new. */
  async #openRun(folder: string): Promise<void> {
    try {
      const { file, epochs, stepsPerEpoch } = await readRunOrigin(folder);
      const given = { ...(epochs !== undefined && { epochs }), ...(stepsPerEpoch !== undefined && { stepsPerEpoch }) };
      const options = { ...given, autorun: false, progress: false };
      await this.open({ file, options, isTrusted: false, resume: folder });
    } catch (error) {
      await sayFailed(this.#parts.window, this.#parts.language(), reportOf(error));
    }
  }
}
