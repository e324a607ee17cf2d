import { tmpdir } from 'node:os';
import { basename, extname, resolve } from 'node:path';
import { reportOf, type ErrorReport } from '../contract/errors';
import { stepOf } from '../contract/run-state';
import { errorLine, textOf, type Language } from '../contract/text';
import { checkWritable, leavingNoFolder } from '../files/folders';
import { freePath } from '../files/free-name';
import type { Save } from '../training/session/saving';
import type { TrainingSession } from '../training/session/session';
import type { TrainArguments } from './arguments';
import { shellWord } from './shell-word';

const ownName = ({ file }: TrainArguments, step: number): string => `${basename(file, extname(file))}-step-${step}`;

/** Where a run that was stopped is saved: what was saved before stays, unless it is named. */
function snapshotFolder(options: TrainArguments, step: number): string {
  return options.snapshot === undefined ? freePath(resolve(ownName(options, step))) : resolve(options.snapshot);
}

/**
 * Tries before anything is trained whether the run can be saved. Where that was asked for it has to be, else it is good to know.
 * @returns a warning, if there is one
 * @throws CodedError `write-failed`
 */
export async function checkSnapshotFolder(options: TrainArguments, language: Language): Promise<string | undefined> {
  try {
    await checkWritable(snapshotFolder(options, 0));
    return undefined;
  } catch (error) {
    if (options.breaks || options.snapshot !== undefined) throw error;
    return textOf(language).cli.unsavable(errorLine(reportOf(error), language));
  }
}

/** The words that go on with a saved run as it was begun. */
function wordsOfResuming({ file, ...options }: TrainArguments, folder: string): string {
  const valueOf = (name: string, value: string | number | undefined): readonly string[] =>
    value === undefined ? [] : [name, shellWord(String(value))];
  return [
    shellWord(file),
    ...valueOf('--resume', folder),
    ...valueOf('--epochs', options.epochs),
    ...valueOf('--steps-per-epoch', options.stepsPerEpoch),
    ...valueOf('--edits', options.edits),
    ...valueOf('--log', options.log),
    ...(options.eager ? ['--eager'] : []),
  ].join(' ');
}

/** What was saved. */
export type Saved = {
  /** Where, and how to go on. */
  readonly lines: string;
  /** Why it is not where it was to be. */
  readonly trouble?: ErrorReport;
};

/** Loaded only now: it brings TensorFlow.js along. */
const saving = () => import('../training/session/saving');

/**
 * Saves in a folder; where that can't be written, a full disk say, what was trained is not to be lost: it goes to the folder
 * for temporary files.
 * @param name of the folder there
 * @param linesOf say where it is
 * @throws CodedError `write-failed` if neither can be written
 */
async function saveSomewhere(
  save: Save,
  folder: string,
  name: string,
  linesOf: (where: string) => string,
): Promise<Saved> {
  try {
    await leavingNoFolder(folder, () => save(folder));
    return { lines: linesOf(folder) };
  } catch (error) {
    const other = freePath(resolve(tmpdir(), name));
    try {
      await leavingNoFolder(other, () => save(other));
    } catch {
      throw error;
    }
    return { lines: linesOf(other), trouble: reportOf(error) };
  }
}

/**
 * Saves a run where it stands; a custom loop's models.
 * @param words say where it is
 * @returns undefined if there is nothing to save
 * @throws CodedError `write-failed`
 */
export async function saveWhereItStands(
  session: TrainingSession,
  options: TrainArguments,
  language: Language,
  words: (folder: string) => string = textOf(language).cli.saved,
): Promise<Saved | undefined> {
  const save = session.state.status === 'paused' ? (await saving()).savingOf(session) : undefined;
  if (!save) return undefined;
  const step = stepOf(session.state);
  const folder = snapshotFolder(options, step);
  const linesOf = (where: string): string => {
    if (session.plan.mode === 'loop') return textOf(language).cli.savedModels(where);
    return [words(where), textOf(language).breakpoints.cli.goOn(wordsOfResuming(options, where))].join('\n');
  };
  return saveSomewhere(save, folder, ownName(options, step), linesOf);
}

/**
 * Saves the models, with their optimizers, of a run that can't go on: it failed within a batch or between two, from where
 * no run is repeated. They get a folder of their own, in that for saved runs if one is named.
 * @throws CodedError `write-failed`
 */
export async function saveModelsOf(
  session: TrainingSession,
  options: TrainArguments,
  language: Language,
): Promise<Saved> {
  const name = ownName(options, stepOf(session.state));
  const folder = freePath(resolve(options.snapshot ?? '', name));
  return saveSomewhere((await saving()).savingOfModels(session), folder, name, textOf(language).cli.savedTrained);
}
