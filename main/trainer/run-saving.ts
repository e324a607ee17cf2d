import { isLegal } from '../contract/commands';
import { CodedError } from '../contract/errors';
import { isInside, isOver, stepOf } from '../contract/run-state';
import type { TrainingEvent } from '../contract/training-event';
import type { savingOf } from '../training/session/saving';
import type { TrainingSession } from '../training/session/session';

/**
 * Saves a run as a person asks for it: it is paused first, let out of a validation, from within which no run goes on, and
 * stepped back to where the batch began that it stands in: nothing of that is written.
 */
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
   * @returns the step that it stood inside, if it did
   * @throws CodedError `write-failed`; `run-inside` if it can't step back; `illegal-command` if it is over before it can be
   * saved
   */
  async save(session: TrainingSession, folder: string): Promise<{ readonly before?: number }> {
    if (isLegal('pause', session.state.status)) session.pause();
    let left: { readonly before?: number } = {};
    for (;;) {
      const { state } = session;
      if (isInside(state)) left = { before: stepOf(state) + 1 };
      // The models of a loop are as they were before the batch, and its own variables have no way back.
      if (isInside(state) && session.plan.mode !== 'loop') {
        stepOut(session);
      } else if (state.status === 'paused') {
        const save = this.#savingOf(session);
        if (save) {
          await save(folder);
          return left;
        }
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

/** Goes back to where the batch began that the run stands in. @throws CodedError `run-inside` if that is not kept */
function stepOut(session: TrainingSession): void {
  if (!session.snapshotUse()) throw new CodedError('run-inside', {});
  try {
    session.stepBack();
  } catch (cause) {
    throw new CodedError('run-inside', {}, { cause });
  }
}
