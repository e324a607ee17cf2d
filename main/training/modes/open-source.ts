import { batchSource, type BatchSource } from '../data/batch-source';
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
  const opened = async (): Promise<BatchSource> => {
    const data = await runUserCode({ where }, () => open.call(experiment, context));
    return batchSource(data, { where, seed: context.seed, shuffle });
  };
  return seekableSource(repeatable(await opened(), opened), openJournal?.(where));
}

/** A generator that has ended is opened anew; a sequence does not end. */
function repeatable(first: BatchSource, open: () => Promise<BatchSource>): BatchSource {
  if (first.skip) return first;
  let source = first;
  return {
    beginEpoch: (epoch) => source.beginEpoch(epoch),
    next: () => source.next(),
    askAhead: () => source.askAhead(),
    ahead: () => source.ahead(),
    again: async () => {
      await source.close();
      source = await open();
    },
    endEpoch: () => source.endEpoch(),
    close: () => source.close(),
  };
}
