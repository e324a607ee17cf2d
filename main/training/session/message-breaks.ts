/**
 * How breaks are spaced: they may take this share of the time, with at least `shortest` and at most `longest` milliseconds
 * between two.
 */
type Spacing = { readonly share: number; readonly shortest: number; readonly longest: number };

const usual: Spacing = { share: 1 / 256, shortest: 20, longest: 35 };
/** While somebody is about to give a command. */
const attentive: Spacing = { share: 1 / 32, shortest: 5, longest: 20 };
/** Milliseconds for which a sign that a command may come counts. */
const attention = 2000;

/**
 * Breaks between batches, in which the process can receive messages: a command waits for the next one, and for the batch in
 * flight. Not after every batch: Electron waits for messages in another thread, and while all cores compute it takes
 * milliseconds until that thread gets to run. The longer a break took, the later the next one comes.
 * One turn of the process brings one message, so a break in which something was heard goes on for another turn: the sign
 * that somebody is there comes right before the command.
 */
export class MessageBreaks {
  readonly #now: () => number;
  #due = -Infinity;
  #attentiveUntil = -Infinity;
  #hasHeard = false;
  #end: () => void = () => {};

  /** @param now milliseconds by a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Somebody is there: for a while, breaks come sooner. */
  attend(): void {
    this.#attentiveUntil = this.#now() + attention;
  }

  /** A message has come. A command ends the break that it came in; behind others, more may wait. */
  heard(kind: 'command' | 'other'): void {
    this.#hasHeard = kind === 'other';
    if (kind === 'command') this.#end();
  }

  /** Takes a break if one is due. To be called after each batch, and before each of a validation. */
  async pass(): Promise<void> {
    const began = this.#now();
    if (began < this.#due) return;
    do {
      this.#hasHeard = false;
      await new Promise<void>((resolve) => setImmediate((this.#end = resolve)));
    } while (this.#hasHeard);
    const ended = this.#now();
    const { share, shortest, longest } = ended < this.#attentiveUntil ? attentive : usual;
    this.#due = ended + Math.min(longest, Math.max(shortest, (ended - began) / share));
  }
}
