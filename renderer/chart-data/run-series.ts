import { isOnTheWay, type EditRecord } from '../../main/contract/debug/edits';
import type { LineStart } from '../../main/contract/debug/time-travel';
import { isOver, isTraining, type RunState } from '../../main/contract/run-state';
import type { BatchEnd, Logs, TrainingEvent } from '../../main/contract/training-event';
import { type BestStep, bestStep, judgedLoss } from './best-step';
import { Buckets } from './buckets';
import type { GivenForm, LineForm } from './chart-groups';
import { Points } from './points';
import { type Reading, readingAt } from './readings';
import { type EpochPart, RunClock } from './run-clock';
import { RunMarks } from './run-marks';

/** The three lines of one series key. */
export type SeriesLines = {
  /** Each batch's own value, of the weights before its update. */
  readonly batch: Buckets;
  /** Mean since the epoch began; parted where an epoch begins. */
  readonly mean: Buckets;
  /** One value per validated epoch, at the epoch's last step. */
  readonly validation: Buckets;
  /** All of their values. */
  readonly points: { readonly [Form in GivenForm]: Points };
};

/** A line that was left: training went on from its past. What follows the place of parting is drawn behind the present one. */
export type Ghost = {
  readonly line: number;
  /** The last step that the line that left has in common with it. */
  readonly from: number;
  /** Its newest step. */
  readonly head: number;
  readonly clock: RunClock;
  readonly lines: ReadonlyMap<string, SeriesLines>;
  /** It was not left but lost with its process, and is trained again: it goes once that has come as far. */
  readonly isLost?: true;
};

/** Where a line was best. */
export type LineBest = BestStep & { readonly line: number };

/** Lines that are kept beside the present one: the newest. */
export const ghostLimit = 3;

/**
 * Everything the charts know of a run, in typed arrays: every value, and the whole run in outline. Feed it the run's events in order, in arrays of any length.
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
  /** Where the steps of the present line lie in time and in epochs; another object whenever it is another line. */
  clock = new RunClock();

  /**
   * Where each line that is drawn had its lowest loss, the present line first; known once the run is over, and until it
   * goes on. Another array whenever that changes.
   */
  best: readonly LineBest[] = [];

  /** Steps of an epoch that came to no end, because its data ended early; `from` is the last before them. */
  partial: EpochPart | undefined;

  /** Lines before the first that the present process knows of. */
  #linesBefore = 0;
  /** Where the steps end that were lost; Infinity: none were. */
  #lostUpTo = Infinity;
  /** Key of the loss that lines are judged by; undefined where there is none. */
  judged: string | undefined;
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
    this.clock = new RunClock();
    this.marks.reset();
    this.ghosts = [];
    this.step = 0;
    this.epoch = 0;
    this.line = 1;
    this.edits = [];
    this.best = [];
    this.partial = undefined;
    this.#linesBefore = 0;
    this.#lostUpTo = Infinity;
    this.judged = undefined;
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

  /** The value of a line at a step, or the last before it; `step` absent: the newest. */
  reading(key: string, form: LineForm, step?: number): Reading | undefined {
    return form === 'smooth' ? undefined : readingAt(this.#lines.get(key)?.points[form], step);
  }

  /** The epoch, from 0, that a step belongs to. */
  epochAt(step: number): number {
    return this.clock.head === 0 ? this.epoch : this.clock.epochOf(step);
  }

  #applyOne(event: TrainingEvent): boolean {
    switch (event.type) {
      case 'epoch-begin':
        this.epoch = event.epoch;
        return false;
      case 'batch-end':
        this.#addBatch(event);
        return true;
      case 'epoch-end':
        for (const { points } of this.#lines.values()) points.mean.end();
        return this.#addValidation(event.step, event.logs);
      case 'validated':
        return this.#addValidation(event.step, event.logs) && this.#judge();
      case 'edit':
        this.edits = [...this.edits, event];
        return true;
      case 'plan':
        this.clock.stepsPerEpoch = event.plan.stepsPerEpoch;
        this.judged = judgedLoss(event.plan)?.key;
        return false;
      case 'state':
        return this.#enter(event.state);
      case 'line':
        return this.#part(event.start);
      case 'resumed':
        return this.#resume(event.step, event.epoch, event.edits);
      default:
        return false;
    }
  }

  #enter(state: RunState): boolean {
    const { partial } = this;
    this.partial = state.status === 'out-of-data' ? this.clock.partOf(state.step) : undefined;
    const isJudged = isOver(state) ? this.#judge() : isTraining(state) && this.#forgetBest();
    return isJudged || this.partial !== partial;
  }

  #judge(): boolean {
    const key = this.judged;
    if (key === undefined) return false;
    const left = this.ghosts.filter(({ isLost }) => !isLost);
    const lines = [...left, { line: this.line, lines: this.#lines }].reverse();
    const best = lines.flatMap(({ line, lines: own }): LineBest[] => {
      const found = bestStep(own.get(key)?.points);
      return found ? [{ line, ...found }] : [];
    });
    // Lines that are judged by other losses can't be compared.
    this.best = best.filter(({ by }) => by === best[0]?.by);
    this.marks.setBest(this.best.find(({ line }) => line === this.line)?.step);
    return true;
  }

  #forgetBest(): boolean {
    if (this.best.length === 0) return false;
    this.best = [];
    this.marks.setBest(undefined);
    return true;
  }

  /** What was trained beyond the place of parting becomes a ghost; the present line goes on from there. */
  #part({ line: begun, from }: LineStart): boolean {
    this.line = this.#linesBefore + begun;
    if (!from) return false;
    const { line, step } = from;
    this.edits = this.edits.filter((edit) => isOnTheWay(edit, step));
    this.#leave({ line: this.#linesBefore + line, from: step, head: this.step, clock: this.clock, lines: this.#lines });
    this.epoch = step > 0 ? this.clock.epochOf(step) : 0;
    return true;
  }

  /** Another process goes on, which counts its lines anew: what was trained beyond is lost, and drawn as it was until then. */
  #resume(step: number, epoch: number, edits: readonly EditRecord[]): boolean {
    this.#linesBefore = this.line - 1;
    if (this.step > step) {
      this.#lostUpTo = this.step;
      const { line, clock } = this;
      this.#leave({ line, from: step, head: this.step, clock, lines: this.#lines, isLost: true });
    }
    // What it had not heard of when the process died is missing.
    if (step > this.step) this.#leaveGap();
    this.step = step;
    this.epoch = epoch;
    this.edits = edits;
    return true;
  }

  #leaveGap(): void {
    for (const { batch, mean, points } of this.#lines.values()) {
      for (const each of [batch, mean, points.batch, points.mean]) each.part();
    }
  }

  #leave(ghost: Ghost): void {
    const { from: step } = ghost;
    this.#forgetBest();
    this.ghosts = [...this.ghosts, ghost].slice(-ghostLimit);
    this.#lines = new Map([...this.#lines].map(([key, lines]) => [key, upTo(lines, step)]));
    this.clock = this.clock.upTo(step);
    this.step = step;
  }

  #addBatch(event: BatchEnd): void {
    const { step, epoch, own, means } = event;
    this.step = step;
    this.epoch = epoch;
    // An epoch whose data was extended, or that goes on in another process, is said to begin or end more than once.
    if (this.clock.add(event)) this.#partMeans();
    if (step >= this.#lostUpTo) this.#forgetLost();
    for (const key in own) this.#add(key, 'batch', step, own[key]!);
    for (const key in means) this.#add(key, 'mean', step, means[key]!);
  }

  #partMeans(): void {
    for (const { mean, points } of this.#lines.values()) {
      mean.part();
      points.mean.part();
    }
  }

  #forgetLost(): void {
    this.#lostUpTo = Infinity;
    this.ghosts = this.ghosts.filter(({ isLost }) => !isLost);
  }

  #addValidation(step: number, logs: Logs): boolean {
    let changed = false;
    for (const name in logs) {
      if (!name.startsWith('val_')) continue;
      this.#add(name.slice('val_'.length), 'validation', step, logs[name]!);
      changed = true;
    }
    return changed;
  }

  #add(key: string, form: GivenForm, step: number, value: number): void {
    const lines = this.#linesOf(key);
    lines[form].add(step, value);
    lines.points[form].add(step, value);
  }

  #linesOf(key: string): SeriesLines {
    let lines = this.#lines.get(key);
    if (!lines) {
      const points = { batch: new Points(), mean: new Points(), validation: new Points() };
      lines = { batch: new Buckets(), mean: new Buckets(), validation: new Buckets(), points };
      this.#lines.set(key, lines);
    }
    return lines;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The same lines up to a step, to be gone on from. */
function upTo({ batch, mean, validation, points }: SeriesLines, step: number): SeriesLines {
  return {
    batch: batch.upTo(step),
    mean: mean.upTo(step),
    validation: validation.upTo(step),
    points: {
      batch: points.batch.upTo(step),
      mean: points.mean.upTo(step),
      validation: points.validation.upTo(step),
    },
  };
}
