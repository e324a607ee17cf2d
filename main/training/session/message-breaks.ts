/** The share of the time that breaks may take, and the most milliseconds between two. */
type Pace = { readonly share: number; readonly longest: number };
/** What waits for a break is only what nobody calls for, such as a panel's question. */
const withCalls: Pace = { share: 1 / 1024, longest: 100 };
const withoutCalls: Pace = { share: 1 / 256, longest: 50 };
/** The least milliseconds between two. */
const shortest = 20;
/** Milliseconds between two looks whether somebody calls. */
const lookEvery = 1;
/** Milliseconds for which a message is waited for that was called for. */
const patience = 20;

/**
 * Breaks between batches, in which the process can receive messages: a command waits for the next one, and for the batch in
 * flight. Not after every batch: Electron waits for messages in another thread, and while all cores compute it takes
 * milliseconds until that thread gets to run. The longer a break took, the later the next one comes; one that is called for
 * comes at once. One turn of the process brings one message at most, so a break in which one came goes on for another turn.
 */
export class MessageBreaks {
  readonly #now: () => number;
  readonly #isCalled: (() => boolean) | undefined;
  readonly #pace: Pace;
  #due = -Infinity;
  #lookDue = -Infinity;
  #came: 'command' | 'other' | undefined;
  #end: () => void = () => {};

  /**
   * @param now milliseconds by a clock that never goes back
   * @param isCalled whether a message is on its way that is not to wait, since the last time it was asked; absent: nobody can call
   */
  constructor(now: () => number, isCalled?: () => boolean) {
    this.#now = now;
    this.#isCalled = isCalled;
    this.#pace = isCalled ? withCalls : withoutCalls;
  }

  /** A message has come. A command ends the break that it came in; behind others, more may wait. */
  heard(kind: 'command' | 'other'): void {
    this.#came = kind;
    if (kind === 'command') this.#end();
  }

  /** Takes a break if one is due. To be called after each batch, and before each of a validation. */
  async pass(): Promise<void> {
    const began = this.#now();
    const isCalled = this.#look(began);
    if (!isCalled && began < this.#due) return;
    let owedUntil = isCalled ? began + patience : began;
    do {
      this.#came = undefined;
      await new Promise<void>((resolve) => setImmediate((this.#end = resolve)));
      if (this.#came) owedUntil = began;
    } while (this.#came === 'other' || this.#now() < owedUntil);
    const ended = this.#now();
    const { share, longest } = this.#pace;
    this.#due = ended + Math.min(longest, Math.max(shortest, (ended - began) / share));
  }

  #look(now: number): boolean {
    if (!this.#isCalled || now < this.#lookDue) return false;
    this.#lookDue = now + lookEvery;
    return this.#isCalled();
  }
}
