import { CodedError, type ErrorValues } from '../../contract/errors';
import type { Yielded } from '../experiment';
import type { BatchSource } from './batch-source';

/** A source that knows how many items were taken from it, so that another can be brought to the same place. */
export type CountedSource = BatchSource & {
  readonly taken: () => number;
  /** Goes back or forth to where so many had been taken, if it can. */
  readonly seek?: (taken: number) => void;
};

/** Counts what is taken from a source; a source that counts already is returned as it is. */
export function counted(source: BatchSource | CountedSource): CountedSource {
  if ('taken' in source) return source;
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

/**
 * How many batches to take from a source: as many as were asked for, else the length of a sequence.
 * @param which the argument that a plain generator needs
 * @throws CodedError `steps-needed`
 */
export function stepsOf(
  given: number | undefined,
  source: Pick<BatchSource, 'length'>,
  which: ErrorValues['steps-needed']['which'],
): number {
  const steps = given ?? source.length?.();
  if (steps === undefined) throw new CodedError('steps-needed', { which });
  return steps;
}

type Beginning = Pick<BatchSource, 'next' | 'again'>;

/** The next item, of data that may begin anew where it has ended. */
export function nextOf(source: Beginning, repeats: boolean): Promise<Yielded | undefined> {
  return repeats ? nextOrFirst(source) : source.next();
}

async function nextOrFirst(source: Beginning): Promise<Yielded | undefined> {
  const item = await source.next();
  if (item !== undefined || !source.again) return item;
  await source.again();
  return source.next();
}

/**
 * Passes over items: of the epoch for a sequence, of all for a generator. They were given before: data that ends on the way
 * had begun anew there, whether or not it is to do so again.
 */
export async function passOver(source: BatchSource, count: number): Promise<void> {
  if (source.skip) return source.skip(count);
  for (let passed = 0; passed < count; passed += 1) if ((await nextOf(source, true)) === undefined) return;
}
