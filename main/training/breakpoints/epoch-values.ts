import type { Logs } from '../../contract/training-event';

/** Values of validated epochs on the line that is trained. */
export class EpochValues {
  #epochs: { readonly step: number; readonly logs: Logs }[] = [];

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
