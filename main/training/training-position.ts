import type { BatchSource } from './data/batch-source';
import type { PlainData } from './experiment';
import type { ModelState } from './state';

/** All that a training by generator goes on from. */
export type TrainingState = {
  readonly model: ModelState;
  /** The batch to be trained next, zero-based. */
  readonly epoch: number;
  readonly batch: number;
  /** Items taken from the sources so far: a plain generator is passed over up to there. */
  readonly taken: { readonly train: number; readonly validation: number };
  readonly isStopped: boolean;
  /** By place in the list of callbacks. */
  readonly callbacks: readonly PlainData[];
};

/** A source that knows how many items were taken from it, so that another can be brought to the same place. */
export type CountedSource = BatchSource & { readonly taken: () => number };

/** Counts what is taken from a source. */
export function counted(source: BatchSource): CountedSource {
  let taken = 0;
  return {
    ...source,
    taken: () => taken,
    next: async () => {
      const item = await source.next();
      if (item !== undefined) taken += 1;
      return item;
    },
  };
}

/** Passes over items: of the epoch for a sequence, of all for a generator. */
export async function passOver(source: BatchSource, count: number): Promise<void> {
  if (source.skip) return source.skip(count);
  for (let passed = 0; passed < count; passed += 1) if ((await source.next()) === undefined) return;
}
