import { tidy } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import { checkArguments, functionOf, integerFrom, isRecord, type ArgumentRules } from '../check-arguments';
import type { Sequence, Yielded } from '../experiment';
import { notationOf } from '../notation';
import { seedsOf } from '../random/key';
import { keyedPermutation } from '../random/keyed-permutation';
import { joinItems, withoutTensors, type WithoutTensors } from './join-items';
import { carryRowIds, joinRowIds } from './row-ids';

/** A sequence of one kind of item. */
export type SequenceOf<Item extends Yielded> = Omit<Sequence, 'item'> & {
  item(index: number): Item | Promise<Item>;
};

type Key = readonly [seed: number, epoch: number];
type Changes<Item extends Yielded> = {
  readonly length?: () => number;
  readonly rows?: () => number | undefined;
  readonly item?: (index: number) => Item | Promise<Item>;
  readonly isShuffled?: boolean;
  readonly ahead?: number;
};

/** What `map` is given. */
const changing = '(item, index) => item';

const rules: ArgumentRules = {
  source: {
    expected: '{ length, item(index) }',
    accepts: (value) => isRecord(value) && typeof value['item'] === 'function' && typeof value['length'] === 'number',
  },
  change: functionOf(changing),
};

function checkCount(what: string, count: number): void {
  checkArguments({ [what]: count }, { [what]: integerFrom(1) }, [what]);
}

/**
 * A sequence of batches from which others are made. Each is read as it is asked for, at any place and in any order; its
 * order depends on the run's seed and the epoch alone.
 */
export class Dataset<Item extends Yielded = Yielded> {
  readonly #source: SequenceOf<Item>;
  #key: Key = [0, 0];

  constructor(source: SequenceOf<Item>) {
    this.#source = source;
  }

  /** Items of one pass. */
  get length(): number {
    return this.#source.length;
  }

  /** Rows of all items, if they are known. */
  get rows(): number | undefined {
    return this.#source.rows;
  }

  /** Whether the items come in a shuffled order already. */
  get isShuffled(): boolean {
    return this.#source.isShuffled ?? false;
  }

  /** Items that are read before they are asked for. */
  get ahead(): number {
    return this.#source.ahead ?? 0;
  }

  /** The item at a place of the epoch's order. */
  item(index: number): Item | Promise<Item> {
    return this.#source.item(index);
  }

  /** Enters an epoch: what is shuffled gets its order. */
  onEpochBegin(epoch: number, seed: number): void {
    this.#key = [seed, epoch];
    this.#source.onEpochBegin?.(epoch, seed);
  }

  /** Tells the source that an epoch is over. */
  onEpochEnd(): void | Promise<void> {
    return this.#source.onEpochEnd?.();
  }

  /** Gives open files free; they are opened again if an item is asked for. */
  close(): void | Promise<void> {
    return this.#source.close?.();
  }

  /**
   * Changes each item. Tensors that `change` makes end with it: in what it gives they become arrays.
   * @param change must not be async
   * @throws CodedError `wrong-argument` if it is no function
   */
  map<const Changed extends Yielded>(
    change: (item: Item, index: number) => Changed,
  ): Dataset<WithoutTensors<Changed> & Yielded> {
    checkArguments({ change }, rules, ['change']);
    return this.#then({
      item: async (index) => {
        const item = await this.item(index);
        let changed: unknown;
        tidy(() => {
          const result: unknown = change(item, index);
          if (result instanceof Promise) {
            throw new CodedError('wrong-result', { name: 'map', expected: changing, got: notationOf(result) });
          }
          changed = withoutTensors(result);
        });
        const result = changed as WithoutTensors<Changed> & Yielded;
        if (typeof result === 'object' && result !== null) carryRowIds(item, result);
        return result;
      },
    });
  }

  /** Joins the rows of `count` items that follow each other into one; the last may hold fewer. */
  batch(count: number): Dataset<Item> {
    checkCount('batch', count);
    const source = this.#source;
    return this.#then({
      length: () => Math.ceil(source.length / count),
      item: async (index) => {
        const items: Item[] = [];
        const last = Math.min((index + 1) * count, source.length);
        for (let each = index * count; each < last; each += 1) items.push(await source.item(each));
        const joined = joinItems(items);
        joinRowIds(items, joined);
        return joined;
      },
    });
  }

  /**
   * Mixes the items within windows of `window` that follow each other, anew in each epoch. The larger the window, the
   * better they are mixed and the more places of the source lie between two reads.
   */
  shuffle(window: number): Dataset<Item> {
    checkCount('shuffle', window);
    let order: { readonly window: number; readonly key: Key; readonly places: Int32Array } | undefined;
    return this.#then({
      isShuffled: true,
      item: (index) => {
        const at = Math.floor(index / window);
        if (order?.window !== at || order.key !== this.#key) {
          const [seed, epoch] = this.#key;
          const size = Math.min(window, this.length - at * window);
          order = { window: at, key: this.#key, places: keyedPermutation(size, seedsOf(seed, 'window', epoch, at)) };
        }
        return this.item(at * window + order.places[index - at * window]!);
      },
    });
  }

  /** Only the first `count` items of each pass. */
  take(count: number): Dataset<Item> {
    checkCount('take', count);
    return this.#then({
      length: () => Math.min(count, this.length),
      rows: () => (count < this.length ? undefined : this.rows),
    });
  }

  /** Begins to read the next `count` items while one is trained on. None of them is lost: they are read again. */
  prefetch(count: number): Dataset<Item> {
    checkCount('prefetch', count);
    return this.#then({ ahead: count });
  }

  /** This dataset with something changed; whatever is not said stays. */
  #then<Other extends Yielded = Item>(changes: Changes<Other>): Dataset<Other> {
    const { length = () => this.length, item = (index: number) => this.item(index) as unknown as Other } = changes;
    const { rows = () => this.rows } = changes;
    return new Dataset<Other>({
      get length() {
        return length();
      },
      get rows() {
        return rows();
      },
      item,
      isShuffled: changes.isShuffled ?? this.isShuffled,
      ahead: changes.ahead ?? this.ahead,
      onEpochBegin: (epoch, seed) => this.onEpochBegin(epoch, seed),
      onEpochEnd: () => this.onEpochEnd(),
      close: () => this.close(),
    });
  }
}

/**
 * Makes a dataset of a sequence, so that it can be mapped, batched, shuffled, cut and prefetched.
 * @throws CodedError `wrong-argument` if it is none
 */
export function dataset<Item extends Yielded>(source: SequenceOf<Item>): Dataset<Item> {
  checkArguments({ source }, rules, ['source']);
  return new Dataset(source);
}
