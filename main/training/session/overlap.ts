/** Batches that are passed over before some are looked at: code is slow at first, and a move makes the graphs anew. */
const passedOver = { atFirst: 21, afterMove: 3 };
const looked = 9;
/** Milliseconds that it has to take to get a batch before it is worth a try. */
const least = 2;
/** The same as a part of getting and training it. */
const leastPart = 0.1;
/** How much of the time has to remain at most for it to pay. */
const mostRemaining = 0.9;
/** Where no more than that remains, it is no accident. */
const clearlyLess = 0.75;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
}

/** What is to be done next: train in another thread, train in this one again, or nothing. */
export type OverlapMove = 'leave' | 'return' | undefined;

/**
 * Finds out whether it pays to train on a batch in another thread while the next one is made in this one. Where making
 * batches takes long it is tried, and where little is gained tried once more, as a run becomes quicker by itself in the
 * meantime. Where the cores have other things to do, nothing is gained, and it is given up.
 */
export class Overlap {
  #got: number[] = [];
  #all: number[] = [];
  /** Milliseconds of a batch, as they were last in this thread and in another one. */
  #here = Infinity;
  #apart = Infinity;
  #isApart = false;
  #tries = 0;
  #isDecided = false;

  /** Nothing more is looked at. */
  get isDecided(): boolean {
    return this.#isDecided;
  }

  /**
   * @param got milliseconds that were waited for a batch
   * @param trained milliseconds that training on it took
   */
  observe(got: number, trained: number): OverlapMove {
    if (this.#isDecided) return undefined;
    this.#got.push(got);
    this.#all.push(got + trained);
    const skipped = this.#here === Infinity ? passedOver.atFirst : passedOver.afterMove;
    if (this.#got.length < skipped + looked) return undefined;
    const [one, all] = [this.#got, this.#all].map((each) => median(each.slice(skipped))) as [number, number];
    [this.#got, this.#all] = [[], []];
    return this.#isApart ? this.#seenApart(all) : this.#seenHere(one, all);
  }

  #seenHere(one: number, all: number): OverlapMove {
    this.#here = all;
    const pays = this.#tries === 0 ? one >= least && one / all >= leastPart : this.#apart <= mostRemaining * all;
    this.#isDecided = !pays;
    if (!pays) return undefined;
    this.#isApart = true;
    return 'leave';
  }

  #seenApart(all: number): OverlapMove {
    this.#apart = all;
    this.#tries += 1;
    const pays = all <= mostRemaining * this.#here;
    const isSure = this.#tries > 1 || all <= clearlyLess * this.#here;
    this.#isDecided = !pays || isSure;
    if (pays && isSure) return undefined;
    this.#isApart = false;
    return 'return';
  }
}
