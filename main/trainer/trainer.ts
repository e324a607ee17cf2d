import { isLegal } from '../contract/commands';
import type { Question } from '../contract/debug/requests';
import { readBreakpoints } from '../contract/debug/read-breakpoints';
import { CodedError, reportOf, type ErrorReport } from '../contract/errors';
import { isRunning, type LoadingStage, type RunState } from '../contract/run-state';
import type { TrainerCommand, TrainerStatus } from '../contract/trainer-protocol';
import type { HostMessage, HostReport } from '../contract/trainer-start';
import type { LogMessage, LogSource, TrainingEvent } from '../contract/training-event';
import { bundleExperiment, type Bundle } from '../experiment/bundle';
import { loadExperiment, reportOfLoading } from '../experiment/load';
import { placeOf } from '../experiment/place-of';
import { mayRun, openTrustStore } from '../experiment/trust';
import { reportOfUncaught } from '../experiment/uncaught';
import { hashOfSource } from '../files/source-text';
import type { answer } from '../training/debug/answers';
import type { Experiment } from '../training/experiment';
import type { readSavedRun } from '../training/session/saved-run';
import type { savingOf } from '../training/session/saving';
import type { createSession } from '../training/session/create-session';
import type { TrainingSession } from '../training/session/session';
import type { SessionOptions } from '../training/session/session-options';
import type { HistoryOptions } from '../training/time-travel/history-files';
import { openBell } from './bell';
import { LookCosts } from './look-costs';
import { Permission } from './permission';
import { controlOf, type RunControl } from './run-controls';
import { readPast } from './run-past';
import { RunSaving } from './run-saving';
import { RunTeller } from './run-teller';
import type { Port } from './window-link';

export type StartMessage = Extract<HostMessage, { kind: 'start' }>;

/** What is loaded only once code may run. */
export type Engine = {
  readonly createSession: typeof createSession;
  readonly readSavedRun: typeof readSavedRun;
  readonly savingOf: typeof savingOf;
  readonly answer: typeof answer;
  readonly versions: () => { readonly [name: string]: string };
};

/** What the process gives: the engine, which is loaded only once code may run, a clock and the way to the shell. */
export type TrainerParts = {
  readonly loadEngine: () => Promise<Engine>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: (report: HostReport) => void;
  /** Where the run keeps what it goes back to; absent: it can't go back. */
  readonly history?: HistoryOptions;
  /** Hears every event, for a progress line. */
  readonly onEvent?: (event: TrainingEvent) => void;
};

/** One run from its file to its end: loads the experiment, and does and answers what the window and the shell ask for. */
export class Trainer {
  readonly #start: StartMessage;
  readonly #parts: TrainerParts;
  readonly #teller: RunTeller;
  readonly #costs: LookCosts;
  readonly #permission = new Permission();
  #bundle: Bundle | undefined;
  #engine: Engine | undefined;
  #session: TrainingSession | undefined;
  #saving: RunSaving | undefined;
  /** Whether it failed before it could begin. */
  #hasFailed = false;

  constructor(start: StartMessage, parts: TrainerParts) {
    this.#start = start;
    this.#parts = parts;
    this.#costs = new LookCosts(parts.now);
    const { now, report, onEvent } = parts;
    this.#teller = new RunTeller(start, {
      now,
      report,
      hear: (event) => {
        onEvent?.(event);
        this.#saving?.hear(event);
        if (event.type === 'state') this.#costs.interrupt();
      },
      measure: () => this.#measure(),
    });
  }

  /** Loads the experiment up to `ready`, `failed`, or beyond if it is to run at once. */
  async load(): Promise<void> {
    const { file, options, threads, trustFile, bellFile, examplesFolder, breakpoints } = this.#start;
    const isCalled = bellFile === undefined ? undefined : openBell(bellFile);
    const { history } = this.#parts;
    this.#emitLoading('files');
    let experiment: Experiment | undefined;
    try {
      const bundle = await bundleExperiment(file);
      this.#bundle = bundle;
      const sources = bundle.sources.map(({ path, text }) => ({ path, hash: hashOfSource(text) }));
      this.#parts.report({ kind: 'sources', sources });
      const trust = openTrustStore(trustFile);
      if (!(await mayRun(bundle, trust, examplesFolder))) {
        if (!this.#start.isTrusted) await this.#askFor(bundle);
        await trust.trust(bundle.hash);
      }
      this.#emitLoading('tensorflow');
      const engine = await this.#parts.loadEngine();
      this.#engine = engine;
      this.#saving = new RunSaving(engine.savingOf);
      this.#emitLoading('code');
      experiment = await loadExperiment(bundle);
      const resume = this.#start.resume && (await engine.readSavedRun(this.#start.resume.folder));
      if (resume?.told) this.#teller.recall(resume.step, await readPast(this.#start.resume!.folder, resume.told.bytes));
      // Behind the past, whose states are over.
      this.#emitLoading('models');
      const session = await engine.createSession({
        experiment,
        file: bundle.file,
        run: options,
        threads,
        versions: engine.versions(),
        listener: (event) => {
          if (!this.#hasFailed) this.#teller.tell(event);
        },
        now: this.#parts.now,
        ...(history && { history }),
        ...(resume && { resume }),
        keepsBoundary: 'rests',
        told: () => this.#teller.pack(),
        ...this.#keep(),
        ...(isCalled && { isCalled }),
        placeOf: (error) => placeOf(error, bundle),
      });
      if (this.#hasFailed) return session.dispose();
      this.#session = session;
      if (breakpoints) this.#setBreakpoints(breakpoints);
      if (options.autorun) session.run();
    } catch (error) {
      this.#fail(reportOfLoading(error, this.#bundle, experiment));
    }
  }

  /** The run can't begin; what is still being loaded is not told any more. */
  #fail(error: ErrorReport): void {
    this.#emitState({ status: 'failed', step: 0, file: this.#start.file, error });
    this.#hasFailed = true;
  }

  /** A window has come, or come again: it replaces the former one. */
  attach(port: Port): void {
    this.#teller.attach(port, (command) => this.#obey(command));
  }

  /**
   * The person's code has thrown where nothing waits for it. A file that is being loaded fails; a run stands still after the
   * batch in flight, and may go on. One that is taken up again passes over batches that have thrown before: it comes to its
   * place all the same.
   */
  uncaught(thrown: unknown): void {
    const error = reportOfUncaught(thrown, this.#bundle);
    if (!this.#session && !this.#start.resume) return this.#fail(error);
    this.log({ code: 'warning', values: { error } }, 'experiment', 'error');
    if (this.#session && isRunning(this.#session.state)) this.#session.pause({ kind: 'uncaught', error });
  }

  /** Pauses the run and saves it in a folder; says how that ended. */
  async save(folder: string): Promise<void> {
    const session = this.#session;
    try {
      const { status } = this.#teller.state;
      if (!session) throw new CodedError('illegal-command', { command: 'saveRun', status });
      const saved = this.#saving!.save(session, folder);
      session.heard('command');
      this.#parts.report({ kind: 'run-saved', ...(await saved) });
    } catch (error) {
      this.#parts.report({ kind: 'run-saved', error: reportOf(error) });
    }
  }

  /** Puts a sentence into the log of the run. */
  log(message: LogMessage, source: LogSource, level: 'info' | 'warning' | 'error'): void {
    this.#teller.log(message, source, level);
  }

  dispose(): void {
    this.#teller.dispose();
    this.#session?.dispose();
  }

  /** Shows the code and waits until the person has allowed exactly this. */
  #askFor({ file, hash, sources }: Bundle): Promise<void> {
    const given = this.#permission.wait(hash);
    this.#emitState({ status: 'untrusted', file, hash, sources });
    return given;
  }

  #emitLoading(stage: LoadingStage): void {
    const { file, resume } = this.#start;
    this.#emitState({ status: 'loading', file, stage, ...(resume?.after && { resumes: resume.after.step }) });
  }

  #keep(): Pick<SessionOptions, 'keep'> {
    const { keepFolder: folder } = this.#start;
    if (folder === undefined) return {};
    const kept = (step: number) => {
      this.#teller.kept();
      this.#parts.report({ kind: 'saved', saved: { step, folder, by: 'app' } });
    };
    return { keep: { folder, keeping: () => this.#teller.keeping(), kept } };
  }

  #emitState(state: RunState): void {
    if (!this.#hasFailed) this.#teller.tell({ type: 'state', state });
  }

  #obey(command: TrainerCommand): void {
    this.#session?.heard('other');
    switch (command.kind) {
      case 'catch-up': // the link's own
      case 'pace':
        return;
      case 'trust':
        return this.#permission.give(command.hash);
      case 'ask':
        return void this.#answer(command);
      case 'set-breakpoints':
        return this.#setBreakpoints(command.breakpoints);
      default:
        return this.#control(controlOf(command));
    }
  }

  /** What comes from a file or a window is looked at before it is believed. */
  #setBreakpoints(given: unknown): void {
    try {
      this.#session?.setBreakpoints(readBreakpoints(given));
    } catch (error) {
      this.log({ code: 'warning', values: { error: reportOf(error) } }, 'run', 'warning');
    }
  }

  async #answer({ id, name, values }: Question): Promise<void> {
    const { link } = this.#teller; // of who asks: a page that is loaded anew counts its questions anew
    link?.flush(); // so that the window knows of the batch before it sees into it
    const cost = this.#costs.begin(name);
    try {
      if (!this.#session) throw new CodedError('illegal-command', { command: name, status: this.#teller.state.status });
      const result = await this.#engine!.answer(this.#session.debugContext(), name, values);
      link?.send({ kind: 'answer', id, cost: cost(), result });
    } catch (error) {
      link?.send({ kind: 'answer', id, cost: cost(), error: reportOf(error) });
    }
  }

  #control([command, act]: RunControl): void {
    const { status } = this.#teller.state;
    try {
      if (!this.#session || !isLegal(command, status)) throw new CodedError('illegal-command', { command, status });
      act(this.#session);
      this.#session.heard('command');
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { code, values } = error as CodedError;
      this.log({ code: 'warning', values: { error: { code, values } as ErrorReport } }, 'run', 'warning');
    }
  }

  #measure(): Pick<TrainerStatus, 'tensors' | 'snapshots'> {
    const snapshots = this.#session?.snapshotUse();
    return { tensors: this.#session?.tensorCount() ?? 0, ...(snapshots && { snapshots }) };
  }
}
