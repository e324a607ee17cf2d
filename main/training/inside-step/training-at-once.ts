import { disposeBatch } from '../data/prepared-batch';
import type { SquareKind } from '../step/squares';
import { disposeResults, type ComputedStep, type MayWrite } from '../step/step';
import { trainGuardedStep, trainGuardedStepWhile, type TrainedBatch } from '../step/train-on-batch';
import type { Undoing } from '../time-travel/undoing';
import { valuesOfStep, type Judge } from './judge';
import type { BatchPlace } from './pending-step';

type Parts = {
  /** Absent: the run can't go back. */
  readonly undoing: Pick<Undoing, 'isPossible' | 'undo'> | undefined;
  /** The step that the run stands in, where there is one. */
  readonly computed: () => ComputedStep | undefined;
};

/** What came of a batch: its update is written, or nothing is. */
type Outcome = {
  readonly trained?: TrainedBatch | undefined;
  /** Whether its judge has found something; it has seen this step then. */
  readonly isHit: boolean;
};

/** Trains on batches without standing inside, in the fastest form of the step that their judge allows. */
export class TrainingAtOnce {
  readonly #parts: Parts;
  #isUndone = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether the next batch was hit, and its update taken back; the question is asked once. */
  takeUndone(): boolean {
    const isUndone = this.#isUndone;
    this.#isUndone = false;
    return isUndone;
  }

  /**
   * Trains on a batch, unless NaN or infinities would be written or the judge finds something to be done before.
   * @throws what takes the training back to before the update, if something is found behind it
   */
  async run(place: BatchPlace, judge: Judge | undefined): Promise<Outcome> {
    if (judge && (place.file !== undefined || !this.#parts.undoing?.isPossible)) return this.#judgedFirst(place, judge);
    const trained = await this.#train(place, judge?.squares);
    if (trained && judge) this.#judgeWritten(judge, place, trained);
    return { trained, isHit: false };
  }

  #train(
    { compiled, batch, key, askAhead }: BatchPlace,
    squares: SquareKind | undefined,
  ): TrainedBatch | undefined | Promise<TrainedBatch | undefined> {
    return askAhead
      ? trainGuardedStepWhile(compiled, batch, key, askAhead, squares)
      : trainGuardedStep(compiled, batch, key, { squares });
  }

  #judgedFirst(place: BatchPlace, judge: Judge): Outcome {
    const { compiled, batch, key } = place;
    let isHit = false;
    const mayWrite: MayWrite = (sums, squares) =>
      !(isHit = judge.isHit(place, valuesOfStep(compiled, { sums, squares, isFinite: true }), this.#parts.computed));
    const trained = trainGuardedStep(compiled, batch, key, { mayWrite, squares: judge.squares });
    return { trained, isHit };
  }

  /** Judges a step behind its update, which is faster: what was hit is seldom. */
  #judgeWritten(judge: Judge, place: BatchPlace, trained: TrainedBatch): void {
    if (!judge.isHit(place, trained, this.#parts.computed)) return;
    if (!judge.isDueBefore) return void judge.act();
    disposeBatch(trained.batch);
    disposeResults(trained.results);
    this.#isUndone = true;
    throw this.#parts.undoing!.undo();
  }
}
