import type { Numbers } from '../optimizers/optimizer';
import type { OptimizerState } from '../optimizers/optimizer-state';
import { mayOverflow } from '../step/surely-finite';
import { isHeldBack } from './guard-nodes';

/** Guarded runs that may fail before they are tried less often. */
const patience = 4;

/** When a graph's guarded form is worth a try; where it is not, the caller looks closely at once. */
export class GuardPolicy {
  readonly #optimizer: OptimizerState;
  /** Guarded runs that failed, and for how many more steps none is tried because of that. */
  #heldBack = 0;
  #wait = 0;
  /** The hyperparameters judged last, and whether a finite gradient may overflow with them. */
  #judged: Numbers | undefined;
  #mayOverflow = false;

  constructor(optimizer: OptimizerState) {
    this.#optimizer = optimizer;
  }

  /** Whether a finite gradient may make an update that is not: the guard does not see that. */
  get mayOverflow(): boolean {
    const { hasSchedule, hyperparameters } = this.#optimizer;
    if (hasSchedule || hyperparameters !== this.#judged) {
      this.#judged = hyperparameters;
      this.#mayOverflow = mayOverflow(this.#optimizer);
    }
    return this.#mayOverflow;
  }

  /** Whether the next step is not to be tried; to be asked once for each. */
  isOff(): boolean {
    if (this.#wait > 0) {
      this.#wait -= 1;
      return true;
    }
    return this.mayOverflow;
  }

  /**
   * The binding leaks the inputs of a run that fails, so a training in which the guard fails again and again tries it ever
   * more rarely.
   * @returns undefined if the guard failed the run
   */
  unlessHeldBack<Result>(run: () => Result): Result | undefined {
    try {
      return run();
    } catch (error) {
      if (!isHeldBack(error)) throw error;
      this.#heldBack += 1;
      if (this.#heldBack > patience) this.#wait = 2 ** Math.min(this.#heldBack - patience, 20);
      return undefined;
    }
  }
}
