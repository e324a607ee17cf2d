import type { BatchSource } from '../data/batch-source';
import type { Yielded } from '../experiment';
import type { CountedSource } from '../training-position';
import type { Journal } from './journal';

/** A source that can be asked again for what it gave. */
export type SeekableSource = CountedSource & {
  /**
   * Goes to where `taken` items had been given. A sequence is then to be entered at its epoch and passed over up to its
   * batch; a generator gives the next items again.
   * @throws RangeError if they are not kept any more
   */
  seek(taken: number): void;
  /** Whether what was taken can be had again. */
  readonly canSeek: boolean;
  /** The smallest `taken` that can be sought. */
  readonly oldest: () => number;
};

/** A sequence is read anew. */
function soughtSource(source: BatchSource): SeekableSource {
  let taken = 0;
  return {
    ...source,
    taken: () => taken,
    canSeek: source.skip !== undefined,
    oldest: () => 0,
    seek: (place) => {
      taken = place;
    },
    next: async () => {
      const item = await source.next();
      if (item !== undefined) taken += 1;
      return item;
    },
  };
}

/** A generator cannot be rewound: what it gave is kept and given again, then it goes on. */
function recordedSource(source: BatchSource, journal: Journal): SeekableSource {
  let taken = 0;
  return {
    ...source,
    taken: () => taken,
    canSeek: true,
    oldest: () => journal.first,
    seek: (place) => {
      if (place < journal.first || place > journal.end) {
        throw new RangeError(`Items are kept from ${journal.first} to ${journal.end}, not from ${place}.`);
      }
      taken = place;
    },
    next: async () => {
      if (taken < journal.end) return journal.at(taken++) as Yielded;
      const item = await source.next();
      if (item === undefined) return undefined;
      journal.add(item);
      taken += 1;
      return item;
    },
  };
}

/** @param journal is used only for a source that cannot be sought; absent: what it gave is gone */
export function seekableSource(source: BatchSource, journal?: Journal): SeekableSource {
  return source.skip || !journal ? soughtSource(source) : recordedSource(source, journal);
}
