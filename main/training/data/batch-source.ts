import type { BatchGenerator, Sequence, Yielded } from '../experiment';
import { keyedPermutation } from '../random/keyed-permutation';
import { seedsOf } from '../random/key';
import { runUserCode } from '../user-code';
import { CodedError } from '../../contract/errors';

/** Where batches come from, one at a time and only when asked for. */
export type BatchSource = {
  /** Batches of an epoch, read anew each time; absent for a plain generator. */
  readonly length?: () => number;
  /** Enters an epoch. A generator runs on where it stood. */
  beginEpoch(epoch: number): void;
  /** @returns undefined when there are no more */
  next(): Promise<Yielded | undefined>;
  /** Passes over the next items of the epoch without reading them; absent for a plain generator. */
  readonly skip?: (count: number) => void;
  endEpoch(): Promise<void>;
  /** Lets a generator run its `finally`; may be called twice. */
  close(): Promise<void>;
};

export type SourceOptions = {
  /** Names the person's function in errors. */
  readonly where: 'train' | 'validation' | 'batches';
  readonly seed: number;
  readonly shuffle: boolean;
};

/** Whether the data can be read at any place. */
export function isSequence(data: BatchGenerator | Sequence): data is Sequence {
  return typeof (data as Partial<Sequence>).item === 'function' && typeof (data as Sequence).length === 'number';
}

/**
 * A source over whatever the person's function returned.
 * @throws CodedError `yield-form` if it is neither a generator nor a sequence
 */
export function batchSource(data: BatchGenerator | Sequence, options: SourceOptions): BatchSource {
  return isSequence(data) ? sequenceSource(data, options) : generatorSource(data, options);
}

function iteratorOf(data: BatchGenerator): Iterator<Yielded> | AsyncIterator<Yielded> {
  if (typeof data !== 'object' || data === null) throw new CodedError('yield-form', { got: String(data) });
  if (Symbol.asyncIterator in data) return data[Symbol.asyncIterator]();
  if (Symbol.iterator in data) return data[Symbol.iterator]();
  if (typeof (data as Partial<Iterator<Yielded>>).next === 'function') return data;
  throw new CodedError('yield-form', { got: `{ ${Object.keys(data).join(', ')} }` });
}

function generatorSource(data: BatchGenerator, { where }: SourceOptions): BatchSource {
  const iterator = iteratorOf(data);
  let isOver = false;
  const close = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await runUserCode({ where }, () => iterator.return?.());
  };
  return {
    beginEpoch: () => undefined,
    next: async () => {
      if (isOver) return undefined;
      try {
        const result = await runUserCode({ where }, () => iterator.next());
        if (result.done !== true) return result.value;
        isOver = true;
        return undefined;
      } catch (error) {
        isOver = true; // a generator that threw has ended
        throw error;
      }
    },
    endEpoch: () => Promise.resolve(),
    close,
  };
}

/**
 * The order of an epoch depends on seed and epoch alone, so that it can be entered at any batch. What is read ahead is
 * not lost when the run stands still or ends: it would be read again.
 */
function sequenceSource(data: Sequence, options: SourceOptions): BatchSource {
  const { where, seed } = options;
  const isShuffled = options.shuffle && !data.isShuffled;
  let order: Int32Array | undefined;
  let epoch = 0;
  let position = 0;
  let ahead: Promise<Yielded>[] = [];
  const ask = (): Promise<Yielded> => {
    const { length } = data;
    if (isShuffled) order ??= keyedPermutation(length, seedsOf(seed, 'order', epoch));
    const at = position++ % length;
    const index = order?.[at] ?? at;
    const item = runUserCode({ where }, () => data.item(index));
    item.catch(() => undefined); // said when the item is asked for
    return item;
  };
  return {
    length: () => data.length,
    beginEpoch: (number) => {
      epoch = number;
      data.onEpochBegin?.(epoch, seed);
      order = undefined;
      position = 0;
      ahead = [];
    },
    next: async () => {
      if (data.length === 0) return undefined;
      const item = await (ahead.shift() ?? ask());
      // The next epoch has another order: nothing is read beyond this one.
      while (ahead.length < (data.ahead ?? 0) && position % data.length !== 0) ahead.push(ask());
      return item;
    },
    skip: (count) => {
      position += count;
    },
    endEpoch: () => runUserCode({ where }, () => data.onEpochEnd?.()),
    close: async () => {
      await Promise.allSettled(ahead);
      ahead = [];
      await runUserCode({ where }, () => data.close?.());
    },
  };
}
