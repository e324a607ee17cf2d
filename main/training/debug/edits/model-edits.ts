import type { Edit, EditValue, ModelSettings, Replay } from '../../../contract/debug/edits';
import { CodedError } from '../../../contract/errors';
import type { RunPlan } from '../../../contract/training-event';
import type { CompiledModel } from '../../model/compiled-model';
import { unknownModel } from '../../names';
import type { BatchFiles } from '../replay/batch-files';
import { applyEdit, checkedEdit, presentValue, withValue } from './apply-edit';
import { isOfRow, isSameFile } from './edit-kinds';

export type ModelEditParts = {
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly plan: RunPlan;
  /** Batches out of files. */
  readonly files: BatchFiles;
  /**
   * Makes the batch anew that the run stands in, if it stands in one: its rows were changed.
   * @throws CodedError if none is left
   */
  readonly renew: () => void;
};

/** Makes edits in the models of a run; a model goes by its name. */
export class ModelEdits {
  readonly #parts: ModelEditParts;

  constructor(parts: ModelEditParts) {
    this.#parts = parts;
  }

  /** What can be edited beside the optimizers. */
  get settings(): readonly ModelSettings[] {
    return [...this.#parts.models].map(([model, { settings }]) => {
      const { batchSize, ...others } = settings.all;
      return { model, ...others, ...(batchSize !== undefined && this.#parts.plan.mode !== 'loop' && { batchSize }) };
    });
  }

  /** @throws CodedError `unknown-name` */
  of(name: string): CompiledModel {
    const { models } = this.#parts;
    const model = models.get(name);
    if (model) return model;
    throw unknownModel(models, name);
  }

  /**
   * An edit with all names and values as it will be recorded, proved possible.
   * @throws CodedError; nothing has changed then
   */
  checked(model: string, edit: Edit): Edit {
    const { mode } = this.#parts.plan;
    if (edit.kind === 'batch-size' && mode === 'loop') throw new CodedError('batch-size-fixed', {});
    if (edit.kind === 'repeat-data' && mode !== 'generator') throw new CodedError('repeat-without-epochs', {});
    const compiled = this.of(model);
    return checkedEdit(compiled, edit.kind === 'replay-batch' ? this.#parts.files.checked(edit, compiled) : edit);
  }

  /** The present value of what an edit changes. */
  valueOf(model: string, edit: Edit): EditValue {
    return presentValue(this.of(model), edit)!;
  }

  /** Updates on another batch that an edit ends. */
  replacedBy(model: string, edit: Edit): Replay | undefined {
    const { replay } = this.of(model).settings.batches;
    const isOther = edit.kind === 'replay-batch' && edit.times > 0 && replay && !isSameFile(replay, edit);
    return isOther ? replay : undefined;
  }

  /** Makes an edit that was checked. @returns what stood there before @throws CodedError; nothing has changed then */
  make(model: string, edit: Edit): EditValue {
    const was = this.valueOf(model, edit);
    this.repeat(model, edit);
    if (!isOfRow(edit)) return was;
    try {
      this.#parts.renew();
    } catch (error) {
      this.repeat(model, withValue(edit, was));
      throw error;
    }
    return was;
  }

  /** Makes an edit again, on a way that is repeated. */
  repeat(model: string, edit: Edit): void {
    applyEdit(this.of(model), edit);
  }
}
