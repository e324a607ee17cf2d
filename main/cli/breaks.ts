import { basename, extname, resolve } from 'node:path';
import { shownValue } from '../contract/conditions/log-text';
import type { Breakpoint } from '../contract/debug/breakpoint';
import type { HitEvent } from '../contract/debug/watching';
import { stepOf, type RunState } from '../contract/run-state';
import { textOf, type Language } from '../contract/text';
import type { TrainingEvent } from '../contract/training-event';
import { checkWritable } from '../training/folders';
import type { TrainingSession } from '../training/session/session';
import type { TrainArguments } from './arguments';
import { errorLines } from './error-lines';
import { shellWord } from './shell-word';

/** The conditions of a command line as breakpoints. */
export function breakpointsOf(conditions: readonly string[]): readonly Breakpoint[] {
  return conditions.map((condition, at) => ({
    id: String(at + 1),
    condition,
    isEnabled: true,
    when: 'before-commit',
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
  }));
}

/** Notes the first hit, and the moment at which the run stands there. */
export class HitWatch {
  hit: HitEvent | undefined;
  /** Settles once the run stands still because of a breakpoint. */
  readonly stood: Promise<RunState>;
  #stand: (state: RunState) => void = () => undefined;

  constructor() {
    this.stood = new Promise((resolve) => (this.#stand = resolve));
  }

  hear(event: TrainingEvent): void {
    if (event.type === 'hit') this.hit ??= event;
    if (event.type === 'state' && event.state.status === 'paused' && event.state.why.kind === 'breakpoint') {
      this.#stand(event.state);
    }
  }
}

/** What is wrong with the conditions of a command line, each with its place; empty: nothing. */
export function problemsOf(session: TrainingSession, language: Language): readonly string[] {
  const { breakpoints, problems } = session.debugContext().breakpoints.state;
  return breakpoints.flatMap(({ id, condition }) =>
    (problems[id] ?? []).map(({ report, start, end }) =>
      [
        errorLines(report, language),
        '',
        `  ${condition}`,
        `  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`,
      ].join('\n'),
    ),
  );
}

/** Where a run that was stopped is saved. */
function snapshotFolder({ file, snapshot }: TrainArguments, step: number): string {
  return resolve(snapshot ?? `${basename(file, extname(file))}-step-${step}`);
}

/** That a run can't be saved is said before it has trained for hours. @throws CodedError `write-failed` */
export async function checkSnapshotFolder(options: TrainArguments): Promise<void> {
  if (options.breaks) await checkWritable(snapshotFolder(options, 0));
}

/** Which condition held, and the values it looked at. */
export function hitLines({ step, condition, values }: HitEvent, language: Language): string {
  const words = textOf(language).breakpoints.cli;
  return [
    words.hit(String(step), condition),
    ...Object.entries(values).map(([name, value]) => words.value(name, shownValue(value))),
  ].join('\n');
}

/**
 * Saves a run that stands at a hit. @returns the lines that say so; undefined if there is nothing to save
 * @throws CodedError `write-failed`
 */
export async function saveAtHit(
  session: TrainingSession,
  options: TrainArguments,
  language: Language,
): Promise<string | undefined> {
  const saved = session.savedRun();
  if (!saved || session.state.status !== 'paused') return undefined;
  const words = textOf(language).breakpoints.cli;
  const folder = snapshotFolder(options, stepOf(session.state));
  const { writeSavedRun } = await import('../training/session/saved-run');
  await writeSavedRun(folder, saved);
  return [words.snapshot(folder), words.goOn(shellWord(options.file), shellWord(folder))].join('\n');
}
