import type { Edit, EditRecord } from '../../../contract/debug/edits';

/** An edit that is to be made, with what it will be recorded with. */
export type Wish = Pick<EditRecord, 'id' | 'model' | 'undoes' | 'inside'> & { readonly edit: Edit };

export type WaitingParts = {
  /** Whether the run stands inside a step. */
  readonly isInside: () => boolean;
  /** Whether a batch was let go since the last update. */
  readonly hasDiscarded: () => boolean;
};

/** Edits that were asked for during a batch: they wait for its end. */
export class WaitingEdits {
  readonly #parts: WaitingParts;
  /** Whether the run stands before a batch, or is about to begin. */
  #isBetween = true;
  #waiting: Wish[] = [];

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

  /** A batch is asked for. */
  pass(): void {
    this.#isBetween = false;
  }

  add(wish: Wish): void {
    this.#waiting.push(wish);
  }

  /** Takes out those that need not wait any longer. */
  take(): readonly Wish[] {
    const due = this.#waiting.filter(({ edit }) => !this.mustWait(edit));
    this.#waiting = this.#waiting.filter((wish) => !due.includes(wish));
    return due;
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
