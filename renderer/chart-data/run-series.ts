import { isOnTheWay, type EditRecord } from '../../main/contract/debug/edits';
import type { LineStart } from '../../main/contract/debug/time-travel';
import type { BatchEnd, Logs, TrainingEvent } from '../../main/contract/training-event';
import { Buckets } from './buckets';
import { RunMarks } from './run-marks';

/** The three lines of one series key. */
export type SeriesLines = {
  /** Each batch's own value, of the weights before its update. */
  readonly batch: Buckets;
  /** Mean since the epoch began; parted where an epoch begins. */
  readonly mean: Buckets;
  /** One value per validated epoch, at the epoch's last step. */
  readonly validation: Buckets;
};

/** A line that was left: training went on from its past. What follows the place of parting is drawn behind the present one. */
export type Ghost = {
  readonly line: number;
  /** The last step that the line that left has in common with it. */
  readonly from: number;
  /** Its newest step. */
  readonly head: number;
  readonly lines: ReadonlyMap<string, SeriesLines>;
};

/** Lines that are kept beside the present one: the newest. */
export const ghostLimit = 3;

/**
 * Everything the charts know of a run, in typed arrays: feed it the run's events in order, in arrays of any length.
 * Listeners hear once per array that changed something.
 */
export class RunSeries {
  /** Completed updates. */
  step = 0;
  /** The epoch of the newest batch, from 0. */
  epoch = 0;
  /** Which line is trained, from 1. */
  line = 1;
  /** What was changed by hand on the way of the present line; another array whenever it is another list. */
  edits: readonly EditRecord[] = [];

  /** The lines that were left, oldest first; another array whenever there are others. */
  ghosts: readonly Ghost[] = [];
  /** What happened, for the timeline. */
  readonly marks = new RunMarks();

  #epochs = new Buckets();
  #lines = new Map<string, SeriesLines>();
  readonly #listeners = new Set<() => void>();

  /** Takes in what happened; events that carry no values are passed over. */
  apply(events: readonly TrainingEvent[]): void {
    let changed = false;
    for (const event of events) {
      changed = this.#applyOne(event) || changed;
      changed = this.marks.apply(event) || changed;
    }
    if (changed) this.#notify();
  }

  /** Forgets the run: the next events belong to another. */
  reset(): void {
    this.#lines.clear();
    this.#epochs.reset();
    this.marks.reset();
    this.ghosts = [];
    this.step = 0;
    this.epoch = 0;
    this.line = 1;
    this.edits = [];
    this.#notify();
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest step of any line that is drawn. */
  get furthest(): number {
    return this.ghosts.reduce((most, { head }) => Math.max(most, head), this.step);
  }

  /** The lines of a series key; undefined until it has had a value. */
  lines(key: string): SeriesLines | undefined {
    return this.#lines.get(key);
  }

  /** The epoch, from 0, that a step belongs to; where buckets hold several, the last of them. */
  epochAt(step: number): number {
    const i = this.#epochs.indexAt(step);
    return i < 0 ? this.epoch : this.#epochs.valueAt(i);
  }

  /**
   * The step a cursor can stand on: the one at or before `step`, where buckets hold several the last of them.
   * @param by moves on by so many places, negative: back
   * @returns 0 if nothing is trained yet
   */
  stepNear(step: number, by = 0): number {
    const steps = this.#epochs;
    if (steps.length === 0) return 0;
    const at = Math.max(0, steps.indexAt(Math.max(1, step)));
    const wanted = Math.min(steps.length - 1, Math.max(0, at + by));
    return steps.stepAt(Math.max(0, steps.indexAt(wanted * steps.span + 1)));
  }

  #applyOne(event: TrainingEvent): boolean {
    switch (event.type) {
      case 'epoch-begin':
        this.epoch = event.epoch;
        for (const { mean } of this.#lines.values()) mean.part();
        return false;
      case 'batch-end':
        this.#addBatch(event);
        return true;
      case 'epoch-end':
        return this.#addValidation(event.step, event.logs);
      case 'edit':
        this.edits = [...this.edits, event];
        return true;
      case 'line':
        return this.#part(event.start);
      default:
        return false;
    }
  }

  /** What was trained beyond the place of parting becomes a ghost; the present line goes on from there. */
  #part({ line: begun, from }: LineStart): boolean {
    this.line = begun;
    if (!from) return false;
    const { line, step } = from;
    this.edits = this.edits.filter((edit) => isOnTheWay(edit, step));
    this.ghosts = [...this.ghosts, { line, from: step, head: this.step, lines: this.#lines }].slice(-ghostLimit);
    const kept = [...this.#lines].map(([key, { batch, mean, validation }]): [string, SeriesLines] => [
      key,
      { batch: batch.upTo(step), mean: mean.upTo(step), validation: validation.upTo(step) },
    ]);
    this.#lines = new Map(kept);
    this.#epochs = this.#epochs.upTo(step);
    this.step = step;
    this.epoch = step > 0 ? this.#epochs.latest : 0;
    return true;
  }

  #addBatch({ step, epoch, own, means }: BatchEnd): void {
    this.step = step;
    this.epoch = epoch;
    this.#epochs.add(step, epoch);
    for (const key in own) this.#linesOf(key).batch.add(step, own[key]!);
    for (const key in means) this.#linesOf(key).mean.add(step, means[key]!);
  }

  #addValidation(step: number, logs: Logs): boolean {
    let changed = false;
    for (const name in logs) {
      if (!name.startsWith('val_')) continue;
      this.#linesOf(name.slice('val_'.length)).validation.add(step, logs[name]!);
      changed = true;
    }
    return changed;
  }

  #linesOf(key: string): SeriesLines {
    let lines = this.#lines.get(key);
    if (!lines) {
      lines = { batch: new Buckets(), mean: new Buckets(), validation: new Buckets() };
      this.#lines.set(key, lines);
    }
    return lines;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
