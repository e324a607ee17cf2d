import { concat, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../model/compiled-model';
import type { Yielded } from '../experiment';
import { nextOf, passOver, type CountedSource } from './counted-source';
import { prepareBatch } from './prepare-batch';
import { disposeBatch, type PreparedBatch } from './prepared-batch';
import { putRowIds, sliceRowIds, type RowIds } from './row-ids';
import { partsOfYield } from './yielded';

/** Rows of an item, first included, last not. */
type Piece = { readonly of: PreparedBatch; readonly first: number; readonly last: number };
/** An item whose first rows are given already. */
type Rest = { readonly of: PreparedBatch; used: number };

/** How much of an epoch is used where items are not batches: whole items, and rows of the next one. */
export type CutPlace = { readonly items: number; readonly rows: number };

/** How many batches make an epoch: the present one, and those after it. */
export type EpochLengths = { readonly ofThis: number; readonly ofNext: number };

/**
 * Gives items as they come or, where a batch size was set while training, their rows in batches of that size. Rows keep
 * their order, and none is lost or given twice: an epoch has the same rows however they are cut, its last batch may be
 * smaller, and what is left of an item when the size changes begins the next batch.
 */
export class CutSource {
  readonly #source: CountedSource;
  readonly #compiled: CompiledModel;
  #rest: Rest | undefined;
  #items = 0;
  /** Items of the epoch. */
  #limit: () => number = () => Infinity;
  /** Rows of the next item that were given before the training came here. */
  #skipped = 0;
  #rowsOfItem: number | undefined;
  #given: readonly (Tensor | undefined)[] = [];

  constructor(source: CountedSource, compiled: CompiledModel) {
    this.#source = source;
    this.#compiled = compiled;
  }

  /** Items of an epoch, read anew each time; absent for a plain generator. */
  get length(): (() => number) | undefined {
    return this.#source.length;
  }

  /** Whether the epoch has given all its rows. */
  get isOver(): boolean {
    return this.#items >= this.#limit();
  }

  /** Asks for the next item before it is wanted; absent where the next epoch begins with it, or rows are cut. */
  get askAhead(): (() => Promise<void>) | undefined {
    const isCut =
      this.#compiled.settings.batches.batchSize !== undefined || this.#rest !== undefined || this.#skipped > 0;
    return isCut || this.isOver ? undefined : () => this.#source.askAhead();
  }

  /** Items that were given as a whole since the run began. */
  taken(): number {
    return this.#source.taken() - (this.#rest ? 1 : 0);
  }

  /** How far the epoch is used up; undefined where each of its `batches` was a whole item. */
  cut(batches: number): CutPlace | undefined {
    const rows = this.#rest?.used ?? this.#skipped;
    return rows === 0 && this.#items === batches ? undefined : { items: this.#items, rows };
  }

  /**
   * Enters an epoch, at its beginning or within.
   * @param items how many make the epoch
   * @param batch batches that were given of it
   */
  async beginEpoch(epoch: number, items: () => number, batch = 0, cut?: CutPlace): Promise<void> {
    this.#drop();
    this.#source.beginEpoch(epoch);
    this.#items = cut?.items ?? batch;
    this.#skipped = cut?.rows ?? 0;
    this.#limit = items;
    if (this.#source.length && this.#items > 0) await passOver(this.#source, this.#items);
  }

  /** @returns undefined when there are no more */
  async next(): Promise<Yielded | undefined> {
    this.#endGiven();
    const { batchSize } = this.#compiled.settings.batches;
    if (batchSize === undefined && !this.#rest && this.#skipped === 0) {
      const item = await this.#take();
      if (item !== undefined) this.#items += 1;
      return item;
    }
    const pieces: Piece[] = [];
    const ended: PreparedBatch[] = [];
    try {
      await this.#collect(batchSize, pieces, ended);
      return pieces.length > 0 ? this.#join(pieces) : undefined;
    } finally {
      for (const item of ended) disposeBatch(item);
    }
  }

  /** Batches that the epoch has in all, with `batches` of them given, and those of a whole epoch from now on. */
  lengths(batches: number): EpochLengths {
    const { batchSize } = this.#compiled.settings.batches;
    const limit = this.#limit();
    const each = this.#rowsOfItem;
    if (batchSize === undefined || each === undefined) return { ofThis: batches + limit - this.#items, ofNext: limit };
    const known = this.#source.length?.() === limit ? this.#source.rows?.() : undefined;
    const all = known ?? each * limit;
    const gone = this.#items * each + (this.#rest?.used ?? this.#skipped);
    const left = this.isOver ? 0 : Math.ceil(Math.max(0, all - gone) / batchSize);
    return { ofThis: batches + left, ofNext: Math.ceil(all / batchSize) };
  }

  endEpoch(): Promise<void> {
    return this.#source.endEpoch();
  }

  /** Passes over items of a new process's data that were taken in another one. */
  passOver(count: number): Promise<void> {
    return passOver(this.#source, count);
  }

  /** Goes to where so many items had been taken; an epoch is to be entered then. @throws RangeError */
  seek(taken: number): void {
    this.#drop();
    this.#source.seek?.(taken);
  }

  close(): Promise<void> {
    this.#drop();
    return this.#source.close();
  }

  #take(): Promise<Yielded | undefined> {
    return nextOf(this.#source, this.#compiled.settings.batches.repeats);
  }

  async #collect(batchSize: number | undefined, pieces: Piece[], ended: PreparedBatch[]): Promise<void> {
    let missing = batchSize ?? Infinity;
    while (missing > 0 && !this.isOver) {
      this.#rest ??= await this.#pull();
      const rest = this.#rest;
      if (!rest || (pieces[0] && !areAlike(pieces[0].of, rest.of))) return;
      const first = rest.used;
      const last = Math.min(rest.of.rows, first + missing);
      pieces.push({ of: rest.of, first, last });
      missing -= last - first;
      rest.used = last;
      if (last < rest.of.rows) return;
      ended.push(rest.of);
      this.#rest = undefined;
      this.#items += 1;
      // What is left of an item is a batch of its own where items come as they are.
      if (batchSize === undefined) return;
    }
  }

  async #pull(): Promise<Rest | undefined> {
    const item = await this.#take();
    if (item === undefined) return undefined;
    // Class weights and NaN are the business of whoever trains on the rows.
    const of = prepareBatch(this.#compiled, partsOfYield(item), { allowNotFinite: true });
    const used = Math.min(this.#skipped, of.rows - 1);
    this.#skipped = 0;
    this.#rowsOfItem = Math.max(of.rows, this.#rowsOfItem ?? 0);
    return { of, used };
  }

  #join(pieces: readonly Piece[]): Yielded {
    const [{ of }] = pieces as [Piece];
    const cut = (part: (item: PreparedBatch) => Tensor): Tensor =>
      tidy(() => {
        const parts = pieces.map((piece) => part(piece.of).slice(piece.first, piece.last - piece.first));
        return parts.length === 1 ? parts[0]! : concat(parts, 0);
      });
    const xs = of.xs.map((_, index) => cut(({ xs }) => xs[index]!));
    const ys = of.ys.map((_, index) => cut((item) => item.ys[index]!));
    const weights = of.weights.flatMap((each, index) =>
      each ? [[this.#compiled.outputs[index]!.name, cut((item) => item.weights[index]!)] as const] : [],
    );
    this.#given = [...xs, ...ys, ...weights.map(([, each]) => each)];
    const ids = idsOf(pieces);
    if (ids) putRowIds(xs, ids);
    return { xs, ys, ...(weights.length > 0 && { sampleWeight: Object.fromEntries(weights) }) };
  }

  #endGiven(): void {
    for (const tensor of this.#given) tensor?.dispose();
    this.#given = [];
  }

  #drop(): void {
    this.#endGiven();
    if (this.#rest) disposeBatch(this.#rest.of);
    this.#rest = undefined;
  }
}

/** Rows of other shapes, such as longer sequences, can't stand in one batch: the one before ends with them. */
function areAlike(a: PreparedBatch, b: PreparedBatch): boolean {
  const shapes = ({ xs, ys, weights }: PreparedBatch): string =>
    JSON.stringify([xs, ys, weights].map((part) => part.map((each) => each && [each.dtype, each.shape.slice(1)])));
  return shapes(a) === shapes(b);
}

function idsOf(pieces: readonly Piece[]): RowIds | undefined {
  const ids = pieces.map(({ of, first, last }) => of.rowIds && sliceRowIds(of.rowIds, first, last));
  return ids.every((each) => each !== undefined) ? ids.flat() : undefined;
}
