/** Milliseconds between two breaks: a command waits this long at most, and for the batch in flight. */
const interval = 30;

/**
 * Breaks between batches, in which messages of the process come through. Not after every batch: Electron has another
 * thread wait for messages, and while all cores compute it takes milliseconds until that has had its turn.
 */
export class MessageBreaks {
  readonly #now: () => number;
  #last = -Infinity;

  /** @param now milliseconds by a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a break if one is due. To be called after each batch. */
  async pass(): Promise<void> {
    if (this.#now() - this.#last < interval) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#last = this.#now();
  }
}
