import { join } from 'node:path';
import { saveModel } from '../models';
import { writeSavedRun } from './saved-run';
import type { TrainingSession } from './session';

/** Writes what there is of a run to a folder. @throws CodedError `write-failed` */
export type Save = (folder: string) => Promise<void>;

/** Saves the models of a run, with their optimizers. */
export function savingOfModels(session: TrainingSession): Save {
  return async (folder) => {
    for (const [name, compiled] of session.debugContext().models) await saveModel(compiled, join(folder, name));
  };
}

/** Saves a run where it stands; a custom loop's models. @returns undefined if there is nothing to save */
export function savingOf(session: TrainingSession): Save | undefined {
  if (session.plan.mode === 'loop') return savingOfModels(session);
  const run = session.savedRun();
  return run && ((folder) => writeSavedRun(folder, run));
}
