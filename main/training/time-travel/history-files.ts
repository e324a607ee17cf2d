import { reasonOf } from '../../contract/errors';
import type { ErrorReport } from '../../contract/errors';
import { Journal } from './journal';
import type { Budget, KeyframeParts } from './keyframes';

/** Bytes of memory and disk where nothing else is given. */
export const defaultBudget: Budget = { memory: 256 * 2 ** 20, disk: 2 * 2 ** 30 };

/** Lets a run go back. */
export type HistoryOptions = {
  /** An empty folder that exists; snapshots and batches are kept in it. */
  readonly folder: string;
  readonly budget: Budget;
};

/** What a run's snapshots and journals share. A full disk is reported once; they then keep what fits in memory. */
export class HistoryFiles {
  readonly parts: Pick<KeyframeParts, 'folder' | 'budget' | 'onTrouble'>;
  readonly #journals: Journal[] = [];
  /** Hears of trouble. */
  warn: (warning: ErrorReport) => void = () => undefined;
  #hasWarned = false;

  constructor({ folder, budget }: HistoryOptions) {
    const onTrouble = (error: unknown): void => {
      if (this.#hasWarned) return;
      this.#hasWarned = true;
      this.warn({ code: 'history-disk', values: { folder, message: reasonOf(error) } });
    };
    this.parts = { folder, budget, onTrouble };
  }

  openJournal(name: string): Journal {
    const journal = new Journal(name, this.parts);
    this.#journals.push(journal);
    return journal;
  }

  /** Forgets batches whose files somebody has deleted. */
  forgetLost(): void {
    for (const journal of this.#journals) journal.forgetLost();
  }

  dispose(): void {
    for (const journal of this.#journals) journal.dispose();
  }
}
