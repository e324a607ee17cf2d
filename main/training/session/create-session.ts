import { CodedError } from '../../contract/errors';
import { BatchFiles } from '../debug/replay/batch-files';
import { buildModels } from '../model/build-models';
import { openMode } from '../modes';
import { HistoryFiles } from '../time-travel/history-files';
import { planOf } from './run-plan';
import { restoreModels, seedOf } from './saved-run';
import { TrainingSession } from './session';
import { surroundingsOf, type SessionOptions } from './session-options';

/**
 * Builds the models of an experiment and opens its data, up to the state `ready`.
 * @throws CodedError if a function of the person's throws or gives something that can't be trained
 */
export async function createSession(options: SessionOptions): Promise<TrainingSession> {
  const { experiment, file, run, threads, versions } = options;
  const seed = seedOf(run.seed, options.resume, experiment.seed);
  const surroundings = surroundingsOf(seed);
  const models = await buildModels(experiment, surroundings.context, run.eager);
  const files = options.history && new HistoryFiles(options.history);
  const mode = await openMode(experiment, models, surroundings.context, {
    overrides: run,
    ...(files && { openJournal: (name) => files.openJournal(name) }),
  });
  if (options.resume) {
    if (!mode.resume) throw new CodedError('resume-loop', {});
    restoreModels(models, options.resume);
    await mode.resume(options.resume.position);
  }
  const batchFiles = new BatchFiles();
  await batchFiles.prepare(options.edits ?? [], options.resume);
  const plan = planOf({ experiment, file, seed, threads, versions, models, length: mode.length });
  return new TrainingSession({ options, models, mode, plan, surroundings, files, batchFiles });
}
