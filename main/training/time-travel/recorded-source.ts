import type { BatchSource } from '../data/batch-source';
import type { Yielded } from '../experiment';
import type { CountedSource } from '../data/counted-source';
import type { Journal } from './journal';

/**
 * Lends the next items, one after the other, until `take` wants no more; they are given again afterwards.
 * @returns whether the data ended
 */
export type Peek = (take: (item: Yielded) => boolean) => Promise<boolean>;

/** A source that can be asked again for what it gave. */
export type SeekableSource = CountedSource & {
  /**
   * Goes to where `taken` items had been given. A sequence is then to be entered at its epoch and passed over up to its
   * batch; a generator gives the next items again.
   * @throws RangeError if they are not kept any more
   */
  seek(taken: number): void;
  /** The smallest `taken` that can be sought. */
  readonly oldest: () => number;
  /** Absent where what was taken is gone. */
  readonly peek?: Peek;
};

/** @returns whether there are no more */
async function lend(next: BatchSource['next'], take: (item: Yielded) => boolean): Promise<boolean> {
  for (;;) {
    const item = await next();
    if (item === undefined) return true;
    if (!take(item)) return false;
  }
}

/** A sequence is read anew. */
function soughtSource(source: BatchSource): SeekableSource {
  let taken = 0;
  let [epoch, batch] = [0, 0];
  const enter = (number: number): void => {
    source.beginEpoch(number);
    [epoch, batch] = [number, 0];
  };
  const { skip, length } = source;
  const enterAt = (place: number): void => {
    enter(epoch);
    skip?.(place);
    batch = place;
  };
  /** Ends with the epoch, after which the data begins anew. */
  const peek: Peek = async (take) => {
    const from = batch;
    enterAt(from);
    let left = (length?.() ?? 0) - from;
    try {
      await lend(async () => (left-- > 0 ? source.next() : undefined), take);
      return false;
    } finally {
      enterAt(from);
    }
  };
  return {
    ...source,
    taken: () => taken,
    oldest: () => 0,
    seek: (place) => {
      taken = place;
    },
    beginEpoch: enter,
    next: async () => {
      const item = await source.next();
      if (item === undefined) return undefined;
      taken += 1;
      batch += 1;
      return item;
    },
    ...(skip && {
      skip: (count) => {
        skip(count);
        batch += count;
      },
      peek,
    }),
  };
}

/** A generator cannot be rewound: what it gave is kept and given again, then it goes on. */
function recordedSource(source: BatchSource, journal: Journal): SeekableSource {
  let taken = 0;
  /** Where the data has ended, as items that were taken. What comes behind was given only because it began anew. */
  const ends = new Set<number>();
  /** The end that it has begun anew at last. */
  let begunAt = -1;
  // What a generator throws while it is looked ahead belongs to the batch that asks for it.
  let thrown: { readonly error: unknown } | undefined;
  const next = async (): Promise<Yielded | undefined> => {
    if (ends.has(taken) && begunAt !== taken) return undefined;
    if (taken < journal.end) return journal.at(taken++) as Yielded;
    if (thrown) throw thrown.error;
    const item = await source.next().catch((error: unknown) => {
      thrown = { error };
      throw error;
    });
    if (item === undefined) {
      ends.add(taken);
      return undefined;
    }
    journal.add(item);
    taken += 1;
    return item;
  };
  const { again } = source;
  return {
    ...source,
    ...(again && {
      again: async () => {
        begunAt = taken;
        if (taken === journal.end) await again();
      },
    }),
    peek: async (take) => {
      const from = taken;
      try {
        return await lend(next, take);
      } finally {
        taken = from;
      }
    },
    askAhead: async () => {
      if (taken === journal.end && !thrown) await source.askAhead();
    },
    taken: () => taken,
    oldest: () => journal.first,
    seek: (place) => {
      if (place < journal.first || place > journal.end) {
        throw new RangeError(`Items are kept from ${journal.first} to ${journal.end}, not from ${place}.`);
      }
      taken = place;
      begunAt = -1;
    },
    next,
  };
}

/** @param journal is used only for a source that cannot be sought; absent: what it gave is gone */
export function seekableSource(source: BatchSource, journal?: Journal): SeekableSource {
  return source.skip || !journal ? soughtSource(source) : recordedSource(source, journal);
}
