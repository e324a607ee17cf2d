import type { BatchGenerator, Sequence, Yielded } from '../experiment';
import { keyedPermutation } from '../random/keyed-permutation';
import { seedsOf } from '../random/key';
import { runUserCode, userCodeError } from '../user-code';
import { CodedError } from '../../contract/errors';
import { notationOf } from '../notation';

/** Where batches come from, one at a time and only when asked for. */
export type BatchSource = {
  /** Batches of an epoch, read anew each time; absent for a plain generator. */
  readonly length?: () => number;
  /** Rows of all these batches, where they are known. */
  readonly rows?: () => number | undefined;
  /** Enters an epoch. A generator runs on where it stood. */
  beginEpoch(epoch: number): void;
  /** @returns undefined when there are no more */
  next(): Promise<Yielded | undefined>;
  /**
   * Asks for the next item before it is wanted; it is kept until then, as is whatever goes wrong with it. Settles once it
   * is there, or once it waits for something else than promises.
   */
  askAhead(): Promise<void>;
  /** Items that were asked for and not given yet. */
  readonly ahead: () => number;
  /** Passes over the next items of the epoch without reading them; absent for a plain generator. */
  readonly skip?: (count: number) => void;
  /** Begins data anew that has ended. Absent where it does not end, or there is no other. */
  readonly again?: () => Promise<void>;
  endEpoch(): Promise<void>;
  /** Lets a generator run its `finally`; may be called twice. */
  close(): Promise<void>;
};

export type SourceOptions = {
  /** Names the person's function in errors. */
  readonly where: 'train' | 'validation' | 'batches' | 'evaluation' | 'prediction';
  readonly seed: number;
  readonly shuffle: boolean;
};

/** Whether the data can be read at any place. */
function isSequence(data: BatchGenerator | Sequence): data is Sequence {
  if (typeof data !== 'object' || data === null) return false;
  return typeof (data as Partial<Sequence>).item === 'function' && typeof (data as Sequence).length === 'number';
}

/**
 * A source over whatever the person's function returned.
 * @throws CodedError `data-form` if it is neither a generator nor a sequence, `wrong-argument` for a length that is none
 */
export function batchSource(data: BatchGenerator | Sequence, options: SourceOptions): BatchSource {
  return isSequence(data) ? sequenceSource(data, options) : generatorSource(data, options);
}

type AnyIterator = Iterator<Yielded> | AsyncIterator<Yielded>;

function iteratorOf(data: BatchGenerator, where: string): AnyIterator {
  if (typeof data !== 'object' || data === null) throw new CodedError('data-form', { where, got: notationOf(data) });
  try {
    if (Symbol.asyncIterator in data) return data[Symbol.asyncIterator]();
    if (Symbol.iterator in data) return data[Symbol.iterator]();
  } catch (error) {
    throw userCodeError(error, { where });
  }
  if (typeof (data as Partial<Iterator<Yielded>>).next === 'function') return data;
  throw new CodedError('data-form', { where, got: notationOf(data) });
}

function generatorSource(data: BatchGenerator, { where }: SourceOptions): BatchSource {
  const iterator = iteratorOf(data, where);
  let isOver = false;
  let ahead: Promise<Yielded | undefined> | undefined;
  const close = async (): Promise<void> => {
    await ahead?.catch(() => undefined);
    if (isOver) return;
    isOver = true;
    await runUserCode({ where }, () => iterator.return?.());
  };
  const asked = async (): Promise<IteratorResult<Yielded>> => {
    try {
      const result: unknown = await runUserCode({ where }, () => iterator.next());
      if (!isResult(result)) throw new CodedError('data-form', { where, got: notationOf(result) });
      return result;
    } catch (error) {
      isOver = true; // a generator that threw has ended
      throw error;
    }
  };
  const ask = async (): Promise<Yielded | undefined> => {
    if (isOver) return undefined;
    const result = await asked();
    if (result.done !== true) return given(await runUserCode({ where }, () => result.value));
    isOver = true;
    return undefined;
  };
  return {
    beginEpoch: () => undefined,
    next: async () => {
      const item = ahead ?? ask();
      ahead = undefined;
      return await item;
    },
    askAhead: () => {
      ahead ??= ask();
      return settling(ahead);
    },
    ahead: () => (ahead ? 1 : 0),
    endEpoch: () => Promise.resolve(),
    close,
  };
}

/** Turns that promises get: chains of a hundred are long. */
const turns = 1000;

/** Waits for a promise as long as it needs nothing but other promises: no message and no timer gets its turn. */
async function settling(promise: Promise<unknown>): Promise<void> {
  let isSettled = false;
  const settled = (): void => void (isSettled = true);
  promise.then(settled, settled);
  for (let turn = 0; turn < turns && !isSettled; turn += 1) await Promise.resolve();
}

/** The end of data is said otherwise: an item that is missing is a mistake. */
function given(item: Yielded | undefined): Yielded {
  if (item === undefined) throw new CodedError('yield-form', { got: notationOf(item) });
  return item;
}

function isResult(value: unknown): value is IteratorResult<Yielded> {
  return typeof value === 'object' && value !== null;
}

function checkLength({ length }: Sequence): void {
  if (Number.isSafeInteger(length) && length >= 0) return;
  throw new CodedError('wrong-argument', { name: 'length', expected: 'integer >= 0', got: String(length) });
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
  checkLength(data);
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
    rows: () => data.rows,
    beginEpoch: (number) => {
      epoch = number;
      try {
        data.onEpochBegin?.(epoch, seed);
      } catch (error) {
        throw userCodeError(error, { where });
      }
      checkLength(data);
      order = undefined;
      position = 0;
      ahead = [];
    },
    next: async () => {
      if (data.length === 0) return undefined;
      const item = given(await (ahead.shift() ?? ask()));
      // The next epoch has another order: nothing is read beyond this one.
      while (ahead.length < (data.ahead ?? 0) && position % data.length !== 0) ahead.push(ask());
      return item;
    },
    askAhead: async () => {
      if (ahead.length === 0 && position % data.length !== 0) ahead.push(ask());
      if (ahead[0]) await settling(ahead[0]);
    },
    ahead: () => ahead.length,
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
