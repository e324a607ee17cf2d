import { writeSavedRun, type SavedRun } from './saved-run';

/** Where a run keeps itself for the case that its process dies, and who hears of it. */
export type KeepOptions = {
  /** Need not exist yet. */
  readonly folder: string;
  /** Called before each time: whoever looks on is to know of all steps that are about to be kept. */
  readonly keeping?: () => void;
  /** Hears each time that the folder holds a newer state, with the updates that were done there. */
  readonly kept: (step: number) => void;
};

export type KeptRunParts = KeepOptions & {
  /** The state between two batches; undefined where there is none to go on from. Copies all weights. */
  readonly saved: () => SavedRun | undefined;
  /** Milliseconds. */
  readonly now: () => number;
  /** Hears, once, that the folder can't be written. */
  readonly onTrouble: (error: unknown) => void;
};

/** Milliseconds from the begin to the first time, and between two times at least. */
const firstMs = 5000;
const leastMs = 30_000;
/** Keeping may take one part in so many of the time. */
const parts = 200;
/** Milliseconds that a run stands until it is kept: whoever steps on at once does not wait for the disk. */
const restMs = 500;

/**
 * Keeps the newest state of a run in a folder, so that another process can go on: now and then while it trains, and where
 * it stands. A folder that can't be written is said once, and the training goes on.
 */
export class KeptRun {
  /** Whether it is time to write, at the next batch. */
  isDue = false;
  readonly #parts: KeptRunParts;
  #step: number;
  #timer: NodeJS.Timeout | undefined;
  #restTimer: NodeJS.Timeout | undefined;
  #isWriting = false;
  #hasParted = false;
  #hasWarned = false;

  /** @param step of the state that is in the folder, or that the run begins with */
  constructor(parts: KeptRunParts, step: number) {
    this.#parts = parts;
    this.#step = step;
  }

  /** The run begins to train. */
  begin(): void {
    this.#wait(firstMs);
  }

  /** What is in the folder belongs to a line that was left. */
  parted(): void {
    this.#hasParted = true;
    this.isDue = !this.#isWriting;
  }

  /** The run stands between two batches. */
  rested(): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => void this.write(), restMs);
    this.#restTimer.unref();
  }

  /** Writes the state, if the run stands between two batches and has trained since the last time. */
  async write(): Promise<void> {
    if (this.#isWriting) return this.rested();
    const { folder, keeping, kept, now, onTrouble, saved } = this.#parts;
    const began = now();
    this.isDue = false;
    this.#isWriting = true;
    try {
      const run = saved();
      if (!run || (run.step === this.#step && !this.#hasParted)) return;
      this.#hasParted = false;
      keeping?.();
      await writeSavedRun(folder, run);
      this.#step = run.step;
      kept(run.step);
    } catch (error) {
      if (!this.#hasWarned) onTrouble(error);
      this.#hasWarned = true;
    } finally {
      this.#isWriting = false;
      this.#wait(Math.max(leastMs, (now() - began) * parts));
      this.isDue = this.#hasParted;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#restTimer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isDue = true), ms);
    this.#timer.unref();
  }
}
