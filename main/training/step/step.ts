import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreparedBatch } from '../data/prepared-batch';
import type { SquareKind, StepSquares } from './squares';
import { disposeUpdate, type ProposedUpdate } from '../optimizers/optimizer-state';

/** What a step found out about its batch, by the weights before the update: tensors, to be disposed of by their owner. */
export type BatchResults = {
  readonly predictions: readonly Tensor[];
  /** Loss values of each output, by row (and time step). */
  readonly lossValues: readonly Tensor[];
};

/** A step that has been computed and written. */
export type TrainedStep = {
  readonly batch: PreparedBatch;
  /** What the batch adds to the running sums of loss and metrics. */
  readonly sums: readonly number[];
  /** Owned by the caller. */
  readonly results: BatchResults;
  /** What it was to be measured by; absent if nothing was asked for. */
  readonly squares?: StepSquares | undefined;
  /** Whether batch, loss and gradients surely hold neither NaN nor infinities; absent if nobody has looked. */
  readonly isFinite?: boolean | undefined;
};

/** A step that has been computed and not written: what a debugger looks at. Commit and discard dispose of its tensors. */
export type ComputedStep = TrainedStep & {
  /** By variable name, before clipping; a variable that the loss does not depend on has none. */
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** New values of the trainable variables and their slots. */
  readonly update: ProposedUpdate;
  /** New values of the others, by name: moving statistics and the states of stateful recurrent layers. */
  readonly writes: ReadonlyMap<string, Tensor>;
};

/** Asked before a step is written, with what it adds to the running sums. Changes nothing that the step depends on. */
export type MayWrite = (sums: readonly number[], squares: StepSquares | undefined) => boolean;

/** How a guarded step is trained. */
export type Guarding = {
  /** Asked once it is sure that neither batch nor loss nor gradients hold NaN or infinities. */
  readonly mayWrite?: MayWrite;
  /** The last kind of squares that is wanted. */
  readonly squares?: SquareKind | undefined;
};

/** Where a step is while it is computed: at its beginning, or at the end of a phase. */
export type StepMark = 'begin' | 'forward' | 'loss' | 'gradients' | 'update';
/** Hears of the marks of a step; of one that runs in one call it hears only that it begins. */
export type OnMark = (mark: StepMark) => void;

/**
 * One training step in two moves. `compute` runs forward, loss and gradients and proposes an update; it writes nothing.
 * `commit` writes all of it or, if it throws, nothing. Each computed step is either committed or discarded.
 */
export type Step = {
  /**
   * @param batch stays the caller's
   * @param step updates of the run before this one: the key of its random numbers
   */
  compute(batch: PreparedBatch, step: number, onMark?: OnMark): ComputedStep;
  commit(computed: ComputedStep): void;
  discard(computed: ComputedStep): void;
  /** Both moves at once, for when nobody looks between them. */
  train(batch: PreparedBatch, step: number): TrainedStep;
  /**
   * The same, unless batch, loss or gradients hold NaN or infinities.
   * @returns undefined if that can't be ruled out by a quick look, or `mayWrite` says no; nothing is written then
   */
  trainGuarded(batch: PreparedBatch, step: number, guarding?: Guarding): TrainedStep | undefined;
};

/** Disposes of the tensors of a batch's results. */
export function disposeResults({ predictions, lossValues }: BatchResults): void {
  for (const tensor of [...predictions, ...lossValues]) tensor.dispose();
}

/** Disposes of gradients and new values: what a computed step has beyond its results. */
export function disposeProposal({ gradients, update, writes }: ComputedStep): void {
  disposeUpdate(update);
  for (const tensor of [...gradients.values(), ...writes.values()]) tensor.dispose();
}
