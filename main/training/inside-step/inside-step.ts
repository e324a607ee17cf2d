import type { NotFinitePart } from '../../contract/debug/bisect';
import type { StepPhase } from '../../contract/debug/inside-step';
import { CodedError } from '../../contract/errors';
import type { PauseReason, RunState } from '../../contract/run-state';
import { disposeBatch } from '../data/prepared-batch';
import type { ComputedStep } from '../step/step';
import { mayBeNotFinite, mayOverflow } from '../step/surely-finite';
import { commitStep, computeStep, discardStep, forgetStep, type TrainedBatch } from '../step/train-on-batch';
import type { Undoing } from '../time-travel/undoing';
import { valuesOfStep, type Judge } from './judge';
import { notFiniteBatch, notFiniteStep } from './not-finite';
import type { BatchPlace, PendingStep } from './pending-step';
import { phaseTimer } from './phase-times';
import { TrainingAtOnce } from './training-at-once';

/** What the run does next with the step that it stands in. */
type Move = 'next-phase' | 'commit' | 'discard';

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
  readonly #atOnce: TrainingAtOnce;
  #pending: PendingStep | undefined;
  #isInto = false;
  /** What the person has been told of the step that the run stands in: which part holds NaN or infinities. */
  #told: NotFinitePart | undefined;
  /** Whether the step has become another one since it was judged. */
  #isOther = false;
  /** Whether the person has put another step in its place. */
  #isReplaced = false;
  #go: { readonly move: (move: Move) => void; readonly leave: (error: Error) => void } | undefined;
  /** Judges each step before it is written; without one, steps are faster. */
  judge: Judge | undefined;

  readonly #computed = (): ComputedStep | undefined => this.#pending?.computed;

  constructor(parts: InsideParts) {
    this.#parts = parts;
    this.#atOnce = new TrainingAtOnce({ undoing: parts.undoing, computed: this.#computed });
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

  /** The run goes on. Of an update with NaN or infinities the person has to be told: it is then written only by {@link decide}. */
  goOn(): void {
    const isKnown = this.#pending?.notFinite !== undefined && this.#pending.notFinite.what === this.#told;
    this.decide(isKnown ? 'discard' : 'commit');
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
    try {
      const computed = this.#compute(pending);
      this.#isOther = true;
      if (pending.notFinite?.what === 'batch') return;
      delete pending.notFinite;
      this.#look(pending, computed);
    } catch (error) {
      this.leave(error as Error);
      throw error;
    }
  }

  /** Notes NaN or infinities of a computed step. */
  #look(pending: PendingStep, computed: ComputedStep): void {
    const { compiled } = pending;
    if (!mayOverflow(compiled.optimizer) && !mayBeNotFinite(computed)) return;
    const notFinite = notFiniteStep(compiled, computed);
    if (notFinite) pending.notFinite = notFinite;
  }

  #compute(pending: PendingStep): ComputedStep {
    const { compiled, batch, key } = pending;
    const timer = phaseTimer(this.#parts.now);
    const computed = computeStep(compiled, batch, key, timer.mark);
    pending.times = timer.times();
    pending.computed = computed;
    return computed;
  }

  /** Puts another step, which the person has looked at and wants written, in place of the one that the run stands in. */
  replace(computed: ComputedStep): void {
    const pending = this.#pending!;
    if (pending.computed) forgetStep(pending.compiled, pending.computed);
    if (computed.batch !== pending.batch) disposeBatch(pending.batch);
    pending.batch = computed.batch;
    pending.computed = computed;
    this.#isOther = true;
    this.#isReplaced = true;
    delete pending.times;
    delete pending.notFinite;
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
    const isUndone = this.#atOnce.takeUndone();
    let isHit = false;
    let took: Pick<PendingStep, 'batchMs'> | undefined;
    if (!this.#isInto && !isUndone && !this.judge?.looksInside) {
      const outcome = await this.#atOnce.run(place, this.judge);
      if (outcome.trained) return outcome.trained;
      ({ isHit } = outcome);
    } else if (!isUndone) took = { batchMs: this.#parts.now() - this.#parts.askedAt() };
    const notFinite = notFiniteBatch(compiled, batch);
    const pending: PendingStep = { phase: 'batch', ...place, ...took, ...(notFinite && { notFinite }) };
    this.#pending = pending;
    this.#told = undefined;
    this.#isReplaced = false;
    try {
      return await this.#phases(pending, isHit);
    } finally {
      this.#pending = undefined;
      this.#isInto = false;
    }
  }

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
      this.#isOther = false;
      const why =
        isHit || judge?.isHit(pending, valuesOfStep(compiled, computed.computed), this.#computed)
          ? judge?.act()
          : undefined;
      // Whoever goes on from the batch has not been told of what is computed with it.
      if (move === 'next-phase' || !pending.notFinite) move = await this.#computedPhases(computed, why !== undefined);
      // A reason to stop is never passed without stopping. What was kept is recorded as written, and the run stops behind it.
      if (why && move !== 'discard' && !this.#isReplaced) move = await this.#stand(pending, 'update', why);
      for (let untold = this.#untold(pending); untold && move !== 'discard'; untold = this.#untold(pending)) {
        move = await this.#standIfWanted(pending, untold);
      }
      if (this.#isOther && move !== 'discard') {
        this.judge?.again(pending, valuesOfStep(compiled, pending.computed), this.#computed);
      }
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
    this.#look(pending, pending.computed);
    for (const phase of ['forward', 'loss', 'gradients'] as const) {
      const move = await this.#standIfWanted(pending, phase);
      if (move !== 'next-phase') return move;
    }
    return hasReason ? 'next-phase' : this.#standIfWanted(pending, 'update');
  }

  #standIfWanted(pending: PendingStep, phase: StepPhase): Promise<Move> {
    const { notFinite } = pending;
    if (notFinite?.what === phase) {
      this.#told = phase;
      return this.#stand(pending, phase, { kind: 'not-finite', what: phase, variables: notFinite.names });
    }
    return this.#isInto ? this.#stand(pending, phase, { kind: 'into' }) : Promise.resolve('next-phase');
  }

  /** What the person does not know of yet and would be written. */
  #untold({ notFinite }: PendingStep): NotFinitePart | undefined {
    return notFinite?.what === this.#told ? undefined : notFinite?.what;
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
