import { CodedError } from '../../contract/errors';
import { BatchFiles } from '../debug/replay/batch-files';
import { disposeModel } from '../dispose-model';
import { buildModels } from '../model/build-models';
import type { CompiledModel } from '../model/compiled-model';
import { openMode } from '../modes';
import { HistoryFiles } from '../time-travel/history-files';
import { planOf } from './run-plan';
import { restoreModels, seedOf } from './saved-run';
import { TrainingSession } from './session';
import { surroundingsOf, type SessionOptions, type Surroundings } from './session-options';

/**
 * Builds the models of an experiment and opens its data, up to the state `ready`.
 * @throws CodedError if a function of the person's throws or gives something that can't be trained; no tensors of the models
 * are left then
 */
export async function createSession(options: SessionOptions): Promise<TrainingSession> {
  const { experiment, run } = options;
  const seed = seedOf(run.seed, options.resume, experiment.seed);
  const surroundings = surroundingsOf(seed);
  const models = await buildModels(experiment, surroundings.context, run.eager);
  const files = options.history && new HistoryFiles(options.history);
  try {
    return await openSession(options, { models, files, surroundings });
  } catch (error) {
    surroundings.abort.abort();
    files?.dispose();
    for (const compiled of models.values()) disposeModel(compiled);
    throw error;
  }
}

type Built = {
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly files: HistoryFiles | undefined;
  readonly surroundings: Surroundings;
};

/** Opens the data for models, and a session on both. */
async function openSession(options: SessionOptions, built: Built): Promise<TrainingSession> {
  const { experiment, file, run, threads, versions, resume } = options;
  const { models, files, surroundings } = built;
  const mode = await openMode(experiment, models, surroundings.context, {
    overrides: run,
    ...(files && { openJournal: (name) => files.openJournal(name) }),
  });
  if (resume) {
    if (!mode.resume) throw new CodedError('resume-loop', {});
    restoreModels(models, resume);
    await mode.resume(resume.position);
  }
  const batchFiles = new BatchFiles();
  await batchFiles.prepare(options.edits ?? [], resume);
  const { seed } = surroundings.context;
  const plan = planOf({ experiment, file, seed, threads, versions, models, length: mode.length });
  return new TrainingSession({ options, models, mode, plan, surroundings, files, batchFiles });
}
