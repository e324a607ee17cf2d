/** Batches that are skipped before some are measured: code is slow at first, and a move rebuilds the graphs. */
const skippedBatches = { atFirst: 21, afterMove: 3 };
const measuredBatches = 9;
/** A try is worth it only if getting a batch takes at least so many milliseconds, */
const leastWait = 2;
/** and at least this share of getting it and training on it. */
const leastWaitShare = 0.1;
/** It pays if a batch then takes at most this share of what it took. */
const mostRemaining = 0.9;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
}

/** What is to be done next: train in another thread, train in this one again, or nothing. */
export type OverlapMove = 'leave' | 'return' | undefined;

/**
 * Finds out whether it pays to train on a batch in another thread while the next one is made in this one. It is tried
 * where making batches takes long. If it gains something it is tried once more, because a run gets faster by itself
 * meanwhile: its code, and the machine, which is busy as long as a window opens. If it gains nothing (the cores are busy
 * otherwise), it is given up.
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

  /** Whether nothing is measured any more. */
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
    const skipped = this.#here === Infinity ? skippedBatches.atFirst : skippedBatches.afterMove;
    if (this.#got.length < skipped + measuredBatches) return undefined;
    const [one, all] = [this.#got, this.#all].map((each) => median(each.slice(skipped))) as [number, number];
    [this.#got, this.#all] = [[], []];
    return this.#isApart ? this.#seenApart(all) : this.#seenHere(one, all);
  }

  #seenHere(one: number, all: number): OverlapMove {
    this.#here = all;
    const isLong = one >= leastWait && one / all >= leastWaitShare;
    const pays = isLong && (this.#tries === 0 || this.#apart <= mostRemaining * all);
    this.#isDecided = !pays;
    if (!pays) return undefined;
    this.#isApart = true;
    return 'leave';
  }

  #seenApart(all: number): OverlapMove {
    this.#apart = all;
    this.#tries += 1;
    const pays = all <= mostRemaining * this.#here;
    const isSure = this.#tries > 1;
    this.#isDecided = !pays || isSure;
    if (pays && isSure) return undefined;
    this.#isApart = false;
    return 'return';
  }
}
