import { batchSource } from '../data/batch-source';
import type { BatchExperiment, ExperimentContext, GeneratorExperiment } from '../experiment';
import { seekableSource, type SeekableSource } from '../time-travel/recorded-source';
import { runUserCode } from '../user-code';
import type { ModeSurroundings } from './run-mode';

/** Asks the person's function for its data; a generator's own code does not run before its first batch. */
export async function openSource(
  where: 'train' | 'validation' | 'batches',
  experiment: GeneratorExperiment | BatchExperiment,
  context: ExperimentContext,
  openJournal: ModeSurroundings['openJournal'],
): Promise<SeekableSource> {
  const open = (experiment as { readonly [name: string]: unknown })[where] as GeneratorExperiment['train'];
  const shuffle = where !== 'validation' && (!('train' in experiment) || (experiment.shuffle ?? true));
  const data = await runUserCode({ where }, () => open.call(experiment, context));
  return seekableSource(batchSource(data, { where, seed: context.seed, shuffle }), openJournal?.(where));
}
