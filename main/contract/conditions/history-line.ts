import { advance } from './advance';
import type { Cells } from './cells';
import type { ConditionSources } from './condition-sources';
import { Lagged } from './lagged';
import { Moments } from './moments';
import { pastRange } from './past-range';
import { Ring } from './ring';
import { Smoothed } from './smoothed';
import { SortedWindow } from './sorted-window';
import { readSource } from './read-source';
import type { Kept, Tracker } from './tracker';
import type { Source, Tree } from './tree';
import { anything, exactly, union, type ValueRange } from './value-range';

/** Values that a smoothed series is begun from, where it has no state. */
const smoothedFrom = 1000;

/** Values that a line holds at most, see {@link HistoryLine.hold}. */
export const mostHeld = 512;

/** The past of one source: its newest values and whatever is kept of them. */
export class HistoryLine {
  readonly #read: (sources: ConditionSources) => number;
  /** The series or layer that it is of; undefined where every batch has a value. */
  readonly #of: string | undefined;
  readonly #trackers = new Map<string, Tracker>();
  readonly #kept: Kept;
  readonly #ring: Ring;
  /** Whether the newest batch has a value in it. */
  #hasGrown = false;
  /** Values that its trackers have not taken in yet. */
  readonly #held = new Float64Array(mostHeld);
  #heldCount = 0;

  constructor(source: Source, told: Cells, past: Cells) {
    this.#ring = new Ring(past, 2);
    this.#kept = { told, past, ring: this.#ring };
    this.#read = readSource(source);
    this.#of = source.kind === 'series' ? source.key : source.kind === 'measure' ? source.layer : undefined;
  }

  /** The cell of its value so many values ago. */
  lagged(lag: number): number {
    return this.#tracker(`lagged ${lag}`, lag, () => new Lagged(this.#kept, lag)).cell;
  }

  /** The cell of something over its past. */
  cellOf({ name, lag, amount }: Extract<Tree, { readonly kind: 'history' }>): number {
    const [id, reach] = [`${lag} ${amount}`, lag + amount];
    switch (name) {
      case 'ema':
        return this.#tracker(`smoothed ${id}`, lag + 1, () => new Smoothed(this.#kept, lag, amount)).cell;
      case 'mean':
      case 'std':
      case 'slope':
        return this.#tracker(`moments ${id}`, reach, () => new Moments(this.#kept, lag, amount)).cellOf(name);
      case 'median':
      case 'min':
      case 'max':
        return this.#tracker(`sorted ${id}`, reach, () => new SortedWindow(this.#kept, lag, amount)).cellOf(name);
    }
  }

  /** How many values it takes to know all that is asked. */
  get wanted(): number {
    const hasSmoothed = [...this.#trackers.values()].some((tracker) => tracker instanceof Smoothed);
    return Math.max(this.#ring.capacity, hasSmoothed ? smoothedFrom : 0);
  }

  /** Takes in the value of a batch; to be called with nothing put aside. */
  record(sources: ConditionSources): void {
    if (this.#grows(sources)) this.push(this.#read(sources));
  }

  push(value: number): void {
    advance(this.#ring.at, value, this.#kept.past, this.#kept.told);
  }

  /**
   * Puts the value of a batch aside: nobody reads what follows from it before {@link release}. At most {@link mostHeld} in a row.
   * @param value that of the batch, where it was read already
   */
  hold(sources: ConditionSources, value = this.#read(sources)): void {
    if (this.#grows(sources)) this.#held[this.#heldCount++] = value;
  }

  /** Takes in what was put aside: many values in a row cost little, as the code stays in the processor's caches. */
  release(): void {
    const count = this.#heldCount;
    this.#heldCount = 0;
    for (let at = 0; at < count; at += 1) this.push(this.#held[at]!);
  }

  #grows(sources: ConditionSources): boolean {
    return (this.#hasGrown = this.#of === undefined || (sources.isOwn?.(this.#of) ?? true));
  }

  /** All that is kept of it; NaN too as long as it is not full of ordinary numbers. */
  get range(): ValueRange {
    const { low, high, isFull } = this.#ring.extent();
    return low > high ? anything : { low, high, mayBeNaN: !isFull };
  }

  /** All that something over its past may come to while further values lie in `next`. @param kept its {@link range} */
  rangeOf(
    tree: Extract<Tree, { readonly kind: 'source' | 'history' }>,
    kept: ValueRange,
    next: ValueRange,
  ): ValueRange {
    if (tree.kind === 'source') return pastRange('previous', { kept, next, amount: 1 });
    if (tree.name !== 'ema') return pastRange(tree.name, { kept, next, amount: tree.amount });
    // It is made of values too that are not kept any more.
    const present = exactly(this.#kept.told.values[this.cellOf(tree)]!);
    return pastRange(tree.name, { kept: union(kept, present), next, amount: tree.amount });
  }

  /** Takes back what the newest batch brought. */
  takeBack(): void {
    if (!this.#hasGrown) return;
    this.#hasGrown = false;
    if (this.#heldCount > 0) return void (this.#heldCount -= 1);
    this.#ring.pop();
    for (const tracker of this.#trackers.values()) tracker.pop();
  }

  clear(): void {
    this.#heldCount = 0;
    this.#ring.fill([]);
    for (const tracker of this.#trackers.values()) tracker.rebuild();
  }

  /** What {@link getState} has something for. */
  get names(): readonly string[] {
    return ['', ...this.#trackers.keys()];
  }

  /** Its values under '', its trackers by what they are. */
  getState(): ReadonlyMap<string, Float64Array> {
    this.release();
    const trackers = [...this.#trackers].map(([name, tracker]) => [name, tracker.getState()] as const);
    return new Map([['', this.#ring.toArray()], ...trackers]);
  }

  setState(state: ReadonlyMap<string, ArrayLike<number>>): void {
    this.#heldCount = 0;
    this.#ring.fill(state.get('') ?? []);
    for (const [name, tracker] of this.#trackers) {
      const saved = state.get(name);
      if (!saved || !tracker.setState(saved)) tracker.rebuild();
    }
  }

  #tracker<Kind extends Tracker>(name: string, reach: number, create: () => Kind): Kind {
    const known = this.#trackers.get(name);
    // A name begins with the kind, so that it finds no other.
    if (known) return known as Kind;
    // One more for the value that leaves a window, one for a value that is taken back.
    if (this.#ring.capacity < reach + 2) this.#ring.grow(reach + 2);
    const tracker = create();
    this.#trackers.set(name, tracker);
    return tracker;
  }
}
