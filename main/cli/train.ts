import { resolve } from 'node:path';
import type { PlannedEdit } from '../contract/debug/edits';
import { CodedError, type ErrorReport } from '../contract/errors';
import { textOf } from '../contract/text';
import { bundleExperiment, type Bundle } from '../experiment/bundle';
import { loadExperiment, reportOfLoading } from '../experiment/load';
import { placeOf } from '../experiment/place-of';
import { mayRun, openTrustStore } from '../experiment/trust';
import { reportOfUncaught } from '../experiment/uncaught';
import type { Experiment } from '../training/experiment';
import { nextBatch } from '../training/session/next-batch';
import type { SavedRun } from '../training/session/saved-run';
import type { TrainingSession } from '../training/session/session';
import type { TrainArguments } from './arguments';
import { breakpointsOf, HitWatch, problemsOf } from './breaks';
import { readEditsFile } from './edits-file';
import { errorLines } from './error-lines';
import { exitCodes } from './exit-codes';
import { Interrupt } from './interrupt';
import { replayCase, seedOfCase } from './not-finite';
import { openRunLog, type RunLog } from './run-log';
import { runToEnd } from './run-to-end';
import { checkSnapshotFolder } from './saving';
import { StandWatch } from './stand-watch';
import type { Surroundings } from './surroundings';
import { listenerOf, writingTo } from './told-events';

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
        listener: listenerOf(options, around, writingTo(log, interrupt), [hits, bad, interrupt]),
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
