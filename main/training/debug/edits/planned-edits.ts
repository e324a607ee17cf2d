import type { EditedBatch, PlannedEdit } from '../../../contract/debug/edits';
import type { RunPlan } from '../../../contract/training-event';
import { nextBatch } from '../../session/next-batch';
import type { SavedRun } from '../../session/saved-run';
import { isBefore, isDiscard, isSameBatch } from './edit-kinds';
import { checkPlaces, misplaced } from './planned-places';

/** Edits that a run which goes on from a saved one has yet to make. */
export function editsAhead(planned: readonly PlannedEdit[], resume: SavedRun | undefined): readonly PlannedEdit[] {
  if (!resume) return planned;
  const next = nextBatch(resume);
  return planned.filter((each) => {
    if (each.step !== resume.step || !isDiscard(each)) return each.step >= resume.step;
    return !isBefore(each.inside, next);
  });
}

/** What a run is still to be edited with, by number of updates. */
export class PlannedEdits {
  #ahead: PlannedEdit[];

  /**
   * @param planned those of one step in the order in which they are to be made
   * @param begins updates that are done when the run begins
   * @throws CodedError `discard-misplaced`, `edits-beyond-end`
   */
  constructor(planned: readonly PlannedEdit[], plan: RunPlan, begins: number) {
    this.#ahead = [...planned].sort((a, b) => a.step - b.step);
    checkPlaces(this.#ahead, plan, begins);
  }

  /** Those that the run has not come to. */
  get ahead(): readonly PlannedEdit[] {
    return this.#ahead;
  }

  /**
   * Takes out those that come before the next batch: one behind a batch that is to be discarded waits for that. Whoever
   * goes back from a step before its edits are made finds them due when going on.
   * @param step updates that are done
   * @throws CodedError `discard-misplaced` if a batch was to be discarded and has not come
   */
  take(step: number): readonly PlannedEdit[] {
    const end = this.#ahead.findIndex((each) => each.step > step || isDiscard(each));
    const next = this.#ahead[end];
    if (next && next.step < step) throw misplaced(next);
    return this.#ahead.splice(0, end < 0 ? this.#ahead.length : end);
  }

  /** Takes out the rows that are to be marked where no batch comes any more. */
  takeMarks(): readonly PlannedEdit[] {
    const isMark = ({ edit }: PlannedEdit): boolean => edit.kind === 'mark-row';
    const marks = this.#ahead.filter(isMark);
    this.#ahead = this.#ahead.filter((each) => !isMark(each));
    return marks;
  }

  /** Whether a batch is to be let go that comes next. */
  isDiscarded(step: number, batch: EditedBatch): boolean {
    const [next] = this.#ahead;
    return next?.step === step && isDiscard(next) && isSameBatch(next.inside, batch);
  }

  /** A batch was let go, whether that was planned or not. */
  discarded(step: number, batch: EditedBatch): void {
    const at = this.#ahead.findIndex(
      (each) => each.step === step && isDiscard(each) && isSameBatch(each.inside, batch),
    );
    if (at >= 0) this.#ahead.splice(at, 1);
  }
}
