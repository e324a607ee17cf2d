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

  /** All that are known. */
  get all(): readonly EpochLogs[] {
    return this.#epochs;
  }

  /** @param step updates before the end of the epoch; what lies beyond belongs to a line that was left */
  add(step: number, logs: Logs): void {
    this.#epochs = [...this.#epochs.filter((epoch) => epoch.step < step), { step, logs }];
  }

  /** The newest of a series up to a step, oldest first. */
  upTo(step: number, series: string, most: number): readonly number[] {
    const known = this.#epochs.filter((epoch) => epoch.step <= step).flatMap(({ logs }) => logs[series] ?? []);
    return known.slice(-most);
  }
}
