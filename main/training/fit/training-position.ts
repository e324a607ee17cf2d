import type { CutPlace } from '../data/cut-source';
import type { PlainData } from '../experiment';
import type { HistoryColumns } from './history';
import type { ModelState } from '../model/state';

/** The batch to be trained next, zero-based. */
export type BatchNumber = {
  readonly epoch: number;
  readonly batch: number;
  /** Absent where each batch of the epoch was an item. */
  readonly cut?: CutPlace;
};

/** Where a training by generator stands, but for its model. */
export type TrainingPlace = BatchNumber & {
  /** Items taken from the sources so far, as a whole: a plain generator is passed over up to there. */
  readonly taken: { readonly train: number; readonly validation: number };
  readonly isStopped: boolean;
  /** By place in the list of callbacks. */
  readonly callbacks: readonly PlainData[];
  /** Logs of the epochs so far. */
  readonly history: HistoryColumns;
};

/** All that a training by generator goes on from. */
export type TrainingState = TrainingPlace & { readonly model: ModelState };
