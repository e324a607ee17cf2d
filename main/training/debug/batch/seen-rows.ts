import type { PreparedBatch } from '../../data/prepared-batch';
import { inputSize, rowHashes } from './row-hash';

/** Rows of a plain generator are told apart by their values, if a batch has no more numbers: it costs at every batch. */
const mostNumbers = 16_384;
/** That goes on for so many steps after somebody has looked. */
const watchedSteps = 2000;
/** More rows are not kept in mind: those before are forgotten. */
const mostRows = 2 ** 20;

type Key = number | string;

/** Which rows an epoch has trained on so far. */
export class SeenRows {
  #epoch = -1;
  #since = 0;
  #watchedUntil = -1;
  /** The step that first trained on a row. */
  readonly #steps = new Map<Key, number>();

  /** The batch of the epoch from which on rows were noted. */
  get since(): number {
    return this.#since;
  }

  add(batch: PreparedBatch, place: { readonly epoch: number; readonly batch: number; readonly step: number }): void {
    if (!batch.rowIds && place.step > this.#watchedUntil) return;
    if (place.epoch !== this.#epoch || this.#steps.size > mostRows) this.#restart(place);
    for (const key of keysOf(batch) ?? []) {
      // A run that went back trains on the same rows under the same steps, or under earlier ones.
      if (!((this.#steps.get(key) ?? Infinity) <= place.step)) this.#steps.set(key, place.step);
    }
  }

  /** Somebody looks: from now on rows of plain generators are told apart too, for a while. */
  watch(place: { readonly epoch: number; readonly batch: number; readonly step: number }): void {
    if (place.step > this.#watchedUntil) this.#restart(place);
    this.#watchedUntil = place.step + watchedSteps;
  }

  #restart({ epoch, batch }: { readonly epoch: number; readonly batch: number }): void {
    this.#epoch = epoch;
    this.#since = batch;
    this.#steps.clear();
  }

  /** Rows of a batch, from 0, that the epoch had trained on before step `step`. */
  before(batch: PreparedBatch, epoch: number, step: number): readonly number[] {
    if (epoch !== this.#epoch) return [];
    return (keysOf(batch) ?? []).flatMap((key, row) => ((this.#steps.get(key) ?? Infinity) < step ? [row] : []));
  }
}

/** @returns undefined where telling rows apart would cost too much */
function keysOf(batch: PreparedBatch): readonly Key[] | undefined {
  const { rowIds } = batch;
  if (!rowIds) return inputSize(batch) <= mostNumbers ? rowHashes(batch) : undefined;
  if (rowIds.length === 1) return Array.from(rowIds[0]!.rows);
  return rowIds.flatMap(({ source, rows }) => Array.from(rows, (row) => `${source}:${row}`));
}
