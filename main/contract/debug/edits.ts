import type { RowPlace } from './row-edits';
import type { Variant } from './what-if';

/** A change to how a model is trained, made while it is trained. */
export type Edit =
  /** Of the optimizer, by Keras's name: the learning rate, momentum, clipping, weight decay, … */
  | { readonly kind: 'hyperparameter'; readonly name: string; readonly value: number }
  | { readonly kind: 'dropout-rate'; readonly layer: string; readonly rate: number }
  /**
   * Whether updates change a layer's weights; the optimizer keeps its slots meanwhile. Those of a layer that was frozen when
   * the model was compiled begin with the edit. Frozen batch normalization takes its moving statistics, as Keras's does.
   */
  | { readonly kind: 'trainable'; readonly layer: string; readonly isTrainable: boolean }
  | { readonly kind: 'loss-weight'; readonly output: string; readonly weight: number }
  /** Rows of a batch; 0: as the data gives them. Rows keep their order: none is lost or comes twice in an epoch. */
  | { readonly kind: 'batch-size'; readonly rows: number }
  /** Whether the data begins anew where it has ended, as by `repeat()` of a Keras data set: what gives it is called again. */
  | { readonly kind: 'repeat-data'; readonly isOn: boolean }
  /** Whether a row is left out of every batch that it comes in: the batch then has a row less. */
  | { readonly kind: 'skip-row'; readonly row: RowPlace; readonly isSkipped: boolean }
  /**
   * Updates on a batch out of a file, between two batches of the data, one after the other from the next batch on; 0 ends
   * those that are left. They are steps like others, but no part of an epoch's means.
   */
  | {
      readonly kind: 'replay-batch';
      /** Path of an npz file, or of the folder of a case. */
      readonly file: string;
      /** Of what the file holds: another batch under the same path is refused. Absent: whatever it holds. */
      readonly sha256?: string;
      readonly times: number;
    }
  /** What a row is to come to, in the form of the output's targets; null: what the data says. The data stays as it is. */
  | {
      readonly kind: 'relabel-row';
      readonly row: RowPlace;
      readonly output: string;
      readonly target: Target;
      /** What the data says, for the record. */
      readonly given?: Target;
    };

/** The values of a row's target; null: those of the data. */
export type Target = readonly number[] | null;

/** A row that somebody has put down: it changes nothing. */
export type RowMark = { readonly kind: 'mark-row'; readonly row: RowPlace; readonly isMarked: boolean };

/** Updates that are still to be made on a batch from a file. */
export type Replay = { readonly file: string; readonly sha256: string; readonly left: number };

/** What stands where an edit writes. */
export type EditValue = number | boolean | Target;

/** Hyperparameters whose 0 stands for none of it. */
export const optionalHyperparameters: readonly string[] = ['clipnorm', 'globalClipnorm', 'clipvalue', 'weightDecay'];

/** A variant whose update was written in place of the step's own. */
export type KeptVariant = { readonly kind: 'variant'; readonly variant: Variant };

/** The batch that it was made in was let go: it is no update. Its place alone says which. */
export type DiscardedBatch = { readonly kind: 'discard' };

/** An edit that was made: what a run is repeated with. */
export type EditRecord = {
  /** Counts from 1 through all of a run's lines. */
  readonly id: number;
  /** Updates before it: it takes effect with the step after. */
  readonly step: number;
  readonly model: string;
  readonly edit: Edit | KeptVariant | DiscardedBatch | RowMark;
  /** What stood there before; absent for a variant and a discarded batch. */
  readonly was?: EditValue;
  /** Updates on another batch from a file that were left and are not made because of this edit. Absent if there were none. */
  readonly replaced?: Replay;
  /** The edit that this one takes back. */
  readonly undoes?: number;
  /** The batch that it was made in. Absent if it was made between two batches. */
  readonly inside?: EditedBatch;
};

/** A batch of the data by its place; a custom loop has one epoch. */
export type EditedBatch = { readonly epoch: number; readonly batch: number };

/** An edit to be made once `step` updates are done. */
export type PlannedEdit = Pick<EditRecord, 'step' | 'model' | 'edit' | 'inside'>;

/** Whether an edit was made on the way to a step. @param to completed updates there */
export function isOnTheWay({ edit, step }: EditRecord, to: number): boolean {
  if (edit.kind === 'mark-row') return true;
  return edit.kind === 'variant' ? step < to : step <= to;
}

/** What can be edited in a model beside its optimizer, as it stands. */
export type ModelSettings = {
  readonly model: string;
  readonly layers: readonly {
    readonly name: string;
    /** Absent if it has nothing that an update could change. */
    readonly isTrainable?: boolean;
    /** Absent if it drops nothing. */
    readonly dropoutRate?: number;
  }[];
  /** Outputs that have a loss. With more than one, the loss is their weighted sum. */
  readonly outputs: readonly { readonly name: string; readonly lossWeight: number }[];
  /** Rows of a batch; 0: as the data gives them. Absent where something else decides on it. */
  readonly batchSize?: number;
};
