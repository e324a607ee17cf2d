import type { Edit, EditedBatch, EditRecord, ModelSettings, PlannedEdit, RowMark } from '../../../contract/debug/edits';
import type { LineStart } from '../../../contract/debug/time-travel';
import type { Variant } from '../../../contract/debug/what-if';
import { CodedError } from '../../../contract/errors';
import { isEditable, type RunStatus } from '../../../contract/run-state';
import type { RunPlan, TrainingEvent } from '../../../contract/training-event';
import type { CompiledModel } from '../../model/compiled-model';
import { unknownModel } from '../../names';
import type { BatchFiles } from '../replay/batch-files';
import { applyEdit, checkedEdit, presentValue, withValue } from './apply-edit';
import { Discards, isSameBatch } from './discards';
import { EditLines } from './edit-lines';
import { checkDiscards, misplaced } from './planned-discards';

export type EditParts = {
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly status: () => RunStatus;
  /** Completed updates. */
  readonly step: () => number;
  readonly send: (event: TrainingEvent) => void;
  readonly plan: RunPlan;
  /** Whether the run stands inside a step. */
  readonly isInside: () => boolean;
  /** Whether a batch was let go since the last update. */
  readonly hasDiscarded: () => boolean;
  /** Makes a change with the step that the run stands in let go, and computes it anew. */
  readonly recompute: (change: () => void) => void;
  /**
   * Makes the batch anew that the run stands in, if it stands in one: its rows were changed.
   * @throws CodedError if none is left
   */
  readonly renew: () => void;
  /** The batch that the run stands in, in the epoch. */
  readonly present: () => EditedBatch | undefined;
  /** Called before a change is recorded: what is changed in the past belongs to a line of its own. */
  readonly parting: () => void;
  /** Batches out of files. */
  readonly files: BatchFiles;
  /** Edits that led to where the run begins, made by another process. */
  readonly past?: readonly EditRecord[];
  /** Edits that the run is to be trained with, in order. */
  readonly planned: readonly PlannedEdit[];
  /** Called after the state was changed while the run stands still. */
  readonly changed: () => void;
};

type Wish = Pick<EditRecord, 'id' | 'model' | 'undoes' | 'inside'> & { readonly edit: Edit };

function isOfRow(edit: Edit): edit is Extract<Edit, { readonly kind: 'skip-row' | 'relabel-row' }> {
  return edit.kind === 'skip-row' || edit.kind === 'relabel-row';
}

/** Whether an edit is made between two batches; the others are what became of one, or change nothing. */
function isMade(edit: EditRecord['edit']): edit is Edit {
  return edit.kind !== 'variant' && edit.kind !== 'discard' && edit.kind !== 'mark-row';
}

/** Whether an edit changes how a step is computed, and not which rows it has. */
function isOfStep(
  edit: EditRecord['edit'],
): edit is Extract<Edit, { readonly kind: 'hyperparameter' | 'dropout-rate' | 'trainable' | 'loss-weight' }> {
  return ['hyperparameter', 'dropout-rate', 'trainable', 'loss-weight'].includes(edit.kind);
}

/**
 * Changes a run while it goes on, always between two batches: what is asked for during one waits for its end. Every edit
 * is kept with its step, so that the way to a step is repeated with the edits that were made on it.
 */
export class LiveEdits {
  readonly #parts: EditParts;
  readonly #lines: EditLines;
  readonly #discards: Discards;
  #waiting: Wish[] = [];
  #planned: readonly PlannedEdit[];
  /** Whether the run stands before a batch, or is about to begin. */
  #isBetween = true;

  /** @throws CodedError if a planned edit can't be made */
  constructor(parts: EditParts) {
    this.#parts = parts;
    this.#lines = new EditLines(parts.past);
    this.#discards = new Discards(this.#lines);
    this.#planned = parts.planned;
    for (const { model, edit } of parts.planned) {
      if (isMade(edit)) this.#checked(model, edit);
      else this.#modelOf(model);
    }
    checkDiscards(parts.planned, parts.plan, parts.step());
  }

  /** Edits that led to where the run stands, oldest first. */
  get records(): readonly EditRecord[] {
    return this.#lines.upTo(this.#parts.step());
  }

  /** What can be edited beside the optimizers. */
  get settings(): readonly ModelSettings[] {
    return [...this.#parts.models].map(([model, { settings }]) => {
      const { batchSize, ...others } = settings.all;
      return { model, ...others, ...(batchSize !== undefined && this.#parts.plan.mode !== 'loop' && { batchSize }) };
    });
  }

  /**
   * Changes how a model is trained from the next batch on; inside a step, the step is computed anew.
   * @returns the edit as it will be recorded
   * @throws CodedError if it can't be made; nothing has changed then
   */
  make(model: string, given: Edit, undoes?: number): EditRecord {
    this.#check();
    const compiled = this.#modelOf(model);
    const edit = this.#checked(model, given);
    this.#checkRow(edit);
    const wish: Wish = { id: this.#lines.nextId(), model, edit, ...(undoes !== undefined && { undoes }) };
    const inside = this.#parts.present();
    if (this.#mustWait(edit)) {
      this.#waiting.push(wish);
      return { ...wish, step: this.#parts.step(), was: presentValue(compiled, edit)! };
    }
    let record: EditRecord | undefined;
    this.#parts.recompute(() => (record = this.#apply({ ...wish, ...(inside && { inside }) })));
    this.#parts.changed();
    return record!;
  }

  /** Puts a row down, or takes it off: that changes nothing in the run, and so belongs to no line. */
  mark(model: string, edit: RowMark, undoes?: number): EditRecord {
    this.#modelOf(model);
    const was = !edit.isMarked;
    const step = this.#parts.step();
    return this.#note({ id: this.#lines.nextId(), step, model, edit, was, ...(undoes !== undefined && { undoes }) });
  }

  /** Makes the edit that takes another one back. @throws CodedError `no-such-edit` */
  undo(id: number): EditRecord {
    const record = this.records.find((each) => each.id === id);
    if (record?.was === undefined) throw new CodedError('no-such-edit', { id });
    if (record.edit.kind === 'mark-row')
      return this.mark(record.model, { ...record.edit, isMarked: record.was === true }, id);
    return this.make(record.model, withValue(record.edit as Edit, record.was), id);
  }

  /** Notes that a variant is written in place of the step that the run stands in. */
  kept(model: string, variant: Variant): EditRecord {
    this.#parts.parting();
    return this.#note({
      id: this.#lines.nextId(),
      step: this.#parts.step(),
      model,
      edit: { kind: 'variant', variant },
    });
  }

  /** Ends the updates on a batch out of a file: the one that the run stood in was let go. */
  endReplay({ name, settings }: CompiledModel): void {
    const { file, sha256 } = settings.batches.replay!;
    this.#apply({ id: this.#lines.nextId(), model: name, edit: { kind: 'replay-batch', file, sha256, times: 0 } });
  }

  /** Whether a batch of the data is to be let go: because it was, on a way that is repeated, or because that is planned. */
  isDiscarded(step: number, batch: EditedBatch, isRepeating: boolean): boolean {
    if (isRepeating) return isSameBatch(this.#discards.next(step), batch);
    const next = this.#planned.find((each) => each.step === step);
    return next?.edit.kind === 'discard' && isSameBatch(next.inside, batch);
  }

  /** Notes that a batch of the data is let go. */
  discarded(model: string, step: number, inside: EditedBatch, isRepeating: boolean): void {
    this.#discards.pass(step);
    if (isRepeating) return;
    this.#planned = this.#planned.filter(
      (each) => each.edit.kind !== 'discard' || each.step !== step || !isSameBatch(each.inside, inside),
    );
    this.#parts.parting();
    this.#note({ id: this.#lines.nextId(), step, model, edit: { kind: 'discard' }, inside });
  }

  /** Whether a batch that was discarded comes next on a way that is repeated. */
  isBeforeDiscarded(): boolean {
    return this.#discards.next(this.#parts.step()) !== undefined;
  }

  /** The run leaves its present step. */
  departed(): void {
    this.#discards.departed();
  }

  /** The variant that stands for the step after so many updates. */
  variantAt(step: number): Variant | undefined {
    const kept = this.#lines.at(step).flatMap(({ edit }) => (edit.kind === 'variant' ? [edit.variant] : []));
    return kept.at(-1);
  }

  /** Passed before each batch: edits that wait are made, or, on a way that is repeated, those that were made on it. */
  reach(step: number, isRepeating: boolean): void {
    this.#isBetween = true;
    this.#discards.reach(step);
    if (isRepeating) {
      for (const { model, edit } of this.#discards.made(step)) {
        if (isMade(edit)) applyEdit(this.#modelOf(model), edit);
      }
      return;
    }
    this.#makePlanned(step);
    const due = this.#waiting.filter(({ edit }) => !this.#mustWait(edit));
    this.#waiting = this.#waiting.filter((wish) => !due.includes(wish));
    for (const wish of due) this.#apply(wish);
  }

  /**
   * A batch is about to be trained. What was edited inside it is edited again: callbacks may have set the rate since the
   * edits of this step were made.
   */
  enter(step: number, batch: EditedBatch): void {
    if (!this.#lines.hasInside(step)) return;
    const all = this.#discards.made(step);
    const first = all.findIndex(({ inside }) => isSameBatch(inside, batch));
    if (first < 0) return;
    // Those that were made later count more.
    for (const { model, edit } of all.slice(first)) {
      if (isOfStep(edit)) applyEdit(this.#modelOf(model), edit);
    }
  }

  /** A batch is asked for. */
  pass(): void {
    this.#isBetween = false;
  }

  /** Training goes on from the past. */
  part(start: LineStart): void {
    this.#lines.part(start);
  }

  /**
   * Those that come before the next batch: one behind a batch that is to be discarded waits for that.
   * @throws CodedError if one can't be made, or a batch was to be discarded and has not come
   */
  #makePlanned(step: number): void {
    const missed = this.#planned.find((each) => each.edit.kind === 'discard' && each.step < step);
    if (missed) throw misplaced(missed);
    const all = this.#planned.filter((each) => each.step === step);
    const next = all.findIndex(({ edit }) => edit.kind === 'discard');
    const due = next < 0 ? all : all.slice(0, next);
    if (due.length === 0) return;
    this.#planned = this.#planned.filter((each) => !due.includes(each));
    for (const { model, edit, inside } of due) {
      const id = this.#lines.nextId();
      if (edit.kind === 'variant') this.#note({ id, step, model, edit });
      else if (edit.kind === 'mark-row') this.#note({ id, step, model, edit, was: !edit.isMarked });
      else if (isMade(edit)) this.#apply({ id, model, edit: this.#checked(model, edit), ...(inside && { inside }) });
    }
  }

  #checked(model: string, edit: Edit): Edit {
    if (edit.kind === 'batch-size' && this.#parts.plan.mode === 'loop') throw new CodedError('batch-size-fixed', {});
    const compiled = this.#modelOf(model);
    return checkedEdit(compiled, edit.kind === 'replay-batch' ? this.#parts.files.checked(edit, compiled) : edit);
  }

  /**
   * An edit belongs to a number of updates. How batches are cut can change once after each: were it changed again behind
   * a batch that was let go, or in one that has its rows already, its way could not be repeated.
   */
  #mustWait({ kind }: Edit): boolean {
    const { isInside, hasDiscarded } = this.#parts;
    if (kind === 'batch-size') return !this.#isBetween || hasDiscarded();
    if (kind === 'replay-batch') return !this.#isBetween;
    return !this.#isBetween && !isInside();
  }

  #check(): void {
    const status = this.#parts.status();
    if (!isEditable({ status })) throw new CodedError('illegal-command', { command: 'edit', status });
  }

  /** Rows without ids are rows of one batch: it has to be the one that the run stands in. */
  #checkRow(edit: Edit): void {
    if (!isOfRow(edit) || 'source' in edit.row) return;
    const { epoch, batch } = edit.row;
    const present = this.#parts.present();
    if (present?.epoch !== epoch || present.batch !== batch) throw new CodedError('row-without-id', {});
  }

  #modelOf(name: string): CompiledModel {
    const { models } = this.#parts;
    const model = models.get(name);
    if (model) return model;
    throw unknownModel(models, name);
  }

  #apply({ edit, ...wish }: Wish): EditRecord {
    const compiled = this.#modelOf(wish.model);
    const was = presentValue(compiled, edit)!;
    applyEdit(compiled, edit);
    if (isOfRow(edit)) {
      try {
        this.#parts.renew();
      } catch (error) {
        applyEdit(compiled, withValue(edit, was));
        throw error;
      }
    }
    this.#parts.parting();
    return this.#note({ ...wish, step: this.#parts.step(), edit, was });
  }

  #note(record: EditRecord): EditRecord {
    this.#lines.add(record);
    this.#parts.send({ type: 'edit', ...record });
    return record;
  }
}
