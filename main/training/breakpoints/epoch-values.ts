import type { Logs } from '../../contract/training-event';

/** What an epoch came to, and the updates before its end. */
export type EpochLogs = { readonly step: number; readonly logs: Logs };

/**
 * Values of validated epochs on the line that is trained. How many of them lie behind the run is counted: an epoch whose
 * last batch was discarded ends with as many updates as there were before that batch.
 */
export class EpochValues {
  #epochs: readonly EpochLogs[];
  #behind: number;

  /** @param before those that another process has trained */
  constructor(before: readonly EpochLogs[] = []) {
    this.#epochs = before;
    this.#behind = before.length;
  }

  /** How many lie behind the run. Assigning goes elsewhere on the line. */
  get behind(): number {
    return this.#behind;
  }

  set behind(count: number) {
    this.#behind = count;
  }

  /** Those that lie behind the run, oldest first. */
  get past(): readonly EpochLogs[] {
    return this.#epochs.slice(0, this.#behind);
  }

  /** An epoch ends, for the first time on this line or again. */
  end(step: number, logs: Logs): void {
    if (this.#behind === this.#epochs.length) this.#epochs = [...this.#epochs, { step, logs }];
    this.#behind += 1;
  }

  /** Training goes on from where the run stands: what lies beyond belongs to the line that is left. */
  part(): void {
    this.#epochs = this.past;
  }

  /** The newest of a series, at most so many, oldest first. */
  newest(series: string, most: number): readonly number[] {
    const known = this.past.flatMap(({ logs }) => logs[series] ?? []);
    return known.slice(-most);
  }
}
