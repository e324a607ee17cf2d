import type { RunState } from '../../main/contract/run-state';
import type { Logs, TrainingEvent } from '../../main/contract/training-event';

/** What a mark of the timeline stands for. */
export const markKinds = [
  'epoch',
  'snapshot',
  'discarded',
  'edit',
  'branch',
  'resumed',
  'breakpoint',
  'not-finite',
  'best',
] as const;
/** What can be marked on the timeline. */
export type MarkKind = (typeof markKinds)[number];

/** Marks of one kind that are kept: more than can be told apart on a screen. */
export const markLimit = 400;

function isFinite(own: Logs): boolean {
  for (const key in own) if (!Number.isFinite(own[key])) return false;
  return true;
}

/**
 * Where something happened on the line that is trained, a column for each kind. Beyond the limit every second of a kind goes,
 * so that a run of days keeps some of its whole length.
 */
export class RunMarks {
  readonly #steps = new Map<MarkKind, number[]>(markKinds.map((kind) => [kind, []]));
  /** The newest step with a value that is not finite. */
  #lastBad = -1;

  /** @returns whether the event left a mark */
  apply(event: TrainingEvent): boolean {
    switch (event.type) {
      case 'snapshot':
      case 'discarded':
        return this.#add(event.type, event.step);
      case 'edit':
        // A mark changes nothing in the run; a discarded batch has a mark of its own.
        return ['mark-row', 'discard'].includes(event.edit.kind) ? false : this.#add('edit', event.step);
      case 'hit':
        return this.#add('breakpoint', event.step);
      case 'epoch-end':
        // Where the data ended, the epoch may still go on.
        return event.early === undefined && this.#add('epoch', event.step);
      case 'batch-end':
        return isFinite(event.own) ? false : this.#addBad(event.step);
      case 'line':
        return event.start.from ? this.#part(event.start.from.step, 'branch') : false;
      case 'resumed':
        return this.#part(event.step, 'resumed');
      case 'state':
        return this.#addHeldBack(event.state);
      default:
        return false;
    }
  }

  /** Marks where the line was best, in place of any mark before. */
  setBest(step: number | undefined): void {
    this.#steps.set('best', step === undefined ? [] : [step]);
  }

  /** Steps with a mark of a kind, lowest first. */
  stepsOf(kind: MarkKind): readonly number[] {
    return this.#steps.get(kind)!;
  }

  /** What happened at a step. */
  at(step: number): readonly MarkKind[] {
    return markKinds.filter((kind) => this.stepsOf(kind).includes(step));
  }

  /** The nearest marked step after one, or before it; snapshots are too many to stop at. */
  nearest(step: number, direction: 1 | -1): number | undefined {
    const events = markKinds.filter((kind) => kind !== 'snapshot');
    const steps = events.flatMap((kind) => this.stepsOf(kind));
    const beyond = steps.filter((at) => (direction > 0 ? at > step : at < step));
    if (beyond.length > 0) return direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
    return undefined;
  }

  reset(): void {
    for (const steps of this.#steps.values()) steps.length = 0;
    this.#lastBad = -1;
  }

  #add(kind: MarkKind, step: number): boolean {
    const steps = this.#steps.get(kind)!;
    if (steps.at(-1) === step) return false;
    const isInOrder = steps.length === 0 || steps.at(-1)! < step;
    steps.push(step);
    if (!isInOrder) steps.sort((a, b) => a - b);
    if (steps.length > markLimit)
      this.#steps.set(
        kind,
        steps.filter((_, i) => i % 2 === 0),
      );
    return true;
  }

  /** Of NaN after NaN only the first is news. */
  #addBad(step: number): boolean {
    const isFirst = step !== this.#lastBad + 1;
    this.#lastBad = step;
    return isFirst && this.#add('not-finite', step);
  }

  /** An update that would write NaN, and so need not become a step. */
  #addHeldBack(state: RunState): boolean {
    const isHeld = state.status === 'paused' && state.at === 'before-commit' && state.why.kind === 'not-finite';
    return isHeld && this.#add('not-finite', state.step + 1);
  }

  /** What lies beyond is left behind with its line. */
  #part(step: number, kind: 'branch' | 'resumed'): boolean {
    for (const [kind, steps] of this.#steps)
      this.#steps.set(
        kind,
        steps.filter((at) => at <= step),
      );
    this.#lastBad = Math.min(this.#lastBad, step);
    this.setBest(undefined);
    return this.#add(kind, step);
  }
}
