import type { BrowserWindow } from 'electron';
import type { SaveResult } from './contract/ipc';
import { isInPast, isTraining, stepOf, type RunState } from './contract/run-state';
import type { Language } from './contract/text';
import { askBeforeEnding, sayFailed, type RunEnding } from './dialogs';

export type UnsavedRunParts = {
  readonly window: BrowserWindow;
  readonly language: () => Language;
  /** Whether somebody is there to be asked. */
  readonly isAttended: boolean;
  /** Asks for a place, pauses the run and saves it there. */
  readonly save: () => Promise<SaveResult>;
  /** Milliseconds. */
  readonly now: () => number;
};

/** A run that is restarted within so many milliseconds is one that a person tries things with: nobody is asked then. */
const tryingMs = 60_000;

/** Asks before a run that is under way and not saved is ended: its window closed, another opened, or begun anew. */
export class UnsavedRun {
  readonly #parts: UnsavedRunParts;
  #state: RunState = { status: 'empty' };
  /** Where the run stood when it was saved. */
  #savedState: RunState | undefined;
  /** When its first batch was asked for. */
  #began: number | undefined;
  #isAsking = false;

  constructor(parts: UnsavedRunParts) {
    this.#parts = parts;
  }

  /** Whether ending the run would lose what was trained. */
  get isUnderWay(): boolean {
    const hasTrained = stepOf(this.#state) > 0 || isInPast(this.#state);
    const isLeft = this.#state.status === 'moving' || (this.#state.status === 'paused' && hasTrained);
    return isTraining(this.#state) || (isLeft && this.#state !== this.#savedState);
  }

  /** To be told of every state of the run. */
  hear(state: RunState): void {
    this.#state = state;
    if (['empty', 'loading', 'ready'].includes(state.status)) this.#began = undefined;
    else this.#began ??= this.#parts.now();
  }

  /** The run is saved as it stands now. */
  saved(): void {
    this.#savedState = this.#state;
  }

  /** Whether the run may be ended; asks the person where something would be lost. */
  async mayEnd(ending: RunEnding): Promise<boolean> {
    if (!this.#isAskedOf(ending)) return true;
    if (this.#isAsking) return false;
    this.#isAsking = true;
    try {
      return await this.#ask(ending);
    } finally {
      this.#isAsking = false;
    }
  }

  #isAskedOf(ending: RunEnding): boolean {
    const { isAttended, now } = this.#parts;
    if (!isAttended || !this.isUnderWay) return false;
    return ending !== 'restart' || now() - (this.#began ?? now()) > tryingMs;
  }

  async #ask(ending: RunEnding): Promise<boolean> {
    const { language, save, window } = this.#parts;
    const answer = await askBeforeEnding(window, language(), { ending, isTraining: isTraining(this.#state) });
    if (answer === 'background') window.minimize();
    if (answer !== 'save') return answer === 'stop';
    const result = await save();
    if (result.outcome === 'failed') await sayFailed(window, language(), result.error);
    return result.outcome === 'saved';
  }
}
