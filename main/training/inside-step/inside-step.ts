import type { PhaseTimes, StepPhase } from '../../contract/debug/inside-step';
import type { PauseReason, RunState } from '../../contract/run-state';
import { CodedError } from '../../contract/errors';
import type { CompiledModel } from '../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../data/prepared-batch';
import { valuesOf } from '../metrics/running-sums';
import type { SquareKind } from '../step/squares';
import { disposeResults, type ComputedStep, type MayWrite } from '../step/step';
import {
  commitStep,
  computeStep,
  discardStep,
  forgetStep,
  trainGuardedStep,
  trainGuardedStepWhile,
  type TrainedBatch,
} from '../step/train-on-batch';
import type { Undoing } from '../time-travel/undoing';
import { notFiniteBatch, notFiniteStep, type NotFinite } from './not-finite';
import { phaseTimer } from './phase-times';
import { mayBeNotFinite, mayOverflow } from '../step/surely-finite';

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

/** What the run does next with the step that it stands in. */
type Move = 'next-phase' | 'commit' | 'discard';

/** What is known of each step, by series of its model, and if it is asked for. */
export type JudgedValues = Pick<TrainedBatch, 'own' | 'squares' | 'isFinite'>;

/** Looks at steps before they are written, or so that what is found there can still be done before. */
export type Judge = {
  /** The last kind of squares that it looks at, beside values of the batch. */
  readonly squares: SquareKind | undefined;
  /** Whether it looks at what only a computed step has, which is gone behind the update. */
  readonly looksInside: boolean;
  /**
   * Judges a step; called once for each.
   * @param values of the batch, by series of its model
   * @param computed the step, where it is known by then or later
   * @returns whether something is to be done
   */
  isHit(place: BatchPlace, values: JudgedValues, computed: () => ComputedStep | undefined): boolean;
  /** Whether what is to be done may change the run, and so has to be done before the update. */
  readonly isDueBefore: boolean;
  /** Does so. @returns why the run is to stand before the update; undefined: it goes on */
  act(): PauseReason | undefined;
};

export type InsideParts = {
  /** Milliseconds. */
  readonly now: () => number;
  /** When the batch was asked for. */
  readonly askedAt: () => number;
  /** Completed updates. */
  readonly step: () => number;
  readonly say: (state: RunState) => void;
  /** Hears when the run stops inside a batch and when it goes on: time in between is not the batch's. */
  readonly stands: (isStanding: boolean) => void;
  /** Hears of a batch whose update was discarded. */
  readonly discarded: (place: BatchPlace) => void;
  /** Absent: the run can't go back. */
  readonly undoing: Pick<Undoing, 'isPossible' | 'undo'> | undefined;
};

/** Lets a run stand inside a batch: between its phases, before anything is written. */
export class InsideStep {
  readonly #parts: InsideParts;
  #pending: PendingStep | undefined;
  #isInto = false;
  /** Whether the next batch was hit, and its update taken back. */
  #isUndone = false;
  #go: { readonly move: (move: Move) => void; readonly leave: (error: Error) => void } | undefined;
  /** Judges each step before it is written; without one, steps are faster. */
  judge: Judge | undefined;

  constructor(parts: InsideParts) {
    this.#parts = parts;
  }

  get pending(): PendingStep | undefined {
    return this.#pending;
  }

  /** The next batch is stepped into; the batch that the run stands in goes on to its next phase. */
  stepInto(): void {
    this.#isInto = true;
    this.#go?.move('next-phase');
  }

  /** Commits or discards the step that the run stands in. */
  decide(move: 'commit' | 'discard'): void {
    this.#isInto = false;
    this.#go?.move(move);
  }

  /** Makes a change that the step depends on: a computed step is disposed of before, and computed again after. */
  recompute(change: () => void): void {
    const pending = this.#pending;
    if (!pending?.computed) return change();
    const { compiled, computed } = pending;
    forgetStep(compiled, computed);
    delete pending.computed;
    try {
      change();
    } finally {
      this.#computeAgain(pending);
    }
  }

  /**
   * Makes the batch that the run stands in again, because its rows were changed.
   * @throws CodedError `no-row-left`; nothing has changed then
   */
  renew(): void {
    const pending = this.#pending;
    if (!pending) return;
    const batch = pending.again();
    if (batch.rows === 0) {
      disposeBatch(batch);
      throw new CodedError('no-row-left', {});
    }
    disposeBatch(pending.batch);
    pending.batch = batch;
    delete pending.notFinite;
    const notFinite = notFiniteBatch(pending.compiled, batch);
    if (notFinite) pending.notFinite = notFinite;
  }

  #computeAgain(pending: PendingStep): void {
    const { compiled, notFinite } = pending;
    try {
      const computed = this.#compute(pending);
      if (notFinite === undefined || notFinite.what === 'batch') return;
      delete pending.notFinite;
      const still = notFiniteStep(compiled, computed);
      if (still) pending.notFinite = still;
    } catch (error) {
      this.leave(error as Error);
      throw error;
    }
  }

  #compute(pending: PendingStep): ComputedStep {
    const { compiled, batch, key } = pending;
    const timer = phaseTimer(this.#parts.now);
    const computed = computeStep(compiled, batch, key, timer.mark);
    pending.times = timer.times();
    pending.computed = computed;
    return computed;
  }

  /** Puts another step in place of the one that the run stands in. */
  replace(computed: ComputedStep): void {
    const pending = this.#pending!;
    if (pending.computed) forgetStep(pending.compiled, pending.computed);
    if (computed.batch !== pending.batch) disposeBatch(pending.batch);
    pending.computed = computed;
    delete pending.times;
  }

  /** Drops the step that the run stands in and throws `error` in the training. */
  leave(error: Error): void {
    this.#isInto = false;
    this.#go?.leave(error);
  }

  /**
   * Trains on a batch, standing wherever the person wants to look, and before NaN or infinities would be written.
   * @returns undefined if its update was discarded
   */
  async run(place: BatchPlace): Promise<TrainedBatch | undefined> {
    const { compiled, batch } = place;
    const { judge } = this;
    const isUndone = this.#isUndone;
    this.#isUndone = false;
    let isHit = false;
    const isTriedFirst = !this.#isInto && !isUndone && !judge?.looksInside;
    const took = !isTriedFirst && !isUndone && { batchMs: this.#parts.now() - this.#parts.askedAt() };
    if (isTriedFirst) {
      if (!judge || (place.file === undefined && this.#parts.undoing?.isPossible)) {
        const trained = await this.#train(place, judge?.squares);
        if (trained && judge) this.#judgeWritten(judge, place, trained);
        if (trained) return trained;
      } else {
        const mayWrite: MayWrite = (sums, squares) =>
          !(isHit = judge.isHit(place, valuesOfStep(compiled, { sums, squares, isFinite: true }), this.#computed));
        const trained = trainGuardedStep(compiled, batch, place.key, { mayWrite, squares: judge.squares });
        if (trained) return trained;
      }
    }
    const notFinite = notFiniteBatch(compiled, batch);
    const pending: PendingStep = { phase: 'batch', ...place, ...took, ...(notFinite && { notFinite }) };
    this.#pending = pending;
    try {
      return await this.#phases(pending, isHit);
    } finally {
      this.#pending = undefined;
      this.#isInto = false;
    }
  }

  #train(
    { compiled, batch, key, askAhead }: BatchPlace,
    squares: SquareKind | undefined,
  ): TrainedBatch | undefined | Promise<TrainedBatch | undefined> {
    return askAhead
      ? trainGuardedStepWhile(compiled, batch, key, askAhead, squares)
      : trainGuardedStep(compiled, batch, key, { squares });
  }

  /**
   * Judges a step behind its update, which is faster: what was hit is seldom.
   * @throws what takes the training back to before the update, if something is to be done there
   */
  #judgeWritten(judge: Judge, place: BatchPlace, trained: TrainedBatch): void {
    if (!judge.isHit(place, trained, this.#computed)) return;
    if (!judge.isDueBefore) return void judge.act();
    disposeBatch(trained.batch);
    disposeResults(trained.results);
    this.#isUndone = true;
    throw this.#parts.undoing!.undo();
  }

  readonly #computed = (): ComputedStep | undefined => this.#pending?.computed;

  /** @param isHit whether the judge has found something already; false if it was not asked */
  async #phases(pending: PendingStep, isHit: boolean): Promise<TrainedBatch | undefined> {
    const { compiled } = pending;
    let move: Move;
    try {
      move = await this.#standIfWanted(pending, 'batch');
    } catch (error) {
      disposeBatch(pending.batch);
      throw error;
    }
    if (move === 'discard') {
      disposeBatch(pending.batch);
      this.#parts.discarded(pending);
      return undefined;
    }
    pending.computed ??= this.#compute(pending);
    try {
      const computed = pending as PendingStep & { computed: ComputedStep };
      const { judge } = this;
      const why =
        isHit || judge?.isHit(pending, valuesOfStep(compiled, computed.computed), this.#computed)
          ? judge?.act()
          : undefined;
      if (move === 'next-phase') move = await this.#computedPhases(computed, why !== undefined);
      // A reason to stop is never passed without stopping.
      if (why && move !== 'discard') move = await this.#stand(pending, 'update', why);
    } catch (error) {
      // A step that could not be computed again has disposed of its batch.
      if ('computed' in pending) discardStep(compiled, pending.computed);
      throw error;
    }
    if (move !== 'discard') return commitStep(compiled, pending.computed);
    discardStep(compiled, pending.computed);
    this.#parts.discarded(pending);
    return undefined;
  }

  async #computedPhases(pending: PendingStep & { readonly computed: ComputedStep }, hasReason: boolean): Promise<Move> {
    const { compiled, computed } = pending;
    if (mayOverflow(compiled.optimizer) || mayBeNotFinite(computed)) {
      const notFinite = notFiniteStep(compiled, computed);
      if (notFinite) pending.notFinite = notFinite;
    }
    for (const phase of ['forward', 'loss', 'gradients'] as const) {
      const move = await this.#standIfWanted(pending, phase);
      if (move !== 'next-phase') return move;
    }
    return hasReason ? 'next-phase' : this.#standIfWanted(pending, 'update');
  }

  #standIfWanted(pending: PendingStep, phase: StepPhase): Promise<Move> {
    const { notFinite } = pending;
    if (notFinite?.what === phase) {
      return this.#stand(pending, phase, { kind: 'not-finite', what: phase, variables: notFinite.names });
    }
    return this.#isInto ? this.#stand(pending, phase, { kind: 'into' }) : Promise.resolve('next-phase');
  }

  async #stand(pending: PendingStep, phase: StepPhase, why: PauseReason): Promise<Move> {
    this.#pending!.phase = phase;
    const moved = new Promise<Move>((move, leave) => {
      this.#go = { move, leave };
    });
    this.#parts.say({ status: 'paused', step: this.#parts.step(), at: 'before-commit', phase, why });
    this.#parts.stands(true);
    try {
      return await moved;
    } finally {
      this.#parts.stands(false);
      this.#go = undefined;
    }
  }
}

/** What is known of a step that is not yet written. */
export function valuesOfStep(
  { series }: CompiledModel,
  { sums, squares, isFinite }: Pick<ComputedStep, 'sums' | 'squares' | 'isFinite'>,
): JudgedValues {
  return { own: valuesOf(series, sums), squares, isFinite };
}
