import type { HitEvent } from '../contract/debug/watching';
import type { ErrorReport } from '../contract/errors';
import { duration } from '../contract/progress-line';
import { stepOf, type RunState } from '../contract/run-state';
import { textOf, type Language } from '../contract/text';
import type { TrainingSession } from '../training/session/session';
import type { TrainArguments } from './arguments';
import { hitLines, type HitWatch } from './breaks';
import { errorLines } from './error-lines';
import { exitCodes } from './exit-codes';
import type { Interrupt } from './interrupt';
import { tellNotFinite } from './not-finite';
import { saveModelsOf, saveWhereItStands, type Saved } from './saving';
import type { StandWatch } from './stand-watch';
import type { Surroundings } from './surroundings';

/** What may end a run before its end, and how that is told. */
export type Ends = {
  /** Says what is wrong. @returns the exit code */
  readonly fail: (report: ErrorReport) => number;
  readonly hits: HitWatch;
  readonly bad: StandWatch;
  readonly interrupt: Interrupt;
  /** What is said of an error that nobody could catch. */
  readonly uncaught: (error: unknown) => ErrorReport;
};

/**
 * Trains a session to its end, to a condition or to Ctrl+C; saves what is to be saved and says how it went.
 * @returns the exit code
 */
export async function runToEnd(
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
