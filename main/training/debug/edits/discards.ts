import type { EditedBatch, EditRecord } from '../../../contract/debug/edits';
import { isSameBatch } from './edit-kinds';
import type { EditRecords } from './edit-records';
import type { PlannedEdits } from './planned-edits';

export type DiscardParts = {
  readonly records: EditRecords;
  readonly planned: PlannedEdits;
  /** Called before a change is recorded: what is changed in the past belongs to a line of its own. */
  readonly parting: () => void;
};

/**
 * Batches that are discarded: by the person, by plan, or again on a way that is repeated. A number of updates can have
 * several places in the data: one before each batch that was discarded then, and one behind the last. Snapshots are of the
 * first.
 */
export class Discards {
  readonly #parts: DiscardParts;
  #step = -1;
  /** Of those of the step, how many lie behind the run. */
  #behind = 0;

  constructor(parts: DiscardParts) {
    this.#parts = parts;
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

  /** Edits of the step that were made before the next batch, in order. */
  made(step: number): readonly EditRecord[] {
    const all = this.#parts.records.at(step);
    const next = this.#indexOfNext(step, all);
    return next < 0 ? all : all.slice(0, next);
  }

  /** Whether a batch that was discarded comes next on a way that is repeated. */
  isNext(step: number): boolean {
    return this.#next(step) !== undefined;
  }

  /** Whether a batch of the data is to be let go: because it was, on a way that is repeated, or because that is planned. */
  isDue(step: number, batch: EditedBatch, isRepeating: boolean): boolean {
    return isRepeating ? isSameBatch(this.#next(step), batch) : this.#parts.planned.isDiscarded(step, batch);
  }

  /** A batch of the data is let go. */
  pass(model: string, step: number, inside: EditedBatch, isRepeating: boolean): void {
    const { records, planned, parting } = this.#parts;
    this.reach(step);
    this.#behind += 1;
    if (isRepeating) return;
    planned.discarded(step, inside);
    parting();
    records.note({ id: records.nextId(), step, model, edit: { kind: 'discard' }, inside });
  }

  /** The batch that is let go next, before another update. */
  #next(step: number): EditedBatch | undefined {
    const all = this.#parts.records.at(step);
    return all[this.#indexOfNext(step, all)]?.inside;
  }

  #indexOfNext(step: number, all: readonly EditRecord[]): number {
    let behind = step === this.#step ? this.#behind : 0;
    return all.findIndex(({ edit }) => edit.kind === 'discard' && behind-- === 0);
  }
}
