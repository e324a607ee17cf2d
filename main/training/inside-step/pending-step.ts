import type { PhaseTimes, StepPhase } from '../../contract/debug/inside-step';
import type { PreparedBatch } from '../data/prepared-batch';
import type { CompiledModel } from '../model/compiled-model';
import type { ComputedStep } from '../step/step';
import type { NotFinite } from './not-finite';

/** A batch that is to be trained on, with its place in the run. */
export type BatchPlace = {
  readonly compiled: CompiledModel;
  readonly batch: PreparedBatch;
  /** Key of its random numbers: the updates before it. */
  readonly key: number;
  readonly epoch: number;
  /** Within the epoch. */
  readonly index: number;
  /** The file it was read from; absent if it came from the run's data. */
  readonly file?: string;
  /** Makes the batch again from what the data gave: a person may have changed its rows meanwhile. */
  readonly again: () => PreparedBatch;
  /** Asks for the batch after this one, if that may be done before it is wanted. */
  readonly askAhead?: () => Promise<void>;
};

/** A step that the run stands in: nothing of it is written. */
export type PendingStep = Omit<BatchPlace, 'batch'> & {
  batch: PreparedBatch;
  phase: StepPhase;
  /** From phase `forward` on. */
  computed?: ComputedStep;
  /** Milliseconds from asking for the batch to having it; absent if something else was done in between. */
  batchMs?: number;
  /** How long it took to compute. */
  times?: PhaseTimes;
  /** NaN or infinities in it: it is then written only on the person's command. */
  notFinite?: NotFinite;
};
