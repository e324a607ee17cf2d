import { lastWhere } from './last-where';

/** Points in one chunk: chunks are shared by lines that have them in common, so none is copied as a whole. */
const chunkLength = 16_384;
/** Chunks that are kept: about four million points, 50 MB a line. Beyond them the oldest go. */
const chunkLimit = 256;

type Chunk = { readonly steps: Uint32Array; readonly values: Float64Array };
const nothing: Chunk = { steps: new Uint32Array(), values: new Float64Array() };

/**
 * Every value of a line with its step, in the order of arrival: what the charts read again to show a part of the run
 * closely. A run of days drops its oldest points; `Buckets` still hold those in outline.
 */
export class Points {
  /** All points that were added; those below `first` are gone. */
  length = 0;
  /** Index of the oldest point that is kept. */
  first = 0;

  readonly #limit: number;
  #chunks: Chunk[] = [];
  /** The one that is added to. */
  #open: Chunk = nothing;
  /** Indices of points that the line is parted before. */
  readonly #parted = new Set<number>();
  #partNext = false;
  #isEnded = false;

  /** @param limit chunks that are kept */
  constructor(limit = chunkLimit) {
    this.#limit = limit;
  }

  /** Adds the value of a step; steps never fall. */
  add(step: number, value: number): void {
    const place = this.length % chunkLength;
    if (place === 0) this.#begin();
    this.#open.steps[place] = step;
    this.#open.values[place] = value;
    if (this.#partNext) {
      this.#parted.add(this.length);
      this.#partNext = false;
    }
    this.#isEnded = false;
    this.length++;
  }

  /** Parts the line before the next point. */
  part(): void {
    this.#partNext = true;
  }

  /** Its newest point is the last of an epoch, unless that goes on after all. */
  end(): void {
    this.#isEnded = true;
  }

  /** Whether its newest point is the last of an epoch. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  isParted(index: number): boolean {
    return this.#parted.has(index);
  }

  /** The step of a point; `index` from `first` to `length - 1`. */
  stepAt(index: number): number {
    return this.#chunkOf(index).steps[index % chunkLength]!;
  }

  valueAt(index: number): number {
    return this.#chunkOf(index).values[index % chunkLength]!;
  }

  /** Index of the last point at or before a step; `first - 1` if there is none. */
  indexAt(step: number): number {
    return lastWhere(this.first - 1, this.length - 1, (index) => this.stepAt(index) <= step);
  }

  /** The same points up to a step, to be added to from there on. */
  upTo(step: number): Points {
    const copy = new Points(this.#limit);
    copy.first = this.first;
    copy.length = this.indexAt(step) + 1;
    const whole = Math.floor(copy.length / chunkLength) - this.first / chunkLength;
    copy.#chunks = this.#chunks.slice(0, whole);
    const rest = this.#chunks[whole];
    if (copy.length % chunkLength > 0 && rest) {
      copy.#open = { steps: rest.steps.slice(), values: rest.values.slice() };
      copy.#chunks.push(copy.#open);
    }
    for (const index of this.#parted) if (index < copy.length) copy.#parted.add(index);
    return copy;
  }

  #begin(): void {
    this.#open = { steps: new Uint32Array(chunkLength), values: new Float64Array(chunkLength) };
    this.#chunks.push(this.#open);
    if (this.#chunks.length <= this.#limit) return;
    this.#chunks.shift();
    this.first += chunkLength;
  }

  #chunkOf(index: number): Chunk {
    return this.#chunks[Math.floor((index - this.first) / chunkLength)]!;
  }
}
