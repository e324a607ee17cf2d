import type { ErrorReport } from '../../contract/errors';
import type { Logs } from '../../contract/training-event';
import type { BatchSource } from '../data/batch-source';
import type { ClassWeight } from '../data/class-weights';
import type { EpochLengths } from '../data/cut-source';
import type { PreparedBatch } from '../data/prepared-batch';
import type { Callback, PlainData } from '../experiment';
import type { TrainedBatch } from '../step/train-on-batch';

/** A batch that is to be trained on. */
export type FitBatch = {
  /** Passes to whoever trains on it. */
  readonly batch: PreparedBatch;
  readonly epoch: number;
  /** Within the epoch. */
  readonly index: number;
  /** Makes it once more, of the same item. */
  readonly again: () => PreparedBatch;
  /** Asks for the next batch before it is wanted; absent where it belongs to another epoch. */
  readonly askAhead?: () => Promise<void>;
};

/** What happens around the batches of a run: pausing, reporting. All optional. */
export type FitObserver = {
  /**
   * Awaited before a training batch is asked for.
   * @param capture where the training stands, but for its model
   * @throws Rewound with something that `capture` gave before, to go on from there
   */
  beforeBatch?(epoch: number, batch: number, capture: () => PlainData): Promise<void>;
  /** Awaited before a validation batch is asked for. */
  beforeTestBatch?(): Promise<void>;
  /**
   * Trains on a batch; absent: it is computed and committed at once.
   * @returns undefined if its update was discarded
   */
  train?(batch: FitBatch): Promise<TrainedBatch | undefined>;
  /** Hears, of each batch that was asked for, how many its epoch and those after it have. */
  lengths?(lengths: EpochLengths): void;
  epochBegin?(epoch: number): void;
  /** Takes over the tensors of the batch. */
  batchEnd?(epoch: number, batch: number, trained: TrainedBatch): Promise<void>;
  /** @param early its batches, if its data ended early */
  epochEnd?(epoch: number, logs: Logs, early?: number): void;
  /** Awaited at the very end. @throws Rewound to go on from an earlier place after all */
  trainEnd?(isOutOfData: boolean): Promise<void>;
  warn?(warning: ErrorReport): void;
  /** The training was saved in a folder, by a callback: started again, it goes on from there. */
  saved?(folder: string): void;
};

/** What a training by generator takes. */
export type FitOptions = {
  readonly train: BatchSource;
  /** Needed for a plain generator; by default the length of a sequence, read again for each epoch. */
  readonly stepsPerEpoch?: number;
  /** Final index, not a count: epochs run from `initialEpoch` to `epochs - 1`. Default 1. */
  readonly epochs?: number;
  readonly initialEpoch?: number;
  readonly validation?: BatchSource;
  readonly validationSteps?: number;
  /** Every n-th epoch, or the epochs (counted from 1) that validate. Default 1. */
  readonly validationFreq?: number | readonly number[];
  readonly classWeight?: ClassWeight;
  readonly callbacks?: readonly Callback[];
  /** Whether it is about to go on from a saved run: a callback's backup is then not gone back to. */
  readonly resumes?: boolean;
  readonly allowNotFinite?: boolean;
  readonly observer?: FitObserver;
};
