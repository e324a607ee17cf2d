import type { ErrorReport } from '../../contract/errors';
import type { Logs } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { BatchPlace } from '../inside-step/pending-step';
import type { PlainData } from '../experiment';
import type { RunLength } from '../session/run-plan';
import type { Journal } from '../time-travel/journal';
import type { Peek } from '../time-travel/recorded-source';
import type { Snapshot } from '../time-travel/snapshot';
import type { TrainedBatch } from '../step/train-on-batch';

/** What a way of training tells the session, and what it waits for. */
export type RunObserver = {
  /**
   * Awaited before each batch is asked for.
   * @param capture where the way of training stands; absent where it can't go back from
   * @throws RunEnded, Rewound
   */
  enter(capture?: () => PlainData): Promise<void>;
  /** Updates of the run so far. */
  readonly step: number;
  /** Tells how many batches the present epoch has. */
  epochLength(stepsPerEpoch: number): void;
  epochBegin(epoch: number): void;
  /**
   * Trains on a batch.
   * @returns undefined if its update was discarded
   * @throws RunEnded, Rewound
   */
  train(place: BatchPlace): Promise<TrainedBatch | undefined>;
  /** Takes over the tensors of the batch. */
  batchEnd(compiled: CompiledModel, epoch: number, batch: number, trained: TrainedBatch): Promise<void>;
  /** @param early its batches, if its data ended early */
  epochEnd(epoch: number, logs: Logs, early?: number): void;
  /** Awaited at the very end. @throws Rewound to go on from an earlier place after all */
  ended(status: EndStatus): Promise<void>;
  warn(warning: ErrorReport): void;
  /** The training was saved in a folder, by a callback: started again, it goes on from there. */
  saved(folder: string): void;
  /** Hears which batch of the data comes next, before {@link enter}; its epoch is what the person's functions see. */
  reach(epoch: number, batch: number): void;
};

export type EndStatus = 'finished' | 'out-of-data';

/** One of the three ways of training, ready to run. */
export type RunMode = {
  readonly length: RunLength;
  run(observer: RunObserver): Promise<EndStatus>;
  /**
   * Batches of the data that are to come before the end, those that were discarded or trained on out of files not among
   * them. Absent where nobody has said how many there are.
   */
  readonly left?: () => number;
  /** Whether the data still has a way back to where the mode stood. */
  readonly reaches: (position: PlainData) => boolean;
  /** The next items of the data, while the run rests; it gets them all the same. Absent where they can't be had. */
  readonly peek?: Peek;
  /** Those of the validation data. */
  readonly peekValidation?: Peek;
  /** Evaluates the model as it is on the validation data, once the training is over. Absent where there is none. */
  readonly validate?: () => Promise<Logs | undefined>;
  /** Batches that were taken from the data and not trained yet. */
  readonly ahead?: () => number;
  /** Brings the data of a new process to a position of another one. Absent where it can't be. */
  readonly resume?: (position: PlainData) => Promise<void>;
  /** Present where a step alone does not say what the sums of the metrics are: tests between two steps change them. */
  readonly hash?: (models: Snapshot['models']) => string;
  /** What can't be put back when the run goes back: callbacks without a state. */
  readonly without: readonly string[];
};

export type RunOverrides = { readonly epochs?: number; readonly stepsPerEpoch?: number; readonly eager?: boolean };

/** What a way of training is opened with. */
export type ModeSurroundings = {
  readonly overrides: RunOverrides;
  /** Keeps what can't be had a second time, under a name; absent: the run never goes back. */
  readonly openJournal?: (name: string) => Journal;
};

/** Batches of the data that a run without epochs is cut to from outside. */
export function cutLength({ epochs = 1, stepsPerEpoch }: RunOverrides): RunLength {
  return stepsPerEpoch === undefined ? { initialEpoch: 0 } : { initialEpoch: 0, totalSteps: epochs * stepsPerEpoch };
}

/** Says that nothing tells such a run how long an epoch is, if it is to have so many. */
export function warnOfEpochs({ epochs, stepsPerEpoch }: RunOverrides, observer: RunObserver): void {
  if (epochs === undefined || stepsPerEpoch !== undefined) return;
  observer.warn({ code: 'epochs-ignored', values: {} });
}

/** How many batches of such a run are left. @param made of them, so far */
export function leftOf({ totalSteps }: RunLength, made: () => number): Pick<RunMode, 'left'> {
  return totalSteps === undefined ? {} : { left: () => totalSteps - made() };
}
