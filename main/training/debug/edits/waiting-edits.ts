import type { Edit, EditRecord } from '../../../contract/debug/edits';

/** An edit that is to be made, with what it will be recorded with. */
export type Wish = Pick<EditRecord, 'id' | 'model' | 'undoes' | 'inside'> & { readonly edit: Edit };

export type WaitingParts = {
  /** Completed updates. */
  readonly step: () => number;
  /** Whether the run stands inside a step. */
  readonly isInside: () => boolean;
  /** Whether a batch was let go since the last update. */
  readonly hasDiscarded: () => boolean;
};

/** An edit that waits, and the updates that were done where it was asked for. */
type Waiting = { readonly wish: Wish; readonly step: number };

/** Edits that were asked for during a batch: they wait for its end. */
export class WaitingEdits {
  readonly #parts: WaitingParts;
  /** Whether the run stands before a batch, or is about to begin. */
  #isBetween = true;
  #waiting: readonly Waiting[] = [];

  constructor(parts: WaitingParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#waiting.length;
  }

  /** The run comes to stand before a batch. */
  reach(): void {
    this.#isBetween = true;
  }

  /**
   * A batch is asked for. Where the run goes on from elsewhere than where an edit was asked for, that edit was left, as one
   * that was made there is.
   */
  pass(isRepeating: boolean): void {
    this.#isBetween = false;
    if (isRepeating || this.#waiting.length === 0) return;
    const here = this.#parts.step();
    this.#waiting = this.#waiting.filter(({ step }) => step === here);
  }

  add(wish: Wish): void {
    this.#waiting = [...this.#waiting, { wish, step: this.#parts.step() }];
  }

  /** Takes out those that need not wait any longer. */
  take(): readonly Wish[] {
    const due = this.#waiting.filter(({ wish }) => !this.mustWait(wish.edit));
    this.#waiting = this.#waiting.filter((each) => !due.includes(each));
    return due.map(({ wish }) => wish);
  }

  /**
   * An edit belongs to a number of updates. How batches are cut can change once after each: were it changed again behind
   * a batch that was let go, or in one that has its rows already, its way could not be repeated.
   */
  mustWait({ kind }: Edit): boolean {
    const { isInside, hasDiscarded } = this.#parts;
    if (kind === 'batch-size') return !this.#isBetween || hasDiscarded();
    if (kind === 'replay-batch') return !this.#isBetween;
    return !this.#isBetween && !isInside();
  }
}
