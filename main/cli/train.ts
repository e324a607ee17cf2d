import { resolve } from 'node:path';
import { CodedError, reportOf, type ErrorReport } from '../contract/errors';
import { duration } from '../contract/progress-line';
import { createProgressPrinter } from '../contract/progress-printer';
import { stepOf, type RunState } from '../contract/run-state';
import { errorLine, textOf, type Language } from '../contract/text';
import { evaluationLine, stepModeLine } from '../contract/text/step-mode-text';
import type { PlannedEdit } from '../contract/debug/edits';
import type { HitEvent } from '../contract/debug/watching';
import type { TrainingEvent } from '../contract/training-event';
import { bundleExperiment, type Bundle } from '../experiment/bundle';
import { loadExperiment, reportOfLoading } from '../experiment/load';
import { placeOf } from '../experiment/place-of';
import { mayRun, openTrustStore } from '../experiment/trust';
import { reportOfUncaught } from '../experiment/uncaught';
import type { Experiment } from '../training/experiment';
import { nextBatch } from '../training/session/next-batch';
import type { SavedRun } from '../training/session/saved-run';
import type { createSession } from '../training/session/create-session';
import type { TrainingSession } from '../training/session/session';
import type { TrainArguments } from './arguments';
import { readEditsFile } from './edits-file';
import { breakpointsOf, hitLines, HitWatch, problemsOf } from './breaks';
import { errorLines } from './error-lines';
import { exitCodes, type StopSignal } from './exit-codes';
import { Interrupt } from './interrupt';
import { replayCase, seedOfCase, tellNotFinite } from './not-finite';
import { openRunLog, type RunLog } from './run-log';
import { checkSnapshotFolder, saveModelsOf, saveWhereItStands, type Saved } from './saving';
import { StandWatch } from './stand-watch';

/** What a command has around it; a test gives its own. */
export type Surroundings = {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: () => number;
  /** Asks at the terminal; absent where nobody could answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Hears each Ctrl+C, and each time that the system asks the process to end, until the returned function is called. */
  readonly onInterrupt: (listener: (signal: StopSignal) => void) => () => void;
  readonly exitNow: (code: number) => void;
  /** Settles once nothing is left that the process could wait for: what is awaited then never comes. */
  readonly stuck: Promise<void>;
  /** Hears errors that were thrown where nobody could catch them, in a timer say, until the returned function is called. */
  readonly onUncaught: (listener: (error: unknown) => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly language: Language;
  readonly threads: number;
  readonly trustFile: string;
  readonly examplesFolder: string;
  readonly loadEngine: () => Promise<{
    readonly createSession: typeof createSession;
    readonly versions: () => { readonly [name: string]: string };
  }>;
};

/** Trains an experiment to its end, or to Ctrl+C. @returns the exit code */
export async function train(options: TrainArguments, around: Surroundings): Promise<number> {
  const fail = (report: ErrorReport): number => {
    around.printError(`${errorLines(report, around.language)}\n`);
    return report.code === 'not-trusted' ? exitCodes.refused : exitCodes.failed;
  };
  let bundle: Bundle | undefined;
  let experiment: Experiment | undefined;
  let log: RunLog | undefined;
  let session: TrainingSession | undefined;
  const settled = <Value>(work: Promise<Value>): Promise<Value> => Promise.race([work, neverSettles(around)]);
  try {
    bundle = await bundleExperiment(options.file);
    await allow(bundle, options, around);
    const warning = options.replayCase === undefined ? await checkSnapshotFolder(options, around.language) : undefined;
    if (warning !== undefined && !options.quiet) around.printError(`${textOf(around.language).cli.warning(warning)}\n`);
    const engine = await around.loadEngine();
    experiment = await settled(loadExperiment(bundle));
    const resume = options.resume === undefined ? undefined : await readRun(resolve(options.resume));
    const edits = await editsOf(options, resume?.step ?? 0);
    const hits = new HitWatch();
    const bad = new StandWatch('not-finite');
    const interrupt = new Interrupt();
    const seed = options.replayCase === undefined ? undefined : await seedOfCase(options.replayCase);
    log = options.log === undefined ? undefined : openRunLog(resolve(options.log));
    session = await settled(
      engine.createSession({
        experiment,
        file: bundle.file,
        run: { ...options, ...(seed !== undefined && { seed }) },
        edits,
        ...(resume && { resume }),
        keepsBoundary: options.breaks ? 'batches' : 'rests',
        threads: around.threads,
        versions: engine.versions(),
        listener: listenerOf(options, around, tellingTrouble(log, interrupt), [hits, bad, interrupt]),
        now: around.now,
        placeOf: (error) => placeOf(error, bundle),
      }),
    );
    if (!setBreaks(session, options, around)) return exitCodes.refused;
    if (resume && !options.quiet)
      around.print(`${textOf(around.language).breakpoints.cli.resumed(String(resume.step))}\n`);
    if (options.replayCase !== undefined) {
      const { isNotFinite, lines } = await replayCase(session, options.replayCase, around.language);
      around.print(`${lines}\n`);
      return isNotFinite ? exitCodes.notFinite : exitCodes.fine;
    }
    log?.begin(resume && { step: resume.step, epoch: nextBatch(resume).epoch });
    const uncaught = (error: unknown): ErrorReport => reportOfUncaught(error, bundle);
    return await runToEnd(session, options, around, { fail, hits, bad, interrupt, uncaught });
  } catch (error) {
    return fail(reportOfLoading(error, bundle, experiment));
  } finally {
    session?.dispose();
    log?.close();
  }
}

/** Throws where the file waits in vain. @throws CodedError `never-settles` */
async function neverSettles({ stuck }: Surroundings): Promise<never> {
  await stuck;
  throw new CodedError('never-settles', { step: 0 });
}

/** @returns whether the conditions can be judged; what is wrong with them is said */
function setBreaks(session: TrainingSession, { breaks }: TrainArguments, around: Surroundings): boolean {
  if (!breaks) return true;
  session.setBreakpoints(breakpointsOf(breaks));
  const problems = problemsOf(session, around.language);
  if (problems.length > 0) around.printError(`${problems.join('\n\n')}\n`);
  return problems.length === 0;
}

/** What the run is to be edited with. @param begins updates that are done when it begins */
async function editsOf({ edits, extend }: TrainArguments, begins: number): Promise<readonly PlannedEdit[]> {
  const ofFile = edits === undefined ? [] : await readEditsFile(resolve(edits));
  return extend ? [{ step: begins, model: '', edit: { kind: 'repeat-data', isOn: true } }, ...ofFile] : ofFile;
}

/** Loaded only now: it brings TensorFlow.js along. */
async function readRun(folder: string): Promise<SavedRun> {
  return (await import('../training/session/saved-run')).readSavedRun(folder);
}

/** @throws CodedError `not-trusted` if the code may not run */
async function allow(bundle: Bundle, options: TrainArguments, around: Surroundings): Promise<void> {
  const store = openTrustStore(around.trustFile);
  if (await mayRun(bundle, store, around.examplesFolder)) return;
  if (!options.trust) {
    const words = textOf(around.language).cli.trust;
    around.printError(
      [words.headline(bundle.file), words.files, ...bundle.sources.map(({ path }) => `  ${path}`), ''].join('\n'),
    );
    const answer = (await around.ask?.(words.question)) ?? '';
    if (!words.isYes(answer.trim().toLowerCase())) throw new CodedError('not-trusted', { file: bundle.file });
  }
  await store.trust(bundle.hash);
}

/** A log that can't be written any more stops the run. */
function tellingTrouble(log: RunLog | undefined, interrupt: Interrupt): (event: TrainingEvent) => void {
  return (event) => {
    try {
      log?.write(event);
    } catch (error) {
      interrupt.stopBecause(reportOf(error));
    }
  };
}

type Watch = { hear(event: TrainingEvent): void };

function listenerOf(
  options: TrainArguments,
  around: Surroundings,
  write: (event: TrainingEvent) => void,
  watches: readonly Watch[],
) {
  const { language } = around;
  const words = textOf(language).cli;
  const progress = options.quiet ? undefined : createProgressPrinter({ ...around, write: around.print });
  return (event: TrainingEvent): void => {
    for (const watch of watches) watch.hear(event);
    progress?.(event);
    write(event);
    if (event.type === 'log' && event.message.code === 'computes' && !options.quiet) {
      const { mode, model } = event.message.values;
      around.printError(`${stepModeLine(mode, model, around.language)}\n`);
    }
    if (event.type === 'log' && event.message.code === 'evaluates' && !options.quiet) {
      const { reason, model } = event.message.values;
      around.printError(`${evaluationLine(reason, model, around.language)}\n`);
    }
    if (event.type === 'log' && event.message.code === 'warning' && !options.quiet) {
      around.printError(`${words.warning(errorLine(event.message.values.error, language))}\n`);
    }
  };
}

type Ends = {
  readonly fail: (report: ErrorReport) => number;
  readonly hits: HitWatch;
  readonly bad: StandWatch;
  readonly interrupt: Interrupt;
  /** What is said of an error that nobody could catch. */
  readonly uncaught: (error: unknown) => ErrorReport;
};

async function runToEnd(
  session: TrainingSession,
  options: TrainArguments,
  around: Surroundings,
  { fail, hits, bad, interrupt, uncaught }: Ends,
): Promise<number> {
  const begun = around.now();
  const endInterrupts = interrupt.listen(session, around);
  const endUncaught = around.onUncaught((error) => interrupt.stopBecause(uncaught(error)));
  try {
    session.run();
    const stuck = around.stuck.then(() => undefined);
    const state = await Promise.race([session.done, hits.stood, bad.stood, interrupt.stood, stuck]);
    if (!state) {
      const error = interrupt.trouble ?? { code: 'never-settles', values: { step: stepOf(session.state) } };
      return await endAtFailure(session, options, around, error);
    }
    if (hits.hit) return await endAtHit(session, options, around, hits.hit);
    if (state === bad.state) {
      around.printError(`\n${await tellNotFinite(session, options.file, around.language)}\n`);
      return exitCodes.notFinite;
    }
    if (state.status === 'failed') return await endAtFailure(session, options, around, state.error);
    // Before the first update there is nothing to save.
    const saved = stepOf(session.state) > 0 ? await saveWhereItStands(session, options, around.language) : undefined;
    if (session.state.status === 'paused') session.stop();
    const end = await session.done;
    tellSaved(saved, around);
    if (end.status === 'failed') return fail(end.error);
    if (interrupt.trouble) return fail(interrupt.trouble);
    if (!options.quiet) around.print(`${closingLine(end, duration(around.now() - begun), around.language)}\n`);
    if (saved?.trouble) return exitCodes.failed;
    return end.status === 'stopped' ? interrupt.exitCode : exitCodes.fine;
  } finally {
    endInterrupts();
    endUncaught();
  }
}

async function endAtHit(
  session: TrainingSession,
  options: TrainArguments,
  around: Surroundings,
  hit: HitEvent,
): Promise<number> {
  around.print(`\n${hitLines(hit, around.language)}\n`);
  const { snapshot } = textOf(around.language).breakpoints.cli;
  const saved = await saveWhereItStands(session, options, around.language, snapshot);
  tellSaved(saved, around);
  return saved?.trouble ? exitCodes.failed : exitCodes.hit;
}

/** Says what is wrong, and keeps what was trained: a callback may have met a full disk after hours. */
async function endAtFailure(
  session: TrainingSession,
  options: TrainArguments,
  around: Surroundings,
  error: ErrorReport,
): Promise<number> {
  around.printError(`${errorLines(error, around.language)}\n`);
  if (stepOf(session.state) > 0) tellSaved(await saveModelsOf(session, options, around.language), around);
  return exitCodes.failed;
}

function tellSaved(saved: Saved | undefined, around: Surroundings): void {
  if (saved?.trouble) around.printError(`${errorLines(saved.trouble, around.language)}\n`);
  if (saved) around.print(`${saved.lines}\n`);
}

function closingLine(state: RunState, time: string, language: Language): string {
  const { ended } = textOf(language).cli;
  const sentence =
    state.status === 'finished' ? ended.finished : state.status === 'out-of-data' ? ended.outOfData : ended.stopped;
  return sentence(stepOf(state), time);
}
