import type { Logs } from '../../contract/training-event';

/** What a training by generator gives: Keras's `History`. */
export type History = {
  /** The epochs that trained, zero-based. */
  readonly epoch: readonly number[];
  /** One number for each epoch that had the value. */
  readonly history: { readonly [key: string]: readonly number[] };
  /** Whether the generator ended before all batches were trained. */
  readonly isOutOfData: boolean;
};

/** What a {@link HistoryRecorder} holds, as plain data. */
export type HistoryColumns = Pick<History, 'epoch' | 'history'>;

/** Collects the logs of epochs by column. */
export class HistoryRecorder {
  #epoch: number[] = [];
  #history: { [key: string]: number[] } = {};

  get isEmpty(): boolean {
    return this.#epoch.length === 0;
  }

  add(epoch: number, logs: Logs): void {
    this.#epoch.push(epoch);
    for (const [key, value] of Object.entries(logs)) (this.#history[key] ??= []).push(value);
  }

  /** A copy; assign to restore. */
  get columns(): HistoryColumns {
    const columns = Object.entries(this.#history).map(([key, values]) => [key, [...values]]);
    return { epoch: [...this.#epoch], history: Object.fromEntries(columns) as HistoryColumns['history'] };
  }

  set columns({ epoch, history }: HistoryColumns) {
    this.#epoch = [...epoch];
    this.#history = Object.fromEntries(Object.entries(history).map(([key, values]) => [key, [...values]]));
  }

  result(isOutOfData: boolean): History {
    return { epoch: this.#epoch, history: this.#history, isOutOfData };
  }
}
