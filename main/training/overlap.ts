/** Batches that are passed over before some are looked at: graphs may have been made for them. */
const passedOver = 3;
const looked = 9;
/** Milliseconds that it has to take to get a batch before it is worth a try. */
const least = 2;
/** The same as a part of getting and training it. */
const leastPart = 0.1;
/** How much of the time has to remain at most for it to pay. */
const mostRemaining = 0.95;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
}

/** What is to be done next: train in another thread, train in this one again, or nothing. */
export type OverlapMove = 'leave' | 'return' | undefined;

/**
 * Finds out whether it pays to train on a batch in another thread while the next one is made in this one. Where making
 * batches takes long it is tried; where the cores have other things to do, nothing is gained, and it is given up.
 */
export class Overlap {
  #got: number[] = [];
  #all: number[] = [];
  /** Milliseconds of a batch in this thread, once it is tried in another one. */
  #before: number | undefined;
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
    if (this.#got.length < passedOver + looked) return undefined;
    const [one, all] = [this.#got, this.#all].map((each) => median(each.slice(passedOver))) as [number, number];
    [this.#got, this.#all] = [[], []];
    if (this.#before === undefined) {
      this.#isDecided = one < least || one / all < leastPart;
      this.#before = all;
      return this.#isDecided ? undefined : 'leave';
    }
    this.#isDecided = true;
    return all > mostRemaining * this.#before ? 'return' : undefined;
  }
}
