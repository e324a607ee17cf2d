import type { Evaluation } from '../../../main/contract/debug/watching';

/** One line that was asked, and what came back. */
export type Entry = {
  readonly id: number;
  readonly expression: string;
  readonly step: number;
  /** Absent: there was no answer. */
  readonly evaluation?: Evaluation;
};

/** More are not kept. */
const most = 500;

/** What was asked in this window: it stays while another tab is in view. */
class ConsoleHistory {
  #entries: readonly Entry[] = [];
  #asked = 0;
  readonly #listeners = new Set<() => void>();

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The expressions, oldest first, each once in a row. */
  get expressions(): readonly string[] {
    const all = this.#entries.map(({ expression }) => expression);
    return all.filter((expression, at) => expression !== all[at - 1]);
  }

  add(entry: Omit<Entry, 'id'>): void {
    this.#entries = [...this.#entries, { ...entry, id: (this.#asked += 1) }].slice(-most);
    this.#tell();
  }

  clear(): void {
    this.#entries = [];
    this.#tell();
  }

  /** @returns a function that ends the subscription */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The console of this window. */
export const consoleHistory = new ConsoleHistory();
