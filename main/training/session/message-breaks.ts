/** Breaks may take this part of the time, as far as commands can wait. */
const share = 1 / 256;
/** Milliseconds between two breaks: a command waits this long at most, and for the batch in flight. */
const interval = { shortest: 20, longest: 35 };

/**
 * Breaks between batches, in which messages of the process come through. Not after every batch: Electron has another
 * thread wait for messages, and while all cores compute it takes milliseconds until that has had its turn. The longer that
 * took the last time, the longer the next one is put off.
 */
export class MessageBreaks {
  readonly #now: () => number;
  #due = -Infinity;

  /** @param now milliseconds by a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a break if one is due. To be called after each batch. */
  async pass(): Promise<void> {
    const began = this.#now();
    if (began < this.#due) return;
    await new Promise((resolve) => setImmediate(resolve));
    const ended = this.#now();
    this.#due = ended + Math.min(interval.longest, Math.max(interval.shortest, (ended - began) / share));
  }
}
