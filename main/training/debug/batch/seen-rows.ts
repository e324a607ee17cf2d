import type { PreparedBatch } from '../../data/prepared-batch';
import { inputSize, rowHashes } from './row-hash';
import { RowSteps } from './row-steps';

/** Rows of a plain generator are told apart by their values, if a batch has no more numbers: it costs at every batch. */
const mostNumbers = 16_384;
/** They are told apart for so many steps after somebody has looked. */
const watchedSteps = 2000;
/** At more rows, all are forgotten and noting begins anew. */
const mostRows = 2 ** 18;
/** Key space of a source: it has fewer rows. */
const sourceSpan = 2 ** 32;

/** Which rows an epoch has trained on so far. */
export class SeenRows {
  #epoch = -1;
  #since = 0;
  #watchedUntil = -1;
  /** The step that first trained on a row. */
  readonly #steps = new RowSteps();
  /** The number of each source. */
  readonly #sources = new Map<string, number>();

  /** The batch of the epoch from which on rows were noted. */
  get since(): number {
    return this.#since;
  }

  add(batch: PreparedBatch, place: { readonly epoch: number; readonly batch: number; readonly step: number }): void {
    if (!batch.rowIds && place.step > this.#watchedUntil) return;
    const isFull = this.#steps.size + batch.rows > mostRows;
    if (place.epoch !== this.#epoch || isFull) this.#restart(place);
    this.#each(batch, (key) => this.#steps.note(key, place.step));
  }

  /** Somebody looks: from now on rows of plain generators are told apart too, for a while. */
  watch(place: { readonly epoch: number; readonly batch: number; readonly step: number }): void {
    if (place.step > this.#watchedUntil) this.#restart(place);
    this.#watchedUntil = place.step + watchedSteps;
  }

  /** The run goes on from a step: what it trained on behind it, another line may come to later. */
  wentBack(step: number): void {
    this.#steps.forgetAfter(step);
  }

  #restart({ epoch, batch }: { readonly epoch: number; readonly batch: number }): void {
    this.#epoch = epoch;
    this.#since = batch;
    this.#steps.clear();
    this.#sources.clear();
  }

  /** Rows of a batch, from 0, that the epoch had trained on before step `step`. */
  before(batch: PreparedBatch, epoch: number, step: number): readonly number[] {
    if (epoch !== this.#epoch) return [];
    const seen: number[] = [];
    this.#each(batch, (key, row) => {
      if (this.#steps.get(key) < step) seen.push(row);
    });
    return seen;
  }

  /** Visits the keys of a batch's rows; none if hashing them would cost too much. */
  #each(batch: PreparedBatch, visit: (key: number, row: number) => void): void {
    const { rowIds } = batch;
    if (!rowIds) {
      if (inputSize(batch) <= mostNumbers) rowHashes(batch).forEach(visit);
      return;
    }
    let row = 0;
    for (const { source, rows } of rowIds) {
      const first = this.#numberOf(source) * sourceSpan;
      for (const inSource of rows) visit(first + inSource, row++);
    }
  }

  #numberOf(source: string): number {
    const number = this.#sources.get(source) ?? this.#sources.size;
    this.#sources.set(source, number);
    return number;
  }
}
