import type { BatchEnd } from '../../main/contract/training-event';
import { lastWhere } from './last-where';
import { Points } from './points';

/** Steps of an epoch that is not whole: those behind `from`, up to `to`. */
export type EpochPart = { readonly epoch: number; readonly from: number; readonly to: number };

type EpochStart = { readonly epoch: number; readonly step: number };

/**
 * Where each step of a line lies in time and in its epochs. The time is that of the batches themselves: pauses,
 * validation and what a person looks at inside a step take none of it.
 */
export class RunClock {
  /** Grows whenever steps turn out to lie elsewhere in their epoch. */
  revision = 0;

  #stepsPerEpoch: number | undefined;
  #total: number;
  /** Milliseconds of all batches up to a step. */
  readonly #times: Points;
  /** Where epochs began, oldest first: each with the updates before it. */
  readonly #starts: EpochStart[];

  constructor(times = new Points(), starts: EpochStart[] = []) {
    this.#times = times;
    this.#total = times.length === 0 ? 0 : times.valueAt(times.length - 1);
    this.#starts = starts;
  }

  /** @returns whether the batch is the first of its epoch */
  add({ step, epoch, ms }: BatchEnd): boolean {
    this.#total += ms;
    this.#times.add(step, this.#total);
    const last = this.#starts.at(-1);
    if (last?.epoch === epoch) return false;
    if (last && step - 1 - last.step !== this.#epochLength) this.revision++;
    this.#starts.push({ epoch, step: step - 1 });
    return true;
  }

  /** Updates in the epoch under way, where that is known before it is over. */
  set stepsPerEpoch(steps: number | undefined) {
    if (steps !== this.#stepsPerEpoch) this.revision++;
    this.#stepsPerEpoch = steps;
  }

  /** The oldest step that is known; 0 if none is. */
  get first(): number {
    return this.#times.length === 0 ? 0 : this.#times.stepAt(this.#times.first);
  }

  /** The newest step; 0 before the first. */
  get head(): number {
    return this.#times.length === 0 ? 0 : this.#times.stepAt(this.#times.length - 1);
  }

  /** Whether steps can be told as parts of epochs: one epoch is over, or its length is known. */
  get hasEpochs(): boolean {
    return this.#epochLength !== undefined;
  }

  /** The epoch that a step belongs to, from 0. */
  epochOf(step: number): number {
    return this.#starts[this.#startBefore(step - 1)]?.epoch ?? 0;
  }

  /** What there is of the epoch that a step belongs to, if that is not all of it. */
  partOf(step: number): EpochPart | undefined {
    const start = this.#starts[this.#startBefore(step - 1)];
    const length = this.#epochLength;
    if (!start || length === undefined || step - start.step >= length) return undefined;
    return { epoch: start.epoch, from: start.step, to: step };
  }

  /** Seconds of training up to a step; after the newest, at the pace so far. */
  secondsAt(step: number): number {
    const times = this.#times;
    if (times.length === 0) return 0;
    if (step >= this.head) return (this.#total / 1000) * (1 + (step - this.head) / this.head);
    const i = times.indexAt(step);
    if (i >= times.first) return times.valueAt(i) / 1000;
    // Before the oldest that is known, evenly.
    return (times.valueAt(times.first) / 1000) * (Math.max(0, step) / this.first);
  }

  /** Epochs completed at a step, with the part of the present one: 2.5 is the middle of the third. */
  epochsAt(step: number): number {
    const i = this.#startBefore(step);
    const start = this.#starts[i];
    if (!start) return this.#stepsPerEpoch ? step / this.#stepsPerEpoch : 0;
    const next = this.#starts[i + 1];
    const length = next ? (next.step - start.step) / (next.epoch - start.epoch) : (this.#epochLength ?? 1);
    return start.epoch + (step - start.step) / length;
  }

  /** The same line up to a step, to be gone on from. */
  upTo(step: number): RunClock {
    const starts = this.#starts.filter((start) => start.step < step);
    const copy = new RunClock(this.#times.upTo(step), starts);
    copy.stepsPerEpoch = this.#stepsPerEpoch;
    return copy;
  }

  /** Index of the last epoch that began after so many updates, or fewer; 0 if none did. */
  #startBefore(step: number): number {
    return lastWhere(0, this.#starts.length - 1, (index) => this.#starts[index]!.step <= step);
  }

  /** Updates in the epoch under way: as planned, else as in the one before it. */
  get #epochLength(): number | undefined {
    if (this.#stepsPerEpoch !== undefined) return this.#stepsPerEpoch;
    const [before, last] = this.#starts.slice(-2);
    return before && last ? last.step - before.step : undefined;
  }
}
