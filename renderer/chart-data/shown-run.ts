import { Buckets, bucketLimit, spanFor, type StepRange } from './buckets';
import type { GivenForm, LineForm } from './chart-groups';
import type { DrawnGhost, DrawnLines, DrawnRun, ReadRun } from './drawn-run';
import type { Points } from './points';
import { type Reading, readingAt } from './readings';
import type { Ghost, RunSeries, SeriesLines } from './run-series';
import type { Smoothing } from './smoothing';

/** What of a run is looked at. */
export type RunView = {
  /** Absent: the whole run. */
  readonly range?: StepRange | undefined;
  /** Absent: nothing is smoothed. */
  readonly smoothing?: Smoothing | undefined;
};

/**
 * A run as the charts show it: a part of it in buckets of its own, read from all values, and batches smoothed. It
 * follows the run while values come; another view is another object.
 */
export class ShownRun implements DrawnRun, ReadRun {
  readonly run: RunSeries;
  readonly range: StepRange | undefined;
  readonly #smoothing: Smoothing | undefined;
  readonly #followers = new WeakMap<Points, Follower>();
  #ghosts: { readonly of: readonly Ghost[]; readonly drawn: readonly DrawnGhost[] } | undefined;

  constructor(run: RunSeries, { range, smoothing }: RunView = {}) {
    this.run = run;
    this.range = range;
    this.#smoothing = smoothing;
  }

  get step(): number {
    return this.run.step;
  }

  get weight(): number | undefined {
    return this.#smoothing?.weight;
  }

  lines(key: string): DrawnLines | undefined {
    const lines = this.run.lines(key);
    return lines && this.#linesOf(lines);
  }

  get ghosts(): readonly DrawnGhost[] {
    const { ghosts } = this.run;
    if (this.#ghosts?.of !== ghosts) {
      const drawn = ghosts.map((ghost) => ({
        ...ghost,
        lines: new Map([...ghost.lines].map(([key, lines]) => [key, this.#linesOf(lines)])),
      }));
      this.#ghosts = { of: ghosts, drawn };
    }
    return this.#ghosts.drawn;
  }

  reading(key: string, form: LineForm, step?: number): Reading | undefined {
    if (form !== 'smooth') return this.run.reading(key, form, step);
    const points = this.run.lines(key)?.points.batch;
    return points && readingAt(this.#smoothing?.of(points), step);
  }

  epochAt(step: number): number {
    return this.run.epochAt(step);
  }

  /**
   * The step a cursor can stand on.
   * @param by how many distinguishable places to move on; negative: back
   * @returns 0 if nothing is trained yet
   */
  stepNear(step: number, by = 0): number {
    const { step: newest, clock } = this.run;
    const steps = this.range ? this.range.to - this.range.from + 1 : newest;
    const place = spanFor(Math.max(1, steps), this.range ? bucketLimit - 2 : bucketLimit);
    return newest === 0 ? 0 : Math.min(newest, Math.max(clock.first, step + by * place));
  }

  #linesOf(lines: SeriesLines): DrawnLines {
    const { batch } = lines.points;
    const smooth = this.#smoothing && { smooth: this.#follow(this.#smoothing.of(batch)) };
    if (!this.range) return { ...lines, ...smooth };
    const part = (form: GivenForm) => this.#follow(lines.points[form], lines[form]);
    return { batch: part('batch'), mean: part('mean'), validation: part('validation'), ...smooth };
  }

  #follow(points: Points, outline?: Buckets): Buckets {
    let follower = this.#followers.get(points);
    if (!follower) {
      follower = new Follower(points, this.range, outline);
      this.#followers.set(points, follower);
    }
    return follower.catchUp();
  }
}

/** Buckets of a part of a line, or of all of it, that follow its points. */
class Follower {
  readonly #points: Points;
  readonly #buckets: Buckets;
  #next: number;

  /** @param outline holds what is older than the oldest point that is kept */
  constructor(points: Points, range: StepRange | undefined, outline: Buckets | undefined) {
    this.#points = points;
    this.#buckets = new Buckets(range);
    this.#next = range ? Math.max(points.first, points.indexAt(range.from - 1)) : points.first;
    if (range && outline && points.first > 0) addOutline(this.#buckets, outline, range, points.stepAt(points.first));
  }

  catchUp(): Buckets {
    const points = this.#points;
    const end = this.#buckets.range?.to ?? Infinity;
    for (; this.#next < points.length && this.#buckets.latestAt <= end; this.#next++) {
      if (points.isParted(this.#next)) this.#buckets.part();
      this.#buckets.add(points.stepAt(this.#next), points.valueAt(this.#next));
    }
    return this.#buckets;
  }
}

/** What lies before a step, in buckets that are as wide as the whole run needs them. */
function addOutline(buckets: Buckets, outline: Buckets, { from, to }: StepRange, before: number): void {
  for (let i = 0; i < outline.length; i++) {
    const last = outline.lastAt[i]!;
    if (last === 0 || outline.firstAt[i]! < from || last > to || last >= before) continue;
    buckets.add(outline.firstAt[i]!, outline.first[i]!);
    for (const value of [outline.min[i]!, outline.max[i]!, outline.last[i]!]) buckets.add(last, value);
  }
}
