import type { TimeMachine } from './time-machine';

/** Share of a run's time that taking back steps may cost. */
const share = 1 / 32;

export type UndoingParts = {
  readonly machine: Pick<TimeMachine, 'canReturnSoon'>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Whether a batch was let go since the last update: the step alone does not say then where the data is. */
  readonly hasDiscarded: () => boolean;
  /** Leaves for the step at which the run stands. @returns the error that takes the training there */
  readonly leave: () => Error;
};

/**
 * Takes back the update of the batch in flight: the run goes to the last snapshot and repeats the way from there. So a step
 * can be written first and judged after that, in one run of its graph, as long as few are taken back.
 */
export class Undoing {
  readonly #parts: UndoingParts;
  #began = 0;
  #isUnderWay = false;
  /** When the next step may be taken back. */
  #next = -Infinity;

  constructor(parts: UndoingParts) {
    this.#parts = parts;
  }

  /** Whether the update of the batch that comes next could be taken back. */
  get isPossible(): boolean {
    const { machine, now, hasDiscarded } = this.#parts;
    const time = now();
    return time >= this.#next && machine.canReturnSoon(time) && !hasDiscarded();
  }

  /** Whether the way to the step is repeated because its update was taken back. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Goes back to before the batch in flight. @returns the error that takes the training there */
  undo(): Error {
    this.#began = this.#parts.now();
    this.#isUnderWay = true;
    return this.#parts.leave();
  }

  /** The run stands before the batch again. */
  arrived(): void {
    const now = this.#parts.now();
    this.#isUnderWay = false;
    this.#next = now + (now - this.#began) / share;
  }
}
