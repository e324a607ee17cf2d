import type { Edit, EditedBatch, EditRecord, ModelSettings, PlannedEdit, RowMark } from '../../../contract/debug/edits';
import type { LineStart } from '../../../contract/debug/time-travel';
import type { Variant } from '../../../contract/debug/what-if';
import { CodedError, type ErrorReport } from '../../../contract/errors';
import { isEditable, type RunStatus } from '../../../contract/run-state';
import type { TrainingEvent } from '../../../contract/training-event';
import type { CompiledModel } from '../../model/compiled-model';
import { Discards } from './discards';
import { isMade, isOfRow, isOfStep, isSameBatch } from './edit-kinds';
import { EditRecords } from './edit-records';
import { ModelEdits, type ModelEditParts } from './model-edits';
import { PlannedEdits } from './planned-edits';
import { takenBack } from './taken-back';
import { WaitingEdits, type WaitingParts, type Wish } from './waiting-edits';

export type EditParts = ModelEditParts &
  WaitingParts & {
    readonly status: () => RunStatus;
    readonly send: (event: TrainingEvent) => void;
    readonly warn: (warning: ErrorReport) => void;
    /** Makes a change with the step that the run stands in let go, and computes it anew. */
    readonly recompute: (change: () => void) => void;
    /** The batch that the run stands in, in the epoch. */
    readonly present: () => EditedBatch | undefined;
    /** Called before a change is recorded: what is changed in the past belongs to a line of its own. */
    readonly parting: () => void;
    /** Edits that led to where the run begins, made by another process. */
    readonly past?: readonly EditRecord[];
    /** Edits that the run is to be trained with, in order. */
    readonly planned: readonly PlannedEdit[];
    /** Called after the state was changed while the run stands still. */
    readonly changed: () => void;
  };

/**
 * Changes a run while it goes on, always between two batches: what is asked for during one waits for its end. Every edit
 * is kept with its step, so that the way to a step is repeated with the edits that were made on it.
 */
export class LiveEdits {
  /** Batches that are let go: edits as well. */
  readonly discards: Discards;
  readonly #parts: EditParts;
  readonly #records: EditRecords;
  readonly #models: ModelEdits;
  readonly #planned: PlannedEdits;
  readonly #waiting: WaitingEdits;

  /** @throws CodedError if a planned edit can't be made */
  constructor(parts: EditParts) {
    this.#parts = parts;
    this.#records = new EditRecords(parts.send, parts.past);
    this.#models = new ModelEdits(parts);
    this.#waiting = new WaitingEdits(parts);
    for (const { model, edit } of parts.planned) {
      if (isMade(edit)) this.#models.checked(model, edit);
      else this.#models.of(model);
    }
    this.#planned = new PlannedEdits(parts.planned, parts.plan, parts.step());
    this.discards = new Discards({ records: this.#records, planned: this.#planned, parting: parts.parting });
  }

  /** Edits that led to where the run stands, oldest first. */
  get records(): readonly EditRecord[] {
    return this.#records.upTo(this.#parts.step());
  }

  /** What can be edited beside the optimizers. */
  get settings(): readonly ModelSettings[] {
    return this.#models.settings;
  }

  /**
   * Changes how a model is trained from the next batch on; inside a step, the step is computed anew.
   * @returns the edit as it will be recorded
   * @throws CodedError if it can't be made; nothing has changed then
   */
  make(model: string, given: Edit, undoes?: number): EditRecord {
    this.#check();
    const edit = this.#models.checked(model, given);
    this.#checkRow(edit);
    const wish: Wish = { id: this.#records.nextId(), model, edit, ...(undoes !== undefined && { undoes }) };
    if (this.#waiting.mustWait(edit)) {
      this.#waiting.add(wish);
      return { ...wish, step: this.#parts.step(), was: this.#models.valueOf(model, edit) };
    }
    const inside = this.#parts.present();
    let record: EditRecord | undefined;
    this.#parts.recompute(() => (record = this.#apply({ ...wish, ...(inside && { inside }) })));
    this.#parts.changed();
    return record!;
  }

  /** Puts a row down, or takes it off: that changes nothing in the run, and so belongs to no line. */
  mark(model: string, edit: RowMark, undoes?: number): EditRecord {
    this.#models.of(model);
    return this.#note({ model, edit, was: !edit.isMarked, ...(undoes !== undefined && { undoes }) });
  }

  /** Makes the edit that takes another one back. @throws CodedError `no-such-edit` */
  undo(id: number): EditRecord {
    const record = this.records.find((each) => each.id === id);
    if (record?.was === undefined) throw new CodedError('no-such-edit', { id });
    if (record.edit.kind === 'mark-row')
      return this.mark(record.model, { ...record.edit, isMarked: record.was === true }, id);
    const edit = takenBack(record, record.was, this.records, this.#models.of(record.model));
    return this.make(record.model, edit, id);
  }

  /** Notes that a variant is written in place of the step that the run stands in. */
  kept(model: string, variant: Variant): EditRecord {
    this.#parts.parting();
    return this.#note({ model, edit: { kind: 'variant', variant } });
  }

  /** The variant that stands for the step after so many updates. */
  variantAt(step: number): Variant | undefined {
    const kept = this.#records.at(step).flatMap(({ edit }) => (edit.kind === 'variant' ? [edit.variant] : []));
    return kept.at(-1);
  }

  /** Ends the updates on a batch out of a file: the one that the run stood in was let go. */
  endReplay({ name, settings }: CompiledModel): void {
    const { file, sha256 } = settings.batches.replay!;
    this.#apply({ id: this.#records.nextId(), model: name, edit: { kind: 'replay-batch', file, sha256, times: 0 } });
  }

  /**
   * Passed before each batch: edits that are planned or wait are made, or, on a way that is repeated, those that were made on it.
   * @throws CodedError if one can't be made, or a batch was to be discarded and has not come
   */
  reach(step: number, isRepeating: boolean): void {
    this.#waiting.reach();
    this.discards.reach(step);
    if (isRepeating) {
      for (const { model, edit } of this.discards.made(step)) if (isMade(edit)) this.#models.repeat(model, edit);
      return;
    }
    for (const each of this.#planned.take(step)) this.#makePlanned(each);
    for (const wish of this.#waiting.take()) this.#apply(wish);
  }

  /** A batch is asked for. */
  pass(isRepeating: boolean): void {
    this.#waiting.pass(isRepeating);
  }

  /**
   * A batch is about to be trained. What was edited inside it is edited again: callbacks may have set the rate since the
   * edits of this step were made.
   */
  enter(step: number, batch: EditedBatch): void {
    const all = this.discards.made(step);
    const first = all.findIndex(({ inside }) => isSameBatch(inside, batch));
    if (first < 0) return;
    // Those that were made later count more.
    for (const { model, edit } of all.slice(first)) if (isOfStep(edit)) this.#models.repeat(model, edit);
  }

  /** Training goes on from the past. */
  part(start: LineStart): void {
    this.#records.part(start);
  }

  /** The run has come to its end: rows that were to be marked there are, and edits that it has not come to are told. */
  end(): void {
    for (const each of this.#planned.takeMarks()) this.#makePlanned(each);
    const { ahead } = this.#planned;
    const end = this.#parts.step();
    const count = ahead.length + this.#waiting.count;
    const step = ahead[0]?.step ?? end;
    if (count > 0) this.#parts.warn({ code: 'edits-beyond-end', values: { count, step, end } });
  }

  #makePlanned({ model, edit, inside }: PlannedEdit): void {
    if (edit.kind === 'variant') this.#note({ model, edit });
    else if (edit.kind === 'mark-row') this.mark(model, edit);
    else if (isMade(edit)) {
      const id = this.#records.nextId();
      this.#apply({ id, model, edit: this.#models.checked(model, edit), ...(inside && { inside }) });
    }
  }

  #check(): void {
    const status = this.#parts.status();
    if (!isEditable({ status })) throw new CodedError('illegal-command', { command: 'edit', status });
  }

  /** Rows without ids are rows of one batch: it has to be the one that the run stands in. */
  #checkRow(edit: Edit): void {
    if (!isOfRow(edit) || 'source' in edit.row) return;
    if (!isSameBatch(this.#parts.present(), edit.row)) throw new CodedError('row-without-id', {});
  }

  #apply({ edit, ...wish }: Wish): EditRecord {
    const replaced = this.#models.replacedBy(wish.model, edit);
    const was = this.#models.make(wish.model, edit);
    this.#parts.parting();
    return this.#records.note({ ...wish, step: this.#parts.step(), edit, was, ...(replaced && { replaced }) });
  }

  #note(record: Omit<EditRecord, 'id' | 'step'>): EditRecord {
    return this.#records.note({ id: this.#records.nextId(), step: this.#parts.step(), ...record });
  }
}
