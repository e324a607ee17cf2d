import type { Logs } from '../../contract/training-event';

/** A logged value that is computed from running sums. */
export type Series = {
  readonly key: string;
  /** How many sums belong to it; with 0 it is computed from the sums of the series before it. */
  readonly size: number;
  readonly value: (sums: readonly number[]) => number;
};

/** Values of all series from their sums, rounded to float32 as Keras keeps them. */
export function valuesOf(series: readonly Series[], sums: readonly number[]): { [name: string]: number } {
  let [start, end] = [0, 0];
  const values: { [name: string]: number } = {};
  for (const { key, size, value } of series) {
    if (size > 0) [start, end] = [end, end + size];
    values[key] = Math.fround(value(sums.slice(start, end)));
  }
  return values;
}

/** The state of loss and metrics since they were last reset: sums over batches, in the order of the series. */
export class RunningSums {
  readonly #series: readonly Series[];
  #sums: number[];

  constructor(series: readonly Series[]) {
    this.#series = series;
    this.#sums = this.#zeros();
  }

  /** A copy; assign to restore a state. */
  get sums(): readonly number[] {
    return [...this.#sums];
  }

  set sums(values: readonly number[]) {
    this.#sums = [...values];
  }

  /** Means and other values since the last reset. */
  get values(): Logs {
    return valuesOf(this.#series, this.#sums);
  }

  add(batch: readonly number[]): void {
    const sums = this.#sums;
    for (let at = 0; at < sums.length; at += 1) sums[at]! += batch[at]!;
  }

  reset(): void {
    this.#sums = this.#zeros();
  }

  #zeros(): number[] {
    const length = this.#series.reduce((total, { size }) => total + size, 0);
    return Array.from({ length }, () => 0);
  }
}
