import type { Exactness, LineStart, SnapshotUse } from '../../contract/debug/time-travel';
import type { Logs } from '../../contract/training-event';
import type { PlainData } from '../experiment';
import { Keyframes, type KeyframeParts } from './keyframes';
import { stateHash, type Snapshot } from './snapshot';
import { StepValues, type Difference } from './step-values';

type Line = LineStart & {
  /** The newest step that was trained on it. */
  head: number;
  readonly values: StepValues;
  /** State hashes by step, where the run has rested; undefined: the state there has changed since. */
  readonly hashes: Map<number, string | undefined>;
};

export type TimeMachineParts = KeyframeParts & {
  /** Milliseconds. */
  readonly now: () => number;
  /** Updates that are done when the run begins: another process made them, and nothing goes back before. */
  readonly begins?: number;
  /** What can't be put back: names of callbacks without a state, or the custom loop. */
  readonly without: readonly string[];
  /** Tells states apart. Default: every number that a run goes on from counts. */
  readonly hash?: (models: Snapshot['models']) => string;
  /** Makes the data forget what can't be had a second time any more. */
  readonly forgetLost?: () => void;
};

/** Shares of the time that snapshots may take: while training, and near the end of a way that is repeated. */
const share = { training: 1 / 128, repeating: 1 / 4 };
/** A step back goes to a snapshot at least so many steps before where it began, and repeats the last. */
const leastSteps = 2;
/** Milliseconds of training that going back may have to repeat, at least. */
const leastMs = 200;
/** Milliseconds of training that may be repeated without a person's having asked for it. */
const soonMs = 400;

/**
 * Lets a run go back to any step: keeps snapshots now and then, finds the one to begin again from, and knows the values of
 * each step, so that a repeated one is proved equal.
 */
export class TimeMachine {
  readonly #parts: TimeMachineParts;
  readonly #hash: (models: Snapshot['models']) => string;
  readonly #frames: Keyframes;
  readonly #lines: Line[] = [];
  #line: Line;
  /** Where the run stands. */
  #at = 0;
  #nextDue = -Infinity;
  /** Milliseconds that the last snapshot took. */
  #cost = 0;
  /** When the last snapshot was kept. */
  #passed = -Infinity;
  /** Where the way to a step began, and when. */
  #way = { from: 0, began: 0 };
  #difference: Difference | undefined;
  /** Position of the snapshot that the run has passed last. */
  #behind: PlainData | undefined;

  constructor(parts: TimeMachineParts) {
    this.#parts = parts;
    this.#hash = parts.hash ?? stateHash;
    this.#frames = new Keyframes(parts);
    this.#at = parts.begins ?? 0;
    this.#line = this.#begin({ line: 1 });
    this.#line.head = this.#at;
    this.#way = { from: this.#at, began: 0 };
  }

  /** The line that is trained. */
  get line(): number {
    return this.#line.line;
  }

  /** The newest step of the present line; beyond where the run stands while it is in the past. */
  get head(): number {
    return this.#line.head;
  }

  get at(): number {
    return this.#at;
  }

  get use(): SnapshotUse {
    const { memory, disk } = this.#parts.budget;
    return {
      count: this.#frames.count,
      memory: this.#frames.memoryBytes,
      memoryBudget: memory,
      disk: this.#frames.diskBytes,
      diskBudget: disk,
      oldest: this.#oldest(),
    };
  }

  /**
   * Between two batches, with `at` updates done: keeps a snapshot if one is due or the run comes to rest here.
   * @param capture reads the state; costs time
   * @param target the step to which the run is on its way; undefined: it trains
   * @returns whether a snapshot was kept
   */
  visit(capture: () => Snapshot, isResting: boolean, target?: number): boolean {
    const { now } = this.#parts;
    const began = now();
    const isKept = this.#frames.has(this.line, this.#at);
    if (isKept && !isResting) return false;
    if (!isResting && began < this.#nextDue && !this.#isNear(began, target)) return false;
    const snapshot = capture();
    if (isResting && !this.#line.hashes.get(this.#at)) this.#line.hashes.set(this.#at, this.#hash(snapshot.models));
    if (!isKept) this.#frames.add(this.line, snapshot);
    this.#behind = snapshot.position;
    this.#passed = now();
    this.#cost = this.#passed - began;
    this.#nextDue = this.#passed + Math.max(leastMs, this.#cost / share.training);
    return !isKept;
  }

  /**
   * Whoever has stepped back will step back again: on the last part of a way, snapshots lie closer together. Then only the
   * first step back into a gap between two of them repeats all of it.
   */
  #isNear(time: number, target: number | undefined): boolean {
    const left = (target ?? 0) - this.#at;
    if (left < leastSteps || time - this.#passed < this.#cost / share.repeating) return false;
    const pace = (time - this.#way.began) / (this.#at - this.#way.from);
    return left * pace <= Math.max(leastMs, this.#cost / share.training);
  }

  /**
   * Whether the run can be brought back exactly to where it stands, and in a short time. Asked with every step.
   * @param now milliseconds
   */
  canReturnSoon(now: number): boolean {
    const { reaches, without } = this.#parts;
    if (without.length > 0 || this.#behind === undefined || now - this.#passed > soonMs) return false;
    return reaches?.(this.#behind) ?? true;
  }

  /** Takes in a step that was trained: a new one, or one of the present line again. */
  trained(own: Logs): void {
    this.#at += 1;
    if (this.#at <= this.#line.head) {
      this.#difference ??= this.#line.values.compare(this.#at, own);
      return;
    }
    this.#line.head = this.#at;
    this.#line.values.set(this.#at, own);
  }

  /** Values of a series on the way to where the run stands: at most so many, oldest first. */
  recorded(series: string, most: number): readonly number[] {
    const values: number[] = [];
    let line: Line | undefined = this.#line;
    for (let step = this.#at; step > 0 && values.length < most; step -= 1) {
      while (line?.from && step <= line.from.step) line = this.#parent(line);
      const own = line?.values.at(step);
      if (!own) break;
      if (own[series] !== undefined) values.push(own[series]);
    }
    return values.reverse();
  }

  /** The state at the present step was changed by hand. @param models undefined if a batch has begun since */
  changed(models: Snapshot['models'] | undefined): void {
    this.#line.hashes.set(this.#at, models && this.#hash(models));
  }

  /** Somebody may have deleted files: what is gone is not gone back to. */
  forgetLost(): void {
    this.#parts.forgetLost?.();
    this.#frames.forgetLost();
  }

  /**
   * Where to begin again so as to come to a step of the present line.
   * @throws RangeError if nothing that old is kept, or the step is still to come
   */
  rewind(step: number): Snapshot {
    if (step > this.head) throw new RangeError(`Step ${step} is still to come: the newest is ${this.head}.`);
    const snapshot = this.#find(this.#line, step);
    if (!snapshot) throw new RangeError(`The oldest step that can be gone back to is ${this.#oldest()}, not ${step}.`);
    this.#at = snapshot.step;
    this.#behind = snapshot.position;
    this.#difference = undefined;
    this.#passed = this.#parts.now();
    this.#way = { from: snapshot.step, began: this.#passed };
    return snapshot;
  }

  /** How far the state at the present step equals the one that was there before. */
  exactness(models: Snapshot['models']): Exactness {
    const { without } = this.#parts;
    if (this.#difference) return { kind: 'differs', ...this.#difference };
    const recorded = this.#hashAt(this.#line, this.#at);
    const is = recorded === undefined ? undefined : this.#hash(models);
    if (is !== recorded) return { kind: 'differs', step: this.#at, key: 'state', was: Number.NaN, is: Number.NaN };
    if (without.length > 0) return { kind: 'partly', without };
    return { kind: 'exact', by: is === undefined ? 'values' : 'hash' };
  }

  /** Training goes on from the past: it parts from the present line. @returns the new one; undefined at the head */
  part(): LineStart | undefined {
    if (this.#at >= this.head) return undefined;
    const from = { line: this.line, step: this.#at };
    this.#line = this.#begin({ line: this.#lines.length + 1, from });
    this.#line.head = this.#at;
    return { line: this.line, from };
  }

  dispose(): void {
    this.#frames.dispose();
  }

  #begin(start: LineStart): Line {
    const line: Line = { ...start, head: 0, values: new StepValues(), hashes: new Map() };
    this.#lines.push(line);
    return line;
  }

  #parent({ from }: Line): Line | undefined {
    return from && this.#lines[from.line - 1];
  }

  #find(line: Line, step: number): Snapshot | undefined {
    const own = this.#frames.before(line.line, step);
    if (own || !line.from) return own;
    return this.#find(this.#parent(line)!, Math.min(step, line.from.step));
  }

  #hashAt(line: Line, step: number): string | undefined {
    const own = line.hashes.get(step);
    if (line.hashes.has(step) || !line.from || step > line.from.step) return own;
    return this.#hashAt(this.#parent(line)!, step);
  }

  #oldest(): number {
    let line: Line | undefined = this.#line;
    let oldest = this.#at;
    for (let end = Infinity; line; end = Math.min(end, line.from?.step ?? end), line = this.#parent(line)) {
      // Beyond the place of parting, a line leads elsewhere.
      oldest = Math.min(oldest, ...this.#frames.stepsOf(line.line).filter((step) => step <= end));
    }
    return oldest;
  }
}
