import type { LookCost, RequestName } from '../contract/debug/requests';

/** Measures what the answers to a window's questions cost the training, each question by itself. */
export class LookCosts {
  readonly #now: () => number;
  /** When each question was answered last, in the training that goes on. */
  readonly #answered = new Map<RequestName, number>();

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Called when the run comes to rest or goes on: time at rest does not count. */
  interrupt(): void {
    this.#answered.clear();
  }

  /** Begins to answer. @returns what it has cost; to be called at its end */
  begin(name: RequestName): () => LookCost {
    const began = this.#now();
    return () => {
      const ended = this.#now();
      const before = this.#answered.get(name);
      this.#answered.set(name, ended);
      const took = ended - began;
      return { took, ...(before !== undefined && ended > before && { share: took / (ended - before) }) };
    };
  }
}
