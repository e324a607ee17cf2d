import type { EditedBatch, EditRecord } from '../../../contract/debug/edits';
import type { EditLines } from './edit-lines';

/** Whether two places are of the same batch of the data. */
export const isSameBatch = (a: EditedBatch | undefined, b: EditedBatch): boolean =>
  a?.epoch === b.epoch && a.batch === b.batch;

/**
 * Batches that were discarded, on a way that is repeated. A number of updates can have several places in the data: one
 * before each batch that was discarded then, and one behind the last. Snapshots are of the first.
 */
export class Discards {
  readonly #lines: EditLines;
  #step = -1;
  /** Of those of the step, how many lie behind the run. */
  #behind = 0;

  constructor(lines: EditLines) {
    this.#lines = lines;
  }

  /** So many updates are done. */
  reach(step: number): void {
    if (step === this.#step) return;
    this.#step = step;
    this.#behind = 0;
  }

  /** The run leaves for another place. */
  departed(): void {
    this.#step = -1;
  }

  /** The batch was let go. */
  pass(step: number): void {
    this.reach(step);
    this.#behind += 1;
  }

  /** Edits of the step that were made before the next batch, in order. */
  made(step: number): readonly EditRecord[] {
    const all = this.#lines.at(step);
    const next = this.#indexOfNext(step, all);
    return next < 0 ? all : all.slice(0, next);
  }

  /** The batch that is let go next, before another update. */
  next(step: number): EditedBatch | undefined {
    const all = this.#lines.at(step);
    return all[this.#indexOfNext(step, all)]?.inside;
  }

  #indexOfNext(step: number, all: readonly EditRecord[]): number {
    let behind = step === this.#step ? this.#behind : 0;
    return all.findIndex(({ edit }) => edit.kind === 'discard' && behind-- === 0);
  }
}
