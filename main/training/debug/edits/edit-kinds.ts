import type { Edit, EditedBatch, EditRecord, PlannedEdit } from '../../../contract/debug/edits';

type AnyEdit = EditRecord['edit'];
type RowEdit = Extract<Edit, { readonly kind: 'skip-row' | 'relabel-row' }>;
type StepEdit = Extract<Edit, { readonly kind: 'hyperparameter' | 'dropout-rate' | 'trainable' | 'loss-weight' }>;
type FileBatch = { readonly file: string; readonly sha256?: string };
/** A batch that is to be discarded. */
export type PlannedDiscard = PlannedEdit & { readonly inside: EditedBatch };

/** Whether an edit is made between two batches; the others are what became of one, or change nothing. */
export function isMade(edit: AnyEdit): edit is Edit {
  return edit.kind !== 'variant' && edit.kind !== 'discard' && edit.kind !== 'mark-row';
}

/** Whether an edit changes what a row is trained as, or whether it is. */
export function isOfRow(edit: AnyEdit): edit is RowEdit {
  return edit.kind === 'skip-row' || edit.kind === 'relabel-row';
}

/** Whether an edit changes how a step is computed, and not which rows it has. */
export function isOfStep(edit: AnyEdit): edit is StepEdit {
  return ['hyperparameter', 'dropout-rate', 'trainable', 'loss-weight'].includes(edit.kind);
}

/** Whether a batch is to be let go. */
export function isDiscard(planned: PlannedEdit): planned is PlannedDiscard {
  return planned.edit.kind === 'discard';
}

/** Whether two batches out of files are the same. */
export function isSameFile(a: FileBatch, b: FileBatch): boolean {
  return a.file === b.file && a.sha256 === b.sha256;
}

/** Whether two places are of the same batch of the data. */
export function isSameBatch(a: EditedBatch | undefined, b: EditedBatch): boolean {
  return a?.epoch === b.epoch && a.batch === b.batch;
}

/** Whether a batch of the data comes before another one. */
export function isBefore(a: EditedBatch, b: EditedBatch): boolean {
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.batch < b.batch);
}
