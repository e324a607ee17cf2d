import { CodedError } from '../../../../main/contract/errors';
import type { TrainingSession } from '../../../../main/training/session/session';

/** Gives commands in the midst of a way to a step: the run asks between two batches whether somebody calls. */
export class OnWay {
  #session: TrainingSession | undefined;
  #act: (() => void) | undefined;
  /** How often the run asks before. */
  #left = 0;

  set session(session: TrainingSession) {
    this.#session = session;
  }

  /** Before a batch, of a validation too. */
  readonly isCalled = (): boolean => {
    if (this.#act && this.#session?.state.status === 'moving' && this.#left-- <= 0) this.#give(this.#act);
    return false;
  };

  /** Has a command given on the way that is begun now, if that is long enough. */
  after(count: number, act: () => void): void {
    this.#left = count;
    this.#act = act;
  }

  /** The run has come to rest. */
  end(): void {
    this.#act = undefined;
  }

  #give(act: () => void): void {
    this.#act = undefined;
    try {
      act();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }
}
