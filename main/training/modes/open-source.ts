import { batchSource } from '../data/batch-source';
import type { BatchExperiment, ExperimentContext, GeneratorExperiment, Yielded } from '../experiment';
import { seekableSource, type SeekableSource } from '../time-travel/recorded-source';
import { runUserCode } from '../user-code';
import type { ModeSurroundings, RunMode } from './run-mode';

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

/** Lets the first items of a source be looked at before a run, if the run gets them again. */
export function sampling(source: SeekableSource): Pick<RunMode, 'sample'> {
  if (!source.canSeek) return {};
  return {
    sample: async (count) => {
      const items: Yielded[] = [];
      source.beginEpoch(0);
      try {
        while (items.length < Math.min(count, source.length?.() ?? count)) {
          const item = await source.next();
          if (item === undefined) break;
          items.push(item);
        }
      } finally {
        source.seek(0);
      }
      return items;
    },
  };
}
