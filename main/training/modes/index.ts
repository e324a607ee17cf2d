import type { CompiledModel } from '../model/compiled-model';
import type { Experiment, ExperimentContext } from '../experiment';
import { batchMode } from './batch-mode';
import { generatorMode } from './generator-mode';
import { loopMode } from './loop-mode';
import type { ModeSurroundings, RunMode } from './run-mode';

export type { EndStatus, RunMode, RunObserver, RunOverrides } from './run-mode';

/**
 * Makes an experiment ready to run in its way.
 * @throws CodedError `steps-needed`, or `user-code` if a function of the person's throws
 */
export async function openMode(
  experiment: Experiment,
  models: ReadonlyMap<string, CompiledModel>,
  context: ExperimentContext,
  surroundings: ModeSurroundings,
): Promise<RunMode> {
  const [first] = models.values();
  if ('train' in experiment) return generatorMode(experiment, first!, context, surroundings);
  if ('loop' in experiment) return loopMode(experiment, models, context, surroundings);
  return batchMode(experiment, first!, context, surroundings);
}
