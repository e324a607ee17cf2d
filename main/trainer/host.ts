import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { deathsFile, type Death } from '../contract/death';
import type { Breakpoint } from '../contract/debug/breakpoint';
import { messageOf, type ErrorReport } from '../contract/errors';
import { isResumable, stepOf, type RunState, type SavedPlace } from '../contract/run-state';
import type { Language } from '../contract/text';
import type { HostReport, ResumeFrom, RunOptions, SavingEnd, SourceDigest } from '../contract/trainer-start';
import { keepJson } from '../files/atomic-file';
import type { KeptRuns } from '../kept-runs';
import { HostBell } from './host-bell';
import { exitError, tailOf } from './host-exit';
import type { ForkTrainer, TrainerProcess } from './host-process';

/** What is to be trained, and how. */
export type RunRequest = {
  readonly file: string;
  readonly options: RunOptions;
  readonly isTrusted: boolean;
  /** Folder of a saved run to go on from. */
  readonly resume?: string;
};

export type HostParts = {
  readonly fork: ForkTrainer;
  readonly examplesFolder: string;
  readonly trustFile: string;
  readonly keptRuns: KeptRuns;
  readonly bellFile: string;
  /** Intra-op threads of every run: another number gives other last bits. */
  readonly threads: number;
  readonly platform: string;
  readonly language: () => Language;
  readonly newRunId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newSeed: () => number;
  /** Those that the person has set for a file. */
  readonly breakpointsOf: (file: string) => readonly Breakpoint[];
  /** Why a file can't be opened, known before a process is started for it; undefined if it can. */
  readonly problemOf: (file: string) => ErrorReport | undefined;
  /** Every new state; `byShell` are those that the window hears from nobody else. */
  readonly onState: (state: RunState, byShell: boolean) => void;
  /** The files that the run is made of; none as long as they are not read. */
  readonly onSources: (sources: readonly SourceDigest[]) => void;
  readonly sendPort: (port: MessagePortMain) => void;
};

type Place = Pick<SavedPlace, 'folder' | 'step'>;
type Saved = { readonly [By in SavedPlace['by']]?: SavedPlace };

function withoutBackup({ app }: Saved): Saved {
  return app ? { app } : {};
}

/** Those of a process that dies again and again are all alike. */
const mostDeaths = 16;

const unanswered: SavingEnd = { error: { code: 'no-answer', values: {} } };

/** The life of the training process: a fresh one for each run, at most one at a time. */
export class TrainerHost {
  readonly #parts: HostParts;
  #state: RunState = { status: 'empty' };
  #step = 0;
  /** The run, behind those whose processes died that it goes on from. */
  #runs: readonly string[] = [];
  #keepFolder: string | undefined;
  /** Where the run goes on, or has gone on last. */
  #resume: ResumeFrom | undefined;
  #saved: Saved = {};
  /** Of processes of the run, oldest first. */
  #deaths: readonly Death[] = [];
  #request: RunRequest | undefined;
  #process: TrainerProcess | undefined;
  #answerSave: (end: SavingEnd) => void = () => undefined;
  #bell: HostBell | undefined;
  /** Whether a page is there to take ports. */
  #isAttached = false;

  constructor(parts: HostParts) {
    this.#parts = parts;
  }

  get state(): RunState {
    return this.#state;
  }

  /** The file that is open. */
  get file(): string | undefined {
    return this.#request?.file;
  }

  /** What the run before it could go on from, if it has lost its process, is there for the next start. */
  open(request: RunRequest): void {
    this.#open(request, this.#canGoOn);
  }

  /** Goes on where the run can, whose process died; its charts stay, except where a backup is gone on from. */
  resume(): void {
    const request = this.#request;
    if (!request || this.#state.status !== 'trainer-died' || !this.#state.saved) return;
    const { saved } = this.#state;
    if (saved.by === 'callback') this.restart(true);
    else this.#goOn(request, true, saved);
  }

  /**
   * The same file and options once more, in a process that remembers nothing. A run whose process died and that could not go
   * on, as its code is broken meanwhile, goes on where it could have.
   * @param reseeds whether with another seed, which is kept from then on
   */
  restart(autorun: boolean, reseeds = false): void {
    const request = this.#request;
    if (!request) return;
    const missed = this.#missed;
    if (missed && !reseeds) return this.#goOn(request, autorun, missed);
    const { resume: _, ...anew } = request;
    const seed = reseeds && { seed: this.#parts.newSeed() };
    // A saved run has its own seed.
    this.#open({ ...(reseeds ? anew : request), options: { ...request.options, autorun, ...seed } }, false);
  }

  /** As {@link open}, with nothing in its place. */
  close(): void {
    this.#kill();
    this.#forget(this.#canGoOn);
    this.#request = undefined;
    this.#step = 0;
    this.#say({ status: 'empty' });
  }

  /** Pauses the run and saves it in a folder. */
  save(folder: string): Promise<SavingEnd> {
    this.#answerSave(unanswered);
    if (!this.#process) return Promise.resolve(unanswered);
    this.#process.send({ kind: 'save', folder });
    this.ring();
    return new Promise((resolve) => (this.#answerSave = resolve));
  }

  /** What was sent to the trainer last is not to wait for its next break. */
  ring(): void {
    this.#bell?.ring();
  }

  /** A page has come: it gets a port of its own if there is a trainer, now and whenever a new one starts. */
  attach(): RunState {
    this.#isAttached = true;
    this.#connect();
    return this.#state;
  }

  /** The page is gone, or is being loaded anew. */
  detach(): void {
    this.#isAttached = false;
  }

  /**
   * What a run that has lost its process could go on from is there for the next start.
   * @param leavesRun whether that is so of a run that is under way, too
   */
  dispose(leavesRun = false): void {
    this.detach();
    this.#kill();
    if (!leavesRun && !this.#canGoOn) this.#forget(false);
  }

  /** Whether a run that has lost its process can still go on. */
  get #canGoOn(): boolean {
    return isResumable(this.#state) || this.#missed !== undefined;
  }

  /** Where a run is still to go on: it was to do so once, and could not train, as its code is broken meanwhile. */
  get #missed(): Place | undefined {
    const { folder, after } = this.#resume ?? {};
    const isStill = this.#state.status === 'failed' || this.#state.status === 'ready';
    if (!isStill || folder === undefined || !after || this.#step > after.step) return undefined;
    return { folder, step: after.step };
  }

  /** @param leavesRun whether what is kept of the run before it stays */
  #open(request: RunRequest, leavesRun: boolean): void {
    this.#kill();
    this.#forget(leavesRun, request);
    this.#request = request;
    this.#begin(request, request.resume === undefined ? undefined : { folder: request.resume });
  }

  #goOn(request: RunRequest, autorun: boolean, { folder, step }: Place): void {
    this.#kill();
    const options = { ...request.options, autorun };
    this.#begin({ ...request, options }, { folder, after: { runs: this.#runs, step } });
  }

  #begin(request: RunRequest, resume: ResumeFrom | undefined): void {
    const { file } = request;
    this.#resume = resume;
    this.#step = resume?.after?.step ?? 0;
    const resumes = resume?.after && { resumes: resume.after.step };
    this.#say({ status: 'loading', file, ...resumes });
    const problem = this.#parts.problemOf(file);
    if (problem) this.#say({ status: 'failed', step: this.#step, file, error: problem, ...resumes });
    else this.#start(request, resume);
  }

  /**
   * The run is none of this host's any more. What is kept of it is of no use then, unless it is left. Nor is what it went on
   * from, unless nothing newer was kept, or the next goes on from there too.
   */
  #forget(leavesRun: boolean, next?: RunRequest): void {
    const { keptRuns } = this.#parts;
    const older = this.#request?.resume;
    if (!leavesRun) {
      if (older !== undefined && this.#saved.app && older !== next?.resume) keptRuns.remove(older);
      if (this.#keepFolder !== undefined) keptRuns.remove(this.#keepFolder);
    }
    this.#keepFolder = undefined;
    this.#resume = undefined;
    this.#saved = {};
    this.#deaths = [];
    this.#runs = [];
  }

  #start({ file, options, isTrusted }: RunRequest, resume: ResumeFrom | undefined): void {
    const { fork, threads, examplesFolder, trustFile, bellFile, language, newRunId } = this.#parts;
    let errorOutput = '';
    let hasSpoken = false;
    const isCurrent = () => this.#process === started;
    const listener = {
      onReport: (report: HostReport) => {
        hasSpoken = true;
        if (isCurrent()) this.#hear(report);
      },
      onErrorOutput: (text: string) => {
        errorOutput = tailOf(errorOutput, text);
      },
      onExit: (exitCode: number) => {
        if (isCurrent())
          this.#died(exitError({ exitCode, step: this.#step, hasSpoken, errorOutput }, this.#parts.platform));
      },
    };
    let started: TrainerProcess | undefined;
    try {
      started = fork({ threads, progress: options.progress }, listener);
    } catch (error) {
      return this.#died({ code: 'trainer-not-started', values: { message: messageOf(error) } });
    }
    this.#process = started;
    const breakpoints = this.#parts.breakpointsOf(file);
    this.#bell ??= HostBell.at(bellFile);
    const bell = this.#bell && { bellFile };
    this.#keepFolder ??= this.#parts.keptRuns.newFolder();
    const place = { breakpoints, examplesFolder, trustFile, ...bell, threads, language: language() };
    const run = newRunId();
    this.#runs = [...this.#runs, run];
    const kept = { keepFolder: this.#keepFolder, ...(resume && { resume }) };
    started.send({ kind: 'start', run, file, options, isTrusted, ...kept, ...place });
    this.#connect();
  }

  #connect(): void {
    if (this.#isAttached && this.#process) this.#parts.sendPort(this.#process.connect());
  }

  #hear(report: HostReport): void {
    if (report.kind === 'progress') {
      this.#step = report.step;
      return;
    }
    if (report.kind === 'sources') return this.#parts.onSources(report.sources);
    if (report.kind === 'run-saved') {
      const { kind: _, ...end } = report;
      return this.#answerSave(end);
    }
    if (report.kind === 'saved') {
      const { by, folder } = report.saved;
      const older = this.#request?.resume;
      if (by === 'app' && !this.#saved.app && older !== undefined) this.#parts.keptRuns.follow(folder, older);
      this.#saved = { ...this.#saved, [report.saved.by]: report.saved };
      return;
    }
    this.#step = stepOf(report.state);
    this.#state = report.state;
    // Training that has come to its end takes its backup away.
    if (['finished', 'out-of-data'].includes(report.state.status)) this.#saved = withoutBackup(this.#saved);
    this.#parts.onState(report.state, false);
  }

  #died(error: ErrorReport): void {
    this.#process = undefined;
    this.#answerSave({ error });
    const saved = this.#saved.app ?? this.#saved.callback;
    if (saved?.by === 'app') this.#keepDeath(saved.folder, error);
    this.#say({ status: 'trainer-died', step: this.#step, error, ...(saved && { saved }) });
  }

  /** Whatever goes on from there tells of it, in this app or the next. */
  #keepDeath(folder: string, error: ErrorReport): void {
    const death = { time: this.#parts.now(), step: this.#step, error };
    this.#deaths = [...this.#deaths, death].slice(-mostDeaths);
    keepJson(join(folder, deathsFile), this.#deaths);
  }

  #say(state: RunState): void {
    this.#state = state;
    this.#parts.onState(state, true);
  }

  #kill(): void {
    const old = this.#process;
    this.#process = undefined;
    this.#answerSave(unanswered);
    old?.kill();
    this.#parts.onSources([]);
  }
}
