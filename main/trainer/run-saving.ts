import { isLegal } from '../contract/commands';
import { CodedError } from '../contract/errors';
import { isInside, isOver } from '../contract/run-state';
import type { TrainingEvent } from '../contract/training-event';
import type { savingOf } from '../training/session/saving';
import type { TrainingSession } from '../training/session/session';

/** Saves a run as a person asks for it: it is paused first, and let out of a validation, from within which no run goes on. */
export class RunSaving {
  readonly #savingOf: typeof savingOf;
  #changed: () => void = () => undefined;

  constructor(saving: typeof savingOf) {
    this.#savingOf = saving;
  }

  /** What happens in the run. */
  hear(event: TrainingEvent): void {
    if (event.type === 'state') this.#changed();
  }

  /**
   * Saves it in a folder, in place of what an earlier one has left there.
   * @throws CodedError `write-failed`, `run-inside`; `illegal-command` if it is over before it can be saved
   */
  async save(session: TrainingSession, folder: string): Promise<void> {
    if (isLegal('pause', session.state.status)) session.pause();
    for (;;) {
      const { state } = session;
      if (isInside(state)) throw new CodedError('run-inside', {});
      if (state.status === 'paused') {
        const save = this.#savingOf(session);
        if (save) return save(folder);
        session.runToEpochEnd();
      } else if (isOver(state) || state.status === 'ready') {
        throw new CodedError('illegal-command', { command: 'saveRun', status: state.status });
      }
      await this.#change();
    }
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => (this.#changed = resolve));
    // The session says a state and goes on with it in the same turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
