/** Buckets a series may hold: about one per pixel of a chart. */
export const bucketLimit = 600;

const columns = ['first', 'firstAt', 'last', 'lastAt', 'min', 'max', 'badAt', 'parted'] as const;

/** Steps that are looked at, both ends among them. */
export type StepRange = { readonly from: number; readonly to: number };

/** Steps per bucket for a run of a given length: a power of two. */
export function spanFor(steps: number, places = bucketLimit): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(steps / places)));
}

/**
 * One series over steps in at most `bucketLimit` buckets, each for `span` steps: bucket `i` covers the steps
 * `i * span + 1` to `(i + 1) * span`. A step beyond the last bucket doubles the span and merges neighbours, so that
 * first, last, minimum and maximum are kept and nothing is held per step.
 *
 * Those of a range have a span that never changes. Their first bucket is for the value before the range and their last
 * for the one after it, so that a line runs out of the picture at both ends; neither counts among the extremes.
 *
 * NaN and infinities are not drawn: they part the line and leave a mark (`badAt`).
 */
export class Buckets {
  /** Steps per bucket: a power of two. */
  span = 1;
  /** Buckets in use; those of them that hold nothing have `lastAt` and `badAt` 0. */
  length = 0;
  /** Grows whenever buckets already drawn have changed: on a merge and on a reset. */
  revision = 0;
  /** Extremes of all finite values; `Infinity` and `-Infinity` before the first. */
  lowest = Infinity;
  highest = -Infinity;
  /** The lowest value above 0: where a logarithmic axis has to begin. */
  lowestPositive = Infinity;
  /** The newest value, finite or not, and its step; step 0 before the first. */
  latest = NaN;
  latestAt = 0;

  readonly first = new Float64Array(bucketLimit);
  readonly last = new Float64Array(bucketLimit);
  readonly min = new Float64Array(bucketLimit);
  readonly max = new Float64Array(bucketLimit);
  /** Step of the first finite value. */
  readonly firstAt = new Float64Array(bucketLimit);
  /** Step of the last finite value; 0: no finite value. */
  readonly lastAt = new Float64Array(bucketLimit);
  /** Step of the first value that is not finite; 0: none. */
  readonly badAt = new Float64Array(bucketLimit);
  /** 1 where the line is parted between the value before and this bucket's first. */
  readonly parted = new Uint8Array(bucketLimit);

  /** The steps that are looked at; undefined: all. */
  readonly range: StepRange | undefined;

  #partNext = false;

  constructor(range?: StepRange) {
    this.range = range;
    if (range) this.span = spanFor(range.to - range.from + 1, bucketLimit - 2);
  }

  /** Adds the value of a step; steps count from 1 and never fall. */
  add(step: number, value: number): void {
    let i = this.placeOf(step);
    while (i >= bucketLimit) {
      this.#mergePairs();
      i = this.placeOf(step);
    }
    if (i >= this.length) this.length = i + 1;
    this.latest = value;
    this.latestAt = step;
    if (Number.isFinite(value)) this.#addFinite(i, step, value);
    else this.#addBad(i, step);
  }

  /** Index of the bucket that a step belongs to, whether there is one yet or not. */
  placeOf(step: number): number {
    if (!this.range) return Math.floor((step - 1) / this.span);
    const { from, to } = this.range;
    if (step < from) return 0;
    return 1 + Math.floor(((step > to ? to + this.span : step) - from) / this.span);
  }

  /** The same values up to a step, in buckets of their own, to be added to from there on. */
  upTo(step: number): Buckets {
    const copy = new Buckets();
    const whole = Math.min(this.length, Math.floor(step / this.span));
    copy.span = this.span;
    copy.length = whole;
    for (const column of columns) copy[column].set(this[column].subarray(0, whole));
    for (let i = 0; i < whole; i++) copy.#lookAt(i);
    if (whole < this.length) this.#copyPart(whole, step, copy);
    return copy;
  }

  /** Parts the line before the next value. */
  part(): void {
    this.#partNext = true;
  }

  /** Index of the bucket at or before a step that holds a value; -1 if there is none. */
  indexAt(step: number): number {
    let i = Math.min(this.length - 1, this.placeOf(step));
    while (i >= 0 && this.stepAt(i) === 0) i--;
    return i;
  }

  /** The step whose value stands for a bucket: its last finite one, else the first that is not; 0 if empty. */
  stepAt(index: number): number {
    return this.lastAt[index]! || this.badAt[index]!;
  }

  /** The value that stands for a bucket; NaN if it has no finite one. */
  valueAt(index: number): number {
    return this.lastAt[index]! > 0 ? this.last[index]! : NaN;
  }

  /** Forgets everything. */
  reset(): void {
    this.lastAt.fill(0);
    this.badAt.fill(0);
    this.parted.fill(0);
    this.span = 1;
    this.length = 0;
    this.lowest = Infinity;
    this.highest = -Infinity;
    this.lowestPositive = Infinity;
    this.latest = NaN;
    this.latestAt = 0;
    this.#partNext = false;
    this.revision++;
  }

  #addFinite(i: number, step: number, value: number): void {
    if (this.lastAt[i] === 0) {
      this.first[i] = this.min[i] = this.max[i] = value;
      this.firstAt[i] = step;
      this.parted[i] = this.#partNext ? 1 : 0;
    }
    if (value < this.min[i]!) this.min[i] = value;
    if (value > this.max[i]!) this.max[i] = value;
    this.last[i] = value;
    this.lastAt[i] = step;
    this.#partNext = false;
    if (this.range && (step < this.range.from || step > this.range.to)) return;
    if (value < this.lowest) this.lowest = value;
    if (value > this.highest) this.highest = value;
    if (value > 0 && value < this.lowestPositive) this.lowestPositive = value;
  }

  /** Of a bucket that a step cuts, what is sure to lie before it: all of it, or its first value. */
  #copyPart(i: number, step: number, copy: Buckets): void {
    copy.length = i + 1;
    if (this.badAt[i]! <= step) copy.badAt[i] = this.badAt[i]!;
    if (this.lastAt[i] !== 0 && this.firstAt[i]! <= step) {
      const isWhole = this.lastAt[i]! <= step;
      copy.first[i] = this.first[i]!;
      copy.firstAt[i] = this.firstAt[i]!;
      copy.last[i] = isWhole ? this.last[i]! : this.first[i]!;
      copy.lastAt[i] = isWhole ? this.lastAt[i]! : this.firstAt[i]!;
      copy.min[i] = isWhole ? this.min[i]! : this.first[i]!;
      copy.max[i] = isWhole ? this.max[i]! : this.first[i]!;
      copy.parted[i] = this.parted[i]!;
    }
    if (copy.stepAt(i) === 0) copy.length = i;
    else copy.#lookAt(i);
  }

  /** Takes extremes and newest value from a bucket. */
  #lookAt(i: number): void {
    if (this.stepAt(i) === 0) return;
    if (this.lastAt[i]! > 0) {
      this.lowest = Math.min(this.lowest, this.min[i]!);
      this.highest = Math.max(this.highest, this.max[i]!);
      const ends = [this.min[i]!, this.first[i]!, this.last[i]!, this.max[i]!];
      this.lowestPositive = Math.min(this.lowestPositive, ...ends.filter((value) => value > 0));
    }
    this.latestAt = this.stepAt(i);
    this.latest = this.valueAt(i);
  }

  #addBad(i: number, step: number): void {
    if (this.badAt[i] === 0) this.badAt[i] = step;
    this.#partNext = true;
  }

  #mergePairs(): void {
    const half = Math.ceil(this.length / 2);
    for (let i = 0; i < half; i++) this.#merge(i, 2 * i, 2 * i + 1);
    this.lastAt.fill(0, half);
    this.badAt.fill(0, half);
    this.parted.fill(0, half);
    this.length = half;
    this.span *= 2;
    this.revision++;
  }

  /** Bucket `to` becomes what `a` and `b` hold together; `to` is never above `a`. */
  #merge(to: number, a: number, b: number): void {
    const hasB = b < this.length && this.lastAt[b]! > 0;
    const hasA = this.lastAt[a]! > 0;
    const from = hasA ? a : b;
    this.badAt[to] = this.badAt[a]! || (b < this.length ? this.badAt[b]! : 0);
    if (!hasA && !hasB) {
      this.lastAt[to] = this.parted[to] = 0;
      return;
    }
    const end = hasB ? b : a;
    const min = Math.min(this.min[from]!, this.min[end]!);
    const max = Math.max(this.max[from]!, this.max[end]!);
    this.first[to] = this.first[from]!;
    this.firstAt[to] = this.firstAt[from]!;
    this.parted[to] = this.parted[from]!;
    this.last[to] = this.last[end]!;
    this.lastAt[to] = this.lastAt[end]!;
    this.min[to] = min;
    this.max[to] = max;
  }
}
