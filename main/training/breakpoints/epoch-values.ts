import type { Logs } from '../../contract/training-event';

/** What an epoch came to, and the updates before its end. */
export type EpochLogs = { readonly step: number; readonly logs: Logs };

/** Values of validated epochs on the line that is trained. */
export class EpochValues {
  #epochs: readonly EpochLogs[];

  /** @param before those that another process has trained */
  constructor(before: readonly EpochLogs[] = []) {
    this.#epochs = before;
  }

  /** Those that ended with at most so many updates done, oldest first. */
  upTo(step: number): readonly EpochLogs[] {
    return this.#epochs.filter((epoch) => epoch.step <= step);
  }

  /** @param step updates before the end of the epoch */
  add(step: number, logs: Logs): void {
    this.#epochs = [...this.#epochs.filter((epoch) => epoch.step < step), { step, logs }];
  }

  /** Training goes on from a step: what lies beyond belongs to the line that is left. */
  part(step: number): void {
    this.#epochs = this.upTo(step);
  }

  /** The newest of a series up to a step, at most so many, oldest first. */
  newest(step: number, series: string, most: number): readonly number[] {
    const known = this.upTo(step).flatMap(({ logs }) => logs[series] ?? []);
    return known.slice(-most);
  }
}
